/// How properties are run.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// Where all random choices come from.
  public var seed: UInt64
  /// How much is checked.
  public var budget: Budget
  /// How much work may go into shortening each counterexample.
  public var shrinking: ShrinkLimits
  /// Whether only the first counterexample is shortened.
  public var shortensFirstOnly: Bool
  /// How long, in seconds, the others go on once a property has failed; to the end of the budget if nil.
  public var secondsAfterFailure: Double?

  /// Makes a configuration.
  public init(
    seed: UInt64, budget: Budget, shrinking: ShrinkLimits = ShrinkLimits(), shortensFirstOnly: Bool = false,
    secondsAfterFailure: Double? = nil
  ) {
    self.seed = seed
    self.budget = budget
    self.shrinking = shrinking
    self.shortensFirstOnly = shortensFirstOnly
    self.secondsAfterFailure = secondsAfterFailure
  }
}
