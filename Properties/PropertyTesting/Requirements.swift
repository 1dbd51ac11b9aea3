/// What a run of a property must have seen before its success means anything.
///
/// A run that stays below is *inconclusive*, never a pass.
public struct Requirements: Codable, Hashable, Sendable {
  /// The least number of cases checked (discarded ones don't count).
  public var cases: Int
  /// The least share of checked cases, between 0 and 1, that must carry each label.
  public var shares: [String: Double]
  /// How many cases may be discarded for each case that is checked; more is an error of the generator.
  public var discardsPerCase: Double
  /// How many steps one case may take, as counted by ``Recorder/spend(steps:)``, before it counts as a hang.
  public var stepsPerCase: Int

  /// Makes requirements.
  public init(
    cases: Int = 100, shares: [String: Double] = [:], discardsPerCase: Double = 5, stepsPerCase: Int = 10_000_000
  ) {
    self.cases = cases
    self.shares = shares
    self.discardsPerCase = discardsPerCase
    self.stepsPerCase = stepsPerCase
  }
}
