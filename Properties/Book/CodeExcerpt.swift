import Foundation

/// The code that states a rule: the declaration below the comment.
struct CodeExcerpt {
  /// The lines, without the indentation that they have in common.
  var lines: [Substring]

  /// More lines than this are cut: who wants more opens the file.
  private static let limit = 60

  /// The declaration that follows line `line`, counted from 1, of a Swift file.
  init(below line: Int, in source: String) {
    let rest = source.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(line)
    var code = rest.drop { $0.drop { $0 == " " }.hasPrefix("//") }
    let indentation = code.first.map(Self.indentation) ?? 0
    // Its end is the first line, as little indented as its beginning, that nothing goes on from.
    let end = code.firstIndex { line in
      Self.indentation(line) <= indentation && !line.isEmpty && !Self.goesOn(line)
    }
    if let end { code = code[...end] }
    lines = code.prefix(Self.limit).map { $0.dropFirst(min(indentation, Self.indentation($0))) }
    if code.count > Self.limit { lines.append("…") }
  }

  private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  /// Whether a declaration goes on after a line that is indented as its beginning is.
  private static func goesOn(_ line: Substring) -> Bool {
    line.hasSuffix("{") || line.hasSuffix("(") || line.hasSuffix("[") || line.hasSuffix("=")
      || line.drop { $0 == " " }.hasPrefix("@")
  }
}
