/// Thrown when a case has taken more steps than its property allows.
public struct StepsExhausted: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of steps allowed.
  public var limit: Int

  /// What people read.
  public var description: String { "still running after \(limit) steps" }
}
