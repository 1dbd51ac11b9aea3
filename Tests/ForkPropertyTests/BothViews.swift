import Architecture
import CapabilityModel
import ForkModel
import Testing

/// The single address space and the POSIX view side by side: after every step they must agree, and no guarantee be violated.
struct BothViews {
  private(set) var space: AddressSpace
  private var reference: PosixReference

  init(_ world: InitialWorld) throws {
    space = AddressSpace(world)
    reference = PosixReference(world, regionBase: try #require(space.processes[.first]?.region.base))
  }

  var system: PosixSystem { reference.system }

  mutating func perform(_ action: ProcessAction, by name: ProcessNumber, thread: Int = 0) throws -> Outcome {
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
      // A handler may have counted SIGPIPE, or a thread hold it back.
      if outcome != .failed(.brokenPipe) {
        try #require(system == reference.system, "\(action) by \(name): \(outcome)")
      }
    }
    return outcome
  }

  /// Lets the thread act, so that the states before and after its action do not differ in who acts.
  private mutating func look(by name: ProcessNumber, thread: Int) {
    let outcome = space.perform(.inspect(0), by: name, thread: thread)
    _ = reference.judge(outcome, of: .inspect(0), by: name, thread: thread)
  }
}

extension Outcome {
  /// Whether the action must have changed nothing.
  fileprivate var isOfNoEffect: Bool {
    switch self {
    case .failed, .wouldBlock, .skipped: true
    default: false
    }
  }
}
