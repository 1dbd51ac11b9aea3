/// What checking one case found.
public enum Verdict: Hashable, Sendable {
  /// The guarantee holds of this case.
  case holds
  /// It does not.
  case fails(Failure)

  /// Compares what was observed with what was expected.
  ///
  /// - Parameters:
  ///   - observed: What the subject did.
  ///   - expected: What the specification says.
  ///   - guarantee: The guarantee that is violated if they differ, in a sentence.
  ///   - step: The index of the step, in the lines that describe the case.
  /// - Returns: ``holds`` if both are equal, otherwise a failure that shows both.
  public static func expect<Value: Equatable>(
    _ observed: Value, _ expected: Value, _ guarantee: String, step: Int? = nil
  ) -> Verdict {
    guard observed != expected else { return .holds }
    return .fails(Failure(guarantee, step: step, expected: "\(expected)", observed: "\(observed)"))
  }
}
