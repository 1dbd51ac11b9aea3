import PropertySuite
import PropertyTesting

/// The laws of the Model with their false twins, as a document.
enum FalseTwinsDocument {
  /// The document in Markdown, with the counterexample that is found for each twin.
  static func text() async -> String {
    var lines = [
      "# Laws and their false twins",
      "",
      "A law speaks of the Model alone, so no mutant can break it. Each has neighbours that sound as plausible and are false: the",
      "same cases refute them, which shows that they could refute the law. Below each law stand its twins, with the shortest case",
      "that is found against the twin, and what the twin expects of it. Derived by `ufork document`.",
    ]
    for law in PropertyCatalogue.laws() {
      lines += ["", "**\(law.guarantee)** (`\(law.name)`)", ""]
      for twin in law.twins { lines += await refutation(of: twin) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func refutation(of twin: sending any Property & Sendable) async -> [String] {
    let claim = "* The twin: \(twin.guarantee)"
    let report = await PropertyRunner.run(twin, cases: 20_000)
    guard case .fails(let counterexample) = report.conclusion, case .fails(let failure) = counterexample.outcome else {
      return [claim]
    }
    return [
      claim, "* Not so: " + counterexample.steps.map { "`\($0)`" }.joined(separator: " "),
      "  The twin expects `\(failure.expected)`, but it is `\(failure.observed)`.",
    ]
  }
}
