/// A kernel with processes that fork.
public protocol ForkSubject {
  /// Forgets everything and starts process 0 in a new world; answers ``Observation/started(regionBase:regionSize:)``.
  mutating func start(_ world: ForkWorld) throws -> Observation

  /// Lets one process perform one action, to its end, and answers what the process could tell.
  mutating func perform(_ step: ForkStep) throws -> Observation

  /// The whole state, or `nil` from a subject of level L0.
  mutating func inspect() throws -> InspectedState?
}
