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

/// A fork subject that can be brought back to a state that it has been in, so that every program up to a depth can be
/// tried without starting each of them anew.
public protocol ExplorableForkSubject: ForkSubject {
  /// Names the present state.
  ///
  /// Marks are a stack: returning to one makes those after it meaningless. Starting a world forgets them all.
  mutating func mark() throws -> Int

  /// Returns to a state, as often as wanted.
  mutating func restore(to mark: Int) throws

  /// Writes down everything of the present state that later steps can depend on.
  ///
  /// - Parameters:
  ///   - granules: of each frame, the granules whose contents are looked at; nobody has stored to any other.
  ///   - digest: what is overwritten with the result.
  mutating func digest(of granules: [Int], into digest: inout ForkStateDigest) throws
}
