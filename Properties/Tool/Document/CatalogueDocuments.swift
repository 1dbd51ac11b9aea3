import Architecture
import Foundation
import PropertySuite
import PropertyTesting

/// The rules by which machines answer otherwise, in the document that gives the reasons.
enum DeviationsDocument {
  static let path = "Docs/Deviations.md"
  private static let (start, end) = ("<!-- rules -->\n", "<!-- end of rules -->")

  /// The document with the rules as they are now.
  static func text(in root: String) throws -> String {
    let document = try SourceFiles.text(path, in: root)
    let parts = document.components(separatedBy: start)
    guard parts.count == 2, let rest = parts[1].range(of: end) else {
      throw UsageError("\(path) has no place for the rules, between “\(start)” and “\(end)”.")
    }
    return parts[0] + start + table + parts[1][rest.lowerBound...]
  }

  private static var table: String {
    let rows = Deviation.all.map { rule in
      "| `\(rule.name)` | \(rule.behaviour) | \(rule.specified) | \(rule.sources.map(linked).joined(separator: "; ")) | "
        + "\(rule.seenIn.joined(separator: "; ")) |"
    }
    return
      (["", "| rule | what such a machine does | what is specified | sources | seen in |", "|---|---|---|---|---|"]
      + rows + ["", ""]).joined(separator: "\n")
  }

  /// A source with a link, if it is an issue of a repository: `owner/name#1`.
  private static func linked(_ source: String) -> String {
    guard let match = source.firstMatch(of: /([\w-]+\/[\w-]+)#(\d+)/) else { return source }
    let link = "[\(match.output.0)](https://github.com/\(match.output.1)/issues/\(match.output.2))"
    return source.replacing(match.output.0, with: link)
  }
}

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

/// What the document of the kernel's system calls says of each, from the one table of them.
enum SystemCallsDocument {
  static let path = "Docs/SystemCalls.md"

  /// The document with the table of calls as it is now.
  static func text(in root: String) throws -> String {
    let rows = SystemCall.allCases.map { call in
      let errors = call.entry.errors.map { "\($0)" }.joined(separator: ", ")
      return "| `\(call.name)` | \(call.rawValue) | \(errors.isEmpty ? "–" : errors) | \(call.entry.note) |"
    }
    let head = ["", "| call | number | errors, in the order of the checks | notes |", "|---|--:|---|---|"]
    return try SourceFiles.text(
      path, in: root, between: "<!-- calls -->\n", and: "<!-- end of calls -->",
      replacedBy: (head + rows + ["", ""]).joined(separator: "\n"))
  }
}
