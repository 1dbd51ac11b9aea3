public import Architecture

/// One way in which an action may turn out: what may be observed of it, and what the processes are then.
///
/// An outcome may stand for many: where a read may give one to a thousand bytes, ``expected`` says so, and
/// ``next(after:)`` makes the processes after each of them when they are asked for.
public struct PosixOutcome: Hashable, Sendable {
  /// What may be observed.
  public let expected: Expectation
  /// The processes, as far as they do not depend on what is observed.
  private let determined: PosixSystem
  private let action: ForkAction
  private let name: ProcessName

  fileprivate init(_ expected: Expectation, _ determined: PosixSystem, of action: ForkAction, by name: ProcessName) {
    self.expected = expected
    self.determined = determined
    self.action = action
    self.name = name
  }

  /// Whether this may be observed where regions lie as a placement says, that of a new process included.
  public func allows(_ observation: Observation, in placement: Placement) -> Bool {
    expected.allows(observation, by: name, in: placement, space: determined.space)
  }

  /// The processes after an observation that the outcome allows.
  ///
  /// - Returns: one state at least, and more where the observation leaves open what has become of the processes; the
  ///   one first that does the least.
  public func next(after observation: Observation) -> [PosixSystem] {
    determined.withEveryChoice { $0.settle(action, by: name, as: observation) }.reduce(into: []) { states, state in
      if !states.contains(state.system) { states.append(state.system) }
    }
  }
}

extension PosixSystem {
  /// All ways in which an action may turn out: the specification of what a system may do.
  ///
  /// What a system does is right if one of them allows what is observed, and it goes on as that one says.
  ///
  /// - Returns: one at least; the first does the least wherever there is a freedom.
  public func outcomes(of action: ForkAction, by name: ProcessName, thread: Int = 0) -> [PosixOutcome] {
    var outcomes: [PosixOutcome] = []
    for (expected, system) in withEveryChoice({ $0.perform(action, by: name, thread: thread) }) {
      let outcome = PosixOutcome(expected, system, of: action, by: name)
      if !outcomes.contains(outcome) { outcomes.append(outcome) }
    }
    return outcomes
  }
}
