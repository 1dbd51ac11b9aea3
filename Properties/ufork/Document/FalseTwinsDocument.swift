import Architecture
import PropertySuite
import PropertyTesting

/// The laws of capabilities with their false twins, as a document.
enum FalseTwinsDocument {
  /// The document in Markdown, with the counterexample that is found for each twin.
  static func text() async -> String {
    var lines = [
      "# Laws and their false twins",
      "",
      "A law speaks of the Model alone, so no mutant can break it. Each has a neighbour that sounds as plausible and is false: the",
      "same cases refute it, which shows that they could refute the law. Below each law stand its twin, and the shortest case that",
      "is found against the twin, with what the twin expects of it. Derived by `ufork document`.",
    ]
    for law in CapabilityLaw.all {
      let twin = LawProperty(law.falsified, formats: FormatName.allCases)
      let report = await PropertyRunner.run(twin, cases: 20_000)
      lines += ["", "**\(law.guarantee)** (`\(law.name)`)", "", "* The twin: \(law.twin.claim)"]
      guard case .fails(let counterexample) = report.conclusion, case .fails(let failure) = counterexample.outcome
      else { continue }
      lines.append("* Not so: " + counterexample.steps.map { "`\($0)`" }.joined(separator: " "))
      lines.append("  The twin expects `\(failure.expected)`, but it is `\(failure.observed)`.")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
