/// A subject that is asked only for the actions that it performs; the others are unsupported without asking.
public struct SelectiveForkSubject: ForkSubject {
  private let subject: StdioForkSubject

  /// Makes a subject of one that says what it performs.
  public init(_ subject: StdioForkSubject) {
    self.subject = subject
  }

  /// Starts a world.
  public func start(_ world: ForkWorld) throws -> Observation { try subject.start(world) }

  /// Lets a process perform an action, if the subject does so at all.
  public func perform(_ step: ForkStep) throws -> Observation {
    guard try subject.describe().actions.contains(step.action.kind.rawValue) else { return .unsupported }
    return try subject.perform(step)
  }

  /// The whole state, from subjects of level L1.
  public func inspect() throws -> InspectedState? { try subject.inspect() }
}
