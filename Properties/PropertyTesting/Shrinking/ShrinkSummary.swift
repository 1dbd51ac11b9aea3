/// How far the shortening of a counterexample got.
public struct ShrinkSummary: Codable, Hashable, Sendable {
  /// How many candidates were checked.
  public var evaluations = 0
  /// How many of them were simpler and failed in the same way.
  public var improvements = 0
  /// How long it took, in seconds.
  public var seconds = 0.0
  /// Whether it ended because nothing made the counterexample simpler, and not at a limit.
  public var isComplete = false
  /// The number of steps before.
  public var stepsBefore = 0
  /// The number of steps after.
  public var stepsAfter = 0

  /// Nothing has been done.
  public init() {}
}
