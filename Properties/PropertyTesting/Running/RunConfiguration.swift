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

/// How much is checked.
public enum Budget: Hashable, Sendable {
  /// So many cases of each property. The same seed then gives the same cases and statistics, however many workers
  /// there are.
  case cases(Int)
  /// As many cases as fit into so many seconds. Each property first gets a few times the cases it needs, as far as
  /// there is time; the rest of the time is shared evenly.
  case seconds(Double)
}

/// What is known of a property without running it.
public struct PropertyProfile: Codable, Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What must hold, in a sentence.
  public var guarantee: String
  /// The rules of the specification that it exercises.
  public var rules: [String]
  /// What a run must have seen.
  public var requirements: Requirements

  /// The profile of a property.
  public init(of property: any Property) {
    name = property.name
    guarantee = property.guarantee
    rules = property.rules
    requirements = property.requirements
  }
}
