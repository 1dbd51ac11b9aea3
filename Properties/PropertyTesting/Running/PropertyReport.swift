/// What a run found out about a property.
public struct PropertyReport: Codable, Hashable, Sendable {
  /// The property.
  public var profile: PropertyProfile
  /// What was taken down up to the first counterexample.
  public var statistics: Statistics
  /// The time that workers spent on it, in seconds.
  public var seconds: Double
  /// What the run says about it.
  public var conclusion: Conclusion
}
