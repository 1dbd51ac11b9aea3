/// How a case violates a guarantee.
public struct Failure: Codable, Hashable, Sendable {
  /// The guarantee that is violated, in a sentence.
  ///
  /// Two failures are of the same kind if this is equal, and a counterexample is only shortened as long as it fails in
  /// the same way. So name the guarantee here and put numbers and addresses into the other fields.
  public var guarantee: String
  /// The first step at which it shows, as an index into the lines that describe the case.
  public var step: Int?
  /// What the specification expects at that step.
  public var expected: String
  /// What the subject did.
  public var observed: String
  /// Anything else that helps to understand, one line each.
  public var explanation: [String]
  /// The end of what the code under test wrote to its standard error meanwhile, if it is a program of its own.
  public var standardError: String?

  /// Makes a failure.
  public init(
    _ guarantee: String, step: Int? = nil, expected: String, observed: String, explanation: [String] = []
  ) {
    self.guarantee = guarantee
    self.step = step
    self.expected = expected
    self.observed = observed
    self.explanation = explanation
  }
}
