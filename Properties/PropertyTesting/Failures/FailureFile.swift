/// A counterexample as it is kept in a file, with all that is needed to check it again.
///
/// The file is one JSON object; Docs/FailureFiles.md describes its members. What matters for checking it again is the
/// `case`, not the choices: it stays valid when generators change.
public struct FailureFile: Codable, Hashable, Sendable {
  /// What `format` must say.
  public static let format = "ufork-failure"
  /// The version of the format that is written, and the newest that is read.
  public static let version = 2

  /// Says that the file is one of these.
  public var format = FailureFile.format
  /// The version of the format.
  public var version = FailureFile.version
  /// The name of the property.
  public var property: String
  /// The guarantee that is violated, in a sentence.
  public var guarantee: String
  /// What the property was checked against, by the names of the command line: `mutant`, `isolation` …
  public var parameters: [String: String]
  /// The seed of the run that found it.
  public var seed: UInt64
  /// The index of the case that it was shortened from.
  public var index: Int
  /// How it went wrong.
  public var outcome: Outcome
  /// The choices behind the case.
  public var choices: [UInt64]
  /// The case.
  public var `case`: JSONValue
  /// The case for people, one step a line.
  public var steps: [String]
  /// How far the shortening got.
  public var shrinking: ShrinkSummary

  /// A counterexample with what its property was checked against.
  public init(_ counterexample: Counterexample, parameters: [String: String]) throws {
    property = counterexample.property
    guarantee = counterexample.outcome.violatedGuarantee ?? ""
    self.parameters = parameters
    seed = counterexample.seed
    index = counterexample.index
    outcome = counterexample.outcome
    choices = counterexample.choices
    `case` = try JSONValue(text: counterexample.testCase)
    steps = counterexample.steps
    shrinking = counterexample.shrinking
  }

  /// The counterexample in the file.
  public func counterexample() throws -> Counterexample {
    Counterexample(
      property: property, seed: seed, index: index, outcome: outcome, choices: choices, testCase: try `case`.text(),
      steps: steps, shrinking: shrinking, isReproducible: true)
  }
}
