/// Everything about one case: what it is, the choices behind it and what came of it.
package struct Examination: Codable, Sendable {
  /// What came of it.
  package var outcome: Outcome
  /// The choices it was made of; none if the case itself was given.
  package var choices: [Choice] = []
  /// How the choices belong together.
  package var spans: [Span] = []
  /// The case as JSON; empty if the generator made none.
  package var testCase = ""
  /// The case for people, one step a line.
  package var steps: [String] = []
  /// Remarks that the check made on the way.
  package var notes: [Note] = []

  package init(outcome: Outcome, testCase: String = "", steps: [String] = []) {
    self.outcome = outcome
    self.testCase = testCase
    self.steps = steps
  }
}
