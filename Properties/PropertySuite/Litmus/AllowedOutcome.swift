package import Architecture
import CapabilityModel
import ExactIntegers
import SystemsUnderTest
import ModelAdapters

/// One of the outcomes that a step may have, in terms that do not depend on where regions lie.
///
/// In JSON it reads as the observation does (`{"value": {"value": 7}}`), but for what an observation tells of
/// addresses.
package struct AllowedOutcome: Hashable, Sendable {
  /// What is asked of an observation.
  package enum Pattern: Hashable, Sendable {
    /// It is this one.
    case exactly(Observation)
    /// It is of this kind, wherever the region or the pages lie: `{"forked": {}}`.
    case somewhere(Place)
    /// It shows a register: `{"pointer": {"tag": true, "base": 0}}`.
    case pointer(PointerPattern)
    /// It is the address so many bytes from the start of a region, that of the acting process unless another is named:
    /// `{"address": {"offset": 16, "of": 0}}`.
    case address(offset: UInt64, of: ProcessName?)
    /// It is a number of which only some bits are known: `{"value": {"value": 7, "known": 255}}`.
    case value(UInt64, known: UInt64)
  }

  /// What a kernel has put where it liked.
  package enum Place: String, CaseIterable, Hashable, Sendable {
    /// The region of a new process.
    case forked
    /// The region of a process that was started anew.
    case executed
    /// Pages.
    case mapped
  }

  /// What is asked.
  package var pattern: Pattern
  /// The strategies under which the outcome is allowed; all if it is not said.
  package var strategies: [ForkStrategy]?

  /// Allows an outcome.
  package init(_ pattern: Pattern, under strategies: [ForkStrategy]? = nil) {
    self.pattern = pattern
    self.strategies = strategies
  }
}

/// What is asked of a pointer; what is not mentioned may be anything. Addresses count from the start of the region.
package struct PointerPattern: Codable, Hashable, Sendable {
  /// Whether it is tagged.
  package var tag: Bool?
  /// Where it points.
  package var address: Int64?
  /// Where its bounds begin.
  package var base: Int64?
  /// Where its bounds end.
  package var top: Int64?
  /// Whether it is sealed.
  package var isSealed: Bool?
  /// All of its permissions, by their names.
  package var permissions: [String]?
  /// The metadata word as the format packs it.
  package var metadata: UInt64?

  package init(tag: Bool, address: Int64? = nil, metadata: UInt64? = nil) {
    self.tag = tag
    self.address = address
    self.metadata = metadata
  }
}

extension AllowedOutcome.Place {
  /// The key of an outcome that is anywhere.
  fileprivate var key: AllowedOutcome.Key {
    switch self {
    case .forked: .forked
    case .executed: .executed
    case .mapped: .mapped
    }
  }
}

extension AllowedOutcome: Codable {
  fileprivate enum Key: String, CodingKey { case pointer, address, value, forked, executed, mapped, under }
  private enum NoKey: CodingKey {}
  private enum OperandKey: String, CodingKey { case offset, of, value, known }

  /// Reads an outcome.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    strategies = try container.decodeIfPresent([ForkStrategy].self, forKey: .under)
    if let pointer = try container.decodeIfPresent(PointerPattern.self, forKey: .pointer) {
      pattern = .pointer(pointer)
    } else if container.contains(.address) {
      let operands = try container.nestedContainer(keyedBy: OperandKey.self, forKey: .address)
      pattern = .address(
        offset: try operands.decode(UInt64.self, forKey: .offset),
        of: try operands.decodeIfPresent(ProcessName.self, forKey: .of))
    } else if container.contains(.value) {
      let operands = try container.nestedContainer(keyedBy: OperandKey.self, forKey: .value)
      pattern = .value(
        try operands.decode(UInt64.self, forKey: .value),
        known: try operands.decodeIfPresent(UInt64.self, forKey: .known) ?? .max)
    } else if let place = Place.allCases.first(where: { container.contains($0.key) }) {
      _ = try container.nestedContainer(keyedBy: NoKey.self, forKey: place.key)
      pattern = .somewhere(place)
    } else {
      pattern = .exactly(try Observation(from: decoder))
    }
  }

  /// Writes an outcome.
  package func encode(to encoder: any Encoder) throws {
    if case .exactly(let observation) = pattern { try observation.encode(to: encoder) }
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(strategies, forKey: .under)
    switch pattern {
    case .exactly: break
    case .somewhere(let place):
      try container.encode([String: Int](), forKey: place.key)
    case .pointer(let pointer): try container.encode(pointer, forKey: .pointer)
    case .address(let offset, let process):
      var operands = container.nestedContainer(keyedBy: OperandKey.self, forKey: .address)
      try operands.encode(offset, forKey: .offset)
      try operands.encodeIfPresent(process, forKey: .of)
    case .value(let value, let known):
      var operands = container.nestedContainer(keyedBy: OperandKey.self, forKey: .value)
      try operands.encode(value, forKey: .value)
      if known != .max { try operands.encode(known, forKey: .known) }
    }
  }
}

