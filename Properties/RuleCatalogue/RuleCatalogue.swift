import Foundation

/// `rule-catalogue CATALOGUE ROOT FILE…`: writes the rules that Swift files state in their comments as a Swift file.
///
/// A rule stands above the code that states it, as ``/// Rule ``name``: sentences.``, up to an empty line of the
/// comment or to its end. A comment that begins otherwise, and two rules of one name, are errors of the build.
@main
struct RuleCatalogue {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let catalogue = arguments.first, let root = arguments.dropFirst().first else {
      throw CatalogueError(description: "error: usage: rule-catalogue CATALOGUE ROOT FILE…")
    }
    var rules: [StatedRule] = []
    for path in arguments.dropFirst(2) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      rules += try StatedRule.rules(in: text, file: String(path.dropFirst(root.count + 1)), root: root)
    }
    for (name, same) in Dictionary(grouping: rules, by: \.name) where same.count > 1 {
      let places = same.map { "\(root)/\($0.file):\($0.line): error: the rule \(name) stands twice" }
      throw CatalogueError(description: places.joined(separator: "\n"))
    }
    try Data(source(rules).utf8).write(to: URL(filePath: catalogue))
  }

  /// The catalogue as a Swift file.
  private static func source(_ rules: [StatedRule]) -> String {
    let entries = rules.map { rule in
      "    Rule(\(literal(rule.name)), \(literal(rule.text)), file: \(literal(rule.file)), line: \(rule.line)),"
    }
    return """
      extension Rule {
        /// Every rule of the specification, file by file.
        public static let all: [Rule] = [
      \(entries.joined(separator: "\n"))
        ]
      }

      """
  }

  /// Text as a literal of Swift.
  private static func literal(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// A rule as a comment states it.
struct StatedRule {
  var name: String
  var text: String
  /// The file, relative to the root of the package.
  var file: String
  /// The line of the file, from 1, on which the rule begins.
  var line: Int

  /// The rules that the comments of a file state.
  static func rules(in text: String, file: String, root: String) throws(CatalogueError) -> [StatedRule] {
    var rules: [StatedRule] = []
    var isOpen = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let comment = docComment(of: line) else {
        isOpen = false
        continue
      }
      if let match = comment.wholeMatch(of: /Rule ``([A-Za-z0-9.\-]+)``: (.*)/) {
        rules.append(StatedRule(name: String(match.1), text: String(match.2), file: file, line: index + 1))
        isOpen = true
      } else if comment.hasPrefix("Rule ``") {
        let place = "\(root)/\(file):\(index + 1)"
        throw CatalogueError(description: "\(place): error: a rule begins: “Rule ``its.name``: ”, then its words")
      } else if comment.isEmpty {
        isOpen = false
      } else if isOpen {
        rules[rules.count - 1].text += " " + comment
      }
    }
    return rules
  }

  /// What a line says after `///`, or `nil` if it is no doc comment.
  private static func docComment(of line: Substring) -> Substring? {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.hasPrefix("///") else { return nil }
    return trimmed.dropFirst(3).drop { $0 == " " }
  }
}

/// What is wrong, as compilers say it.
struct CatalogueError: Error, CustomStringConvertible {
  var description: String
}
