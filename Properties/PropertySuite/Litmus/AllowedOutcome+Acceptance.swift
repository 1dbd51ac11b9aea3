import Architecture
import CapabilityModel
import ExactIntegers
import Subjects
import Translation

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
