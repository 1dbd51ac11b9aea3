import Foundation
import PropertySuite

/// Reads the rules of the specification out of the Model's doc comments.
///
/// A rule stands above the code that states it: ``/// Rule ``name``: sentences.``, up to an empty line of the comment
/// or its end.
enum RuleExtractor {
  /// The rules of all files below `Model`, in the order of the paths and then as they stand.
  ///
  /// - Parameter root: The root of the project.
  /// - Throws: ``UsageError`` if there is no Model, or two rules bear one name.
  static func rules(in root: String) throws -> [Rule] {
    var rules: [Rule] = []
    for file in try SourceFiles.swift(below: "Model", in: root) {
      rules += self.rules(of: try SourceFiles.text(file, in: root), file: file)
    }
    for (name, same) in Dictionary(grouping: rules, by: \.name).sorted(by: { $0.key < $1.key }) where same.count > 1 {
      throw UsageError("The rule \(name) stands twice: \(same.map(\.file).joined(separator: ", ")).")
    }
    return rules
  }

  /// The rules of one file.
  static func rules(of text: String, file: String) -> [Rule] {
    var rules: [Rule] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let comment = DocComment.content(of: line) else {
        isOpen = false
        continue
      }
      if let match = comment.wholeMatch(of: /Rule ``([A-Za-z0-9.\-]+)``: (.*)/) {
        rules.append(Rule(String(match.1), String(match.2), file: file))
        isOpen = true
      } else if comment.isEmpty {
        isOpen = false
      } else if isOpen {
        rules[rules.count - 1].text += " " + comment
      }
    }
    return rules
  }
}
