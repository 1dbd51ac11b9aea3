import Foundation
import PropertySuite

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
