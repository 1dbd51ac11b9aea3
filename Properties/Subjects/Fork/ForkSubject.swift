public import Architecture

/// A kernel with processes that fork.
public protocol ForkSubject {
  /// Forgets everything and starts process 0 in a new world; answers ``Observation/started(regionBase:regionSize:)``.
  mutating func start(_ world: ForkWorld) throws -> Observation

  /// Lets one process perform one action, to its end, and answers what the process could tell.
  mutating func perform(_ step: ForkStep) throws -> Observation

  /// Performs a step while the kernel runs short for once: of all that it takes for the step (frames, a region, a place
  /// in a table), it does not get what it takes after the first `count`.
  ///
  /// A subject that cannot be made to run short does nothing and answers `nil`.
  mutating func perform(_ step: ForkStep, shortAfter count: Int) throws -> ShortStep?

  /// The whole state, or `nil` from a subject of level L0.
  mutating func inspect() throws -> InspectedState?

  /// Whether it says of itself that it promises memory that there is not (``ForkWorld/overcommits``).
  var overcommits: Bool { get throws }
}

/// What came of a step that may have run short.
public struct ShortStep: Hashable, Sendable {
  /// What was not to be had; `nil` if the step took less, and so went as always.
  public var refused: String?
  /// What the process observed.
  public var observation: Observation

  /// Makes the result of a step.
  public init(refused: String?, _ observation: Observation) {
    self.refused = refused
    self.observation = observation
  }
}

extension ForkSubject {
  /// Most do not.
  public var overcommits: Bool { get throws { false } }

  /// Not everything can be made to run short.
  public mutating func perform(_ step: ForkStep, shortAfter count: Int) throws -> ShortStep? { nil }
}
