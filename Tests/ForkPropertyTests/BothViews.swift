import Architecture
import CapabilityModel
import ForkModel
import Testing

/// The single address space and the POSIX view side by side: after every step they must agree, and no guarantee be
/// violated.
struct BothViews {
  private(set) var space: AddressSpace
  private var reference: PosixReference

  init(_ world: InitialWorld) throws {
    space = AddressSpace(world)
    reference = PosixReference(world, regionBase: try #require(space.processes[.first]?.region.base))
  }

  var system: PosixSystem { reference.system }

  mutating func perform(_ action: ForkAction, by name: ProcessName, thread: Int = 0) throws -> Observation {
    look(by: name, thread: thread)
    let (before, system) = (space, reference.system)
    let outcome = space.perform(action, by: name, thread: thread)
    let disagreement = reference.judge(outcome, of: action, by: name, thread: thread)
    try #require(disagreement == nil, "\(action) by \(name), thread \(thread): \(outcome)")
    try #require(
      space.differences(from: reference.system, placement: reference.placement) == [], "\(action) by \(name)")
    let transition = Transition(from: before.state, to: space.state, by: name)
    let violations = Invariant.all.flatMap { $0.violations(in: space.state) } + transition.violations
    try #require(violations == [], "\(action) by \(name)")
    if outcome.isOfNoEffect {
      try #require(transition.violationsOfAtomicFailure == [], "\(action) by \(name): \(outcome)")
      // A handler may have counted SIGPIPE or SIGXFSZ, or a thread block it.
      if outcome != .failed(.brokenPipe) && outcome != .failed(.fileTooLarge) {
        try #require(system == reference.system, "\(action) by \(name): \(outcome)")
      }
    }
    return outcome
  }

  /// Performs a call and an access, the access first or last, and judges them as made at the same time.
  mutating func perform(
    _ call: ForkAction, by caller: ProcessName, _ thread: Int, meanwhile access: ForkAction,
    by other: ProcessName, _ otherThread: Int, accessFirst: Bool
  ) throws {
    var outcomes: (call: Observation?, access: Observation?)
    if accessFirst { outcomes.access = space.perform(access, by: other, thread: otherThread) }
    outcomes.call = space.perform(call, by: caller, thread: thread)
    if !accessFirst { outcomes.access = space.perform(access, by: other, thread: otherThread) }
    let disagreement = reference.judge(
      ObservedAction(call, by: caller, thread: thread, outcomes.call ?? .noSuchProcess),
      meanwhile: ObservedAction(access, by: other, thread: otherThread, outcomes.access ?? .noSuchProcess))
    try #require(disagreement == nil, "\(call) by \(caller), \(access) by \(other): \(outcomes)")
    let isExplained = reference.possibilities.contains {
      space.differences(from: $0, placement: reference.placement).isEmpty
    }
    try #require(isExplained, "\(call) by \(caller), \(access) by \(other): \(outcomes)")
  }

  /// Whether what was observed leaves open what the processes are.
  var isUndecided: Bool { reference.possibilities.count > 1 }

  /// Ends every process, after which nothing must be left.
  mutating func endAll() throws {
    while let name = system.processes.filter(\.value.runs).keys.filter({ !system.threadsThatMayAct(of: $0).isEmpty })
      .min()
    {
      let thread = system.threadsThatMayAct(of: name)[0]
      _ = try perform(.exit(status: 0), by: name, thread: thread)
    }
    #expect(space.isBare)
  }

  /// Lets the thread act, so that the states before and after its action do not differ in who acts.
  private mutating func look(by name: ProcessName, thread: Int) {
    let outcome = space.perform(.inspect(0), by: name, thread: thread)
    _ = reference.judge(outcome, of: .inspect(0), by: name, thread: thread)
  }
}

extension Observation {
  /// Whether the action must have changed nothing.
  fileprivate var isOfNoEffect: Bool {
    switch self {
    case .failed, .wouldBlock, .noSuchProcess: true
    default: false
    }
  }
}
