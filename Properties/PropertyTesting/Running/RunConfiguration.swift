/// How properties are run.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// Where all random choices come from.
  public var seed: UInt64
  /// How much is checked.
  public var budget: Budget
  /// How much work may go into shortening each counterexample.
  public var shrinking: ShrinkLimits
  /// Whether everything ends with the first property that fails.
  public var stopsAtFirstFailure: Bool

  /// Makes a configuration.
  public init(
    seed: UInt64, budget: Budget, shrinking: ShrinkLimits = ShrinkLimits(), stopsAtFirstFailure: Bool = false
  ) {
    self.seed = seed
    self.budget = budget
    self.shrinking = shrinking
    self.stopsAtFirstFailure = stopsAtFirstFailure
  }
}
