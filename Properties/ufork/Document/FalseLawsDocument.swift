import PropertySuite
import PropertyTesting

/// The laws of the Model with their false laws, as a document.
enum FalseLawsDocument {
  /// The document in Markdown, with the counterexample that is found for each false law.
  static func text() async -> String {
    var lines = [
      "# Laws and their false laws",
      "",
      "A law speaks of the Model alone, so no mutant can break it. Each has neighbours that sound as plausible and are false: the",
      "same cases refute them, which shows that they could refute the law. Below each law stand its false laws, with the shortest case",
      "that is found against the false law, and what the false law expects of it. Derived by `ufork document`.",
    ]
    for law in PropertyCatalogue.laws() {
      lines += ["", "**\(law.guarantee)** (`\(law.name)`)", ""]
      for falseLaw in law.falseLaws { lines += await refutation(of: falseLaw) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func refutation(of falseLaw: sending any Property & Sendable) async -> [String] {
    let claim = "* The false law: \(falseLaw.guarantee)"
    let report = await PropertyRunner.run(falseLaw, cases: 20_000)
    guard case .fails(let counterexample) = report.conclusion, case .fails(let failure) = counterexample.outcome else {
      return [claim]
    }
    return [
      claim, "* Not so: " + counterexample.steps.map { "`\($0)`" }.joined(separator: " "),
      "  The false law expects `\(failure.expected)`, but it is `\(failure.observed)`.",
    ]
  }
}
