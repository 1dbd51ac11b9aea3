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
    _ action: ProcessAction, by name: ProcessNumber = .first, thread: Int = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> ForkModel.Outcome {
    let outcome = space.perform(action, by: name, thread: thread)
    let expected = reference.judge(outcome, of: action, by: name, thread: thread)
    #expect(expected == nil, "\(action): \(outcome)", sourceLocation: sourceLocation)
    let differences = space.differences(from: reference.system, placement: reference.placement)
    #expect(differences == [], "\(action)", sourceLocation: sourceLocation)
    let violations = Invariant.all.flatMap { $0.violations(in: space.state) }
    #expect(violations == [], "\(action)", sourceLocation: sourceLocation)
    return outcome
  }

  /// What a process observes of a call on descriptors.
  @discardableResult
  mutating func call(
    _ call: FileCall, by name: ProcessNumber = .first, sourceLocation: SourceLocation = #_sourceLocation
  ) -> ForkModel.Outcome {
    perform(.file(call), by: name, sourceLocation: sourceLocation)
  }

  /// What a process observes of a call on limits.
  @discardableResult
  mutating func call(
    _ call: LimitCall, by name: ProcessNumber = .first, sourceLocation: SourceLocation = #_sourceLocation
  ) -> ForkModel.Outcome {
    perform(.limit(call), by: name, sourceLocation: sourceLocation)
  }

  /// What a process observes of a call on message queues.
  @discardableResult
  mutating func call(
    _ call: QueueCall, by name: ProcessNumber = .first, sourceLocation: SourceLocation = #_sourceLocation
  ) -> ForkModel.Outcome {
    perform(.queue(call), by: name, sourceLocation: sourceLocation)
  }

  /// What a process observes of a call on signals.
  @discardableResult
  mutating func call(
    _ call: SignalCall, by name: ProcessNumber = .first, sourceLocation: SourceLocation = #_sourceLocation
  ) -> ForkModel.Outcome {
    perform(.signal(call), by: name, sourceLocation: sourceLocation)
  }

  /// Makes a child.
  mutating func fork(_ child: ProcessNumber, by name: ProcessNumber = .first) {
    if case .forked = perform(.fork(child: child, strategy: nil), by: name) { return }
    Issue.record("fork failed")
  }

  /// Whether the POSIX view would allow an outcome in place of what the single address space does; nothing changes.
  func allows(_ outcome: ForkModel.Outcome, of action: ProcessAction, by name: ProcessNumber = .first) -> Bool {
    var reference = reference
    return reference.judge(outcome, of: action, by: name) == nil
  }

  /// Lets somebody else than the single address space choose among what is allowed; from then on only
  /// ``allows(_:of:by:)`` and this make sense.
  mutating func choose(
    _ outcome: ForkModel.Outcome, of action: ProcessAction, by name: ProcessNumber = .first,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = reference.judge(outcome, of: action, by: name)
    #expect(expected == nil, "\(action): \(outcome)", sourceLocation: sourceLocation)
  }

  /// Stores bytes behind the first pointer to data.
  mutating func store(_ bytes: [UInt8], at offset: Integer = 0, by name: ProcessNumber = .first) {
    for (index, byte) in bytes.enumerated() {
      perform(.store(size: 1, value: Integer(byte), through: 0, offset: offset + Integer(index)), by: name)
    }
  }

  /// The bytes behind the first pointer to data.
  mutating func bytes(_ offsets: Range<Int>, by name: ProcessNumber = .first) -> [Integer] {
    offsets.compactMap { offset in
      let seen = perform(.load(size: 1, through: 0, offset: Integer(offset)), by: name)
      return if case .value(let byte) = seen { byte } else { nil }
    }
  }

  /// Makes a register point so many bytes behind the first pointer to data.
  mutating func point(_ register: Int, to offset: Integer, by name: ProcessNumber = .first) {
    perform(.compute(.derive(increment: offset), into: register, from: 0), by: name)
  }
}
