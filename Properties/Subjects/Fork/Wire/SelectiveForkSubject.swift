public import Architecture

/// A subject that is asked only for the actions that it performs; the others are unsupported without asking.
public struct SelectiveForkSubject: ForkSubject, Sendable {
  private let subject: StdioForkSubject
  private let only: Set<String>?

  /// Makes a subject of one that says what it performs.
  ///
  /// - Parameter only: the actions to ask for, if not all that it performs.
  public init(_ subject: StdioForkSubject, only: Set<String>? = nil) {
    self.subject = subject
    self.only = only
  }

  /// Starts a world.
  public func start(_ world: ForkWorld) throws -> Observation { try subject.start(world) }

  /// Lets a process perform an action, if the subject does so at all.
  ///
  /// Accesses at the same time are left to subjects that say `meanwhile`; of others they are asked afterwards, which is
  /// one of the two orders that are allowed.
  public func perform(_ step: ForkStep) throws -> Observation {
    let performed = try subject.describe().actions
    let actions = only.map(performed.intersection) ?? performed
    let parts = [step.action] + (step.meanwhile.map { [$0.action] } ?? [])
    guard parts.allSatisfy({ actions.contains($0.kind.rawValue) }) else { return .unsupported }
    guard let meanwhile = step.meanwhile, !actions.contains(Self.meanwhile) else { return try subject.perform(step) }
    let own = try subject.perform(step.alone)
    return .interleaved(step: own, access: try subject.perform(meanwhile.step))
  }

  /// The word by which a subject says that it lets threads act at the preemption points of a step.
  package static let meanwhile = "meanwhile"

  /// The whole state, from subjects of level L1.
  public func inspect() throws -> InspectedState? { try subject.inspect() }
}
