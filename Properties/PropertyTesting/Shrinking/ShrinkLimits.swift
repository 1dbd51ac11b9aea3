/// How much work may go into shortening one counterexample.
public struct ShrinkLimits: Codable, Hashable, Sendable {
  /// How many candidates may be checked.
  public var evaluations: Int
  /// How long it may take, in seconds.
  public var seconds: Double

  /// Nothing is shortened.
  public static let none = ShrinkLimits(evaluations: 0, seconds: 0)

  /// Makes limits.
  public init(evaluations: Int = 20_000, seconds: Double = 10) {
    self.evaluations = evaluations
    self.seconds = seconds
  }
}
