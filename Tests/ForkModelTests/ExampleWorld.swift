import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// A world for examples: the single address space acts, and the POSIX view must allow what it does and agree with it.
struct ExampleWorld {
  private var space: AddressSpace
  private var reference: PosixReference

  init(_ world: InitialWorld = ForkTests.world(.copyOnPointerAccess)) {
    space = AddressSpace(world)
    reference = PosixReference(world, regionBase: space.processes[.first]?.region.base ?? 0)
  }

  /// What a process observes.
  @discardableResult
  mutating func perform(
    _ action: ForkAction, by name: ProcessName = .first, thread: Int = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Observation {
    let outcome = space.perform(action, by: name, thread: thread)
    let expected = reference.judge(outcome, of: action, by: name, thread: thread)
    #expect(expected == nil, "\(action): \(outcome)", sourceLocation: sourceLocation)
    let differences = space.differences(from: reference.system, placement: reference.placement)
    #expect(differences == [], "\(action)", sourceLocation: sourceLocation)
    let violations = Invariant.all.flatMap { $0.violations(in: space.state) }
    #expect(violations == [], "\(action)", sourceLocation: sourceLocation)
    return outcome
  }

  /// Makes a child.
  mutating func fork(_ child: ProcessName, by name: ProcessName = .first) {
    if case .forked = perform(.fork(child: child, strategy: nil), by: name) { return }
    Issue.record("fork failed")
  }

  /// Whether the POSIX view would allow an outcome in place of what the single address space does; nothing changes.
  func allows(_ outcome: Observation, of action: ForkAction, by name: ProcessName = .first) -> Bool {
    var reference = reference
    return reference.judge(outcome, of: action, by: name) == nil
  }

  /// Lets somebody else than the single address space choose among what is allowed; from then on only
  /// ``allows(_:of:by:)`` and this make sense.
  mutating func choose(
    _ outcome: Observation, of action: ForkAction, by name: ProcessName = .first,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = reference.judge(outcome, of: action, by: name)
    #expect(expected == nil, "\(action): \(outcome)", sourceLocation: sourceLocation)
  }

  /// Stores bytes behind the first pointer to data.
  mutating func store(_ bytes: [UInt8], at offset: Int32 = 0, by name: ProcessName = .first) {
    for (index, byte) in bytes.enumerated() {
      perform(.store(.byte, value: UInt64(byte), through: 0, offset: offset + Int32(index)), by: name)
    }
  }

  /// The bytes behind the first pointer to data.
  mutating func bytes(_ offsets: Range<Int>, by name: ProcessName = .first) -> [UInt64] {
    offsets.compactMap { offset in
      let seen = perform(.load(.byte, through: 0, offset: Int32(offset)), by: name)
      return if case .value(let byte) = seen { byte } else { nil }
    }
  }

  /// Makes a register point so many bytes behind the first pointer to data.
  mutating func point(_ register: PointerRegister, to offset: Int64, by name: ProcessName = .first) {
    perform(.derive(into: register, from: 0, increment: offset), by: name)
  }
}

extension Observation {
  /// The pointer that it shows, if it shows one.
  var capability: Capability? {
    if case .pointer(let view) = self { Format.cc128.capability(view.bits) } else { nil }
  }
}