/// Where the regions of processes lie, as far as it was observed.
struct RegionBases {
  private var bases: [ProcessName: UInt64] = [:]

  /// The base of the region of a process; 0 if it was not told.
  subscript(_ process: ProcessName) -> UInt64 { bases[process] ?? 0 }

  /// Takes down where the first process lies.
  mutating func note(start observation: Observation) {
    if case .started(let base, _) = observation { bases[0] = base }
  }

  /// Takes down what a step tells of regions.
  mutating func note(_ step: ForkStep, _ observation: Observation) {
    switch (step.action, observation) {
    case (.fork(let child, _), .forked(let base)), (.vfork(let child), .forked(let base)),
      (.spawn(let child), .forked(let base)):
      bases[child] = base
    case (.execute, .executed(let base)): bases[step.process] = base
    default: break
    }
  }
}

extension AllowedOutcome {
  /// Whether it allows what a process has observed.
  ///
  /// - Parameter isPlain: of a pointer only the address is compared, since the subject has no other parts of it.
  func allows(
    _ observation: Observation, by process: ProcessName, in bases: RegionBases, strategy: ForkStrategy,
    format: Format, isPlain: Bool
  ) -> Bool {
    if let strategies, !strategies.contains(strategy) { return false }
    switch (pattern, observation) {
    case (.exactly(let expected), _): return expected == observation
    case (.somewhere(.forked), .forked), (.somewhere(.executed), .executed), (.somewhere(.mapped), .mapped):
      return true
    case (.pointer(let expected), .pointer(let view)):
      return expected.allows(view.bits, regionBase: bases[process], format: format, isPlain: isPlain)
    case (.address(let offset, let other), .value(let value)): return value == bases[other ?? process] &+ offset
    case (.value(let expected, let known), .value(let value)): return (expected ^ value) & known == 0
    default: return false
    }
  }
}

extension PointerPattern {
  fileprivate func allows(_ bits: CapabilityBits, regionBase: UInt64, format: Format, isPlain: Bool) -> Bool {
    func agrees<Value: Equatable>(_ expected: Value?, _ observed: Value) -> Bool {
      expected.map { $0 == observed } ?? true
    }
    guard agrees(address.map { regionBase &+ UInt64(bitPattern: $0) }, bits.address) else { return false }
    if isPlain { return true }
    let pointer = format.capability(bits)
    let names = Set(Permission.allCases.filter(pointer.permissions.contains).map { "\($0)" })
    return agrees(tag, bits.tag) && agrees(isSealed, pointer.isSealed) && agrees(metadata, bits.metadata)
      && agrees(permissions.map { Set($0) }, names)
      && agrees(base.map { Integer($0) + Integer(regionBase) }, pointer.base)
      && agrees(top.map { Integer($0) + Integer(regionBase) }, pointer.top)
  }
}

extension AllowedOutcome {
  /// The outcome for people.
  func text(_ format: Format) -> String {
    let outcome =
      switch pattern {
      case .exactly(let observation): observation.text(format)
      case .somewhere(.forked): "a child"
      case .somewhere(.executed): "started anew"
      case .somewhere(.mapped): "pages"
      case .pointer(let pointer): pointer.text
      case .address(let offset, let process):
        "the address 0x\(String(offset, radix: 16)) of \(process.map { "\($0)" } ?? "its own region")"
      case .value(let value, known: .max): "the value 0x\(String(value, radix: 16))"
      case .value(let value, let known):
        "the value 0x\(String(value, radix: 16)) in the bits 0x\(String(known, radix: 16))"
      }
    return outcome + (strategies.map { " (\($0.map(\.text).joined(separator: ", ")))" } ?? "")
  }
}

extension PointerPattern {
  fileprivate var text: String {
    var parts: [String] = []
    if let tag { parts.append(tag ? "a tagged pointer" : "no tag") }
    if let address { parts.append("to region + \(Self.hexadecimal(address))") }
    if let base, let top { parts.append("[\(Self.hexadecimal(base)), \(Self.hexadecimal(top)))") }
    if let isSealed { parts.append(isSealed ? "sealed" : "unsealed") }
    if let permissions { parts.append("that may " + permissions.joined(separator: " ")) }
    if let metadata { parts.append("metadata 0x\(String(metadata, radix: 16))") }
    return parts.joined(separator: " ")
  }

  private static func hexadecimal(_ number: Int64) -> String {
    (number < 0 ? "-" : "") + "0x" + String(number.magnitude, radix: 16)
  }
}
