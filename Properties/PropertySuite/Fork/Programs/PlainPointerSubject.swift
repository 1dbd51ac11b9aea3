package import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
package import SystemsUnderTest
import ModelAdapters

/// A subject whose pointers are plain addresses, made to look like one with capabilities.
///
/// What such a subject cannot show (tags, metadata words) is taken from the POSIX view; what it cannot refuse (accesses
/// that only a capability forbids) is not asked of it. What remains is its own: data, addresses, processes, and which
/// pages may be touched.
package struct PlainPointerSubject: ForkSubject {
  private var subject: any ForkSubject
  private let format = Format.cc128
  private var reference: PosixReference?

  /// Makes a subject of one with plain pointers.
  package init(_ subject: any ForkSubject) {
    self.subject = subject
  }

  package mutating func start(_ world: ForkWorld) throws -> Observation {
    let observation = try subject.start(world)
    reference = nil
    if case .started(let base, _) = observation {
      reference = PosixReference(world.inModel(format), regionBase: Integer(base))
    }
    return observation
  }

  package mutating func perform(_ step: ForkStep) throws -> Observation {
    guard let system = reference?.system else { return .noSuchProcess }
    let expectation = system.expectation(of: step)
    if case .answer(.killed(let refusal)) = expectation, !step.action.isRefusedByPages(with: refusal) {
      return .unsupported
    }
    let pointersPermit = system.pointersPermit(
      step.action, by: step.process, thread: Int(step.thread))
    if !pointersPermit { return .unsupported }
    let observation = try subject.perform(step).completed(by: expectation)
    _ = reference?.judge(observation, of: step.action, by: step.process, thread: Int(step.thread))
    return observation
  }

  package func inspect() -> InspectedState? { nil }

  package var overcommits: Bool { get throws { try subject.overcommits } }
}

extension ForkAction {
  /// Whether a refusal is one that pages of plain memory give, too. That of a pointer may be due to its tag: a shared
  /// mapping holds none (``posix.storePointer.shared``).
  fileprivate func isRefusedByPages(with refusal: AccessRefusal) -> Bool {
    if case .storePointer = self { return false }
    return refusal.signal == .segmentationViolation
  }
}

extension Observation {
  /// The observation with what a subject of plain pointers cannot show.
  fileprivate func completed(by expectation: Expectation) -> Observation {
    switch (self, expectation) {
    case (.pointer(let view), .register(.pointer(let pointer))):
      return .pointer(view.with(metadata: UInt64(truncatingIfNeeded: pointer.metadata), tag: true))
    case (.pointer(let view), .register(.bytes(let bytes))):
      return .pointer(view.with(metadata: bytes.suffix(8).number { $0.expected }, tag: false))
    case (.value(let value), .value(let bytes)):
      return .value(bytes.number(showing: value) { $0.metadataByte })
    default:
      return self
    }
  }
}

extension PointerView {
  fileprivate func with(metadata: UInt64, tag: Bool) -> PointerView {
    PointerView(CapabilityBits(metadata: metadata, address: bits.address, tag: tag))
  }
}

extension Sequence<PosixByte> {
  /// A number as it was observed, but with the bytes that are known.
  fileprivate func number(showing observed: UInt64 = 0, _ known: (PosixByte) -> UInt8?) -> UInt64 {
    enumerated().reduce(0) { number, byte in
      let position = UInt64(8 * byte.offset)
      return number | UInt64(known(byte.element) ?? UInt8(truncatingIfNeeded: observed >> position)) << position
    }
  }
}

extension PosixByte {
  /// The byte, if it is one of the metadata word of a pointer.
  fileprivate var metadataByte: UInt8? {
    guard case .fragment(let image, let index) = self, index >= 8 else { return nil }
    return image.byte(index, regionBase: 0)
  }

  /// The byte, if it is the same wherever regions lie.
  fileprivate var expected: UInt8? {
    if case .data(let value) = self { value } else { metadataByte }
  }
}
