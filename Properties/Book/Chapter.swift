import Foundation

/// A chapter of the specification as it is written: prose, with the names of rules where they have their place.
package struct Chapter: Sendable {
  /// A stretch of a chapter.
  package enum Part: Equatable, Sendable {
    /// Lines of Markdown.
    case prose(String)
    /// The place of a rule, which is written `- its.name`, with the number of the line, from 1.
    case rule(String, line: Int)
  }

  /// The name of the file without its suffix.
  package var name: String
  /// The title, which the first line of the file bears as its heading.
  package var title: String
  /// What follows the title.
  package var parts: [Part]

  /// Reads a chapter.
  ///
  /// - Throws: ``BookError`` if it does not begin with a heading.
  package init(name: String, text: String) throws(BookError) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("# ") else {
      throw BookError("\(name).md:1: a chapter begins with its title: “# …”.")
    }
    lines.removeFirst()
    self.name = name
    title = String(first.dropFirst(2))
    parts = []
    var prose: [Substring] = []
    for (index, line) in lines.enumerated() {
      if let match = line.wholeMatch(of: /- ([A-Za-z]+(?:\.[A-Za-z0-9]+)+)/) {
        parts += Self.prose(prose) + [.rule(String(match.1), line: index + 2)]
        prose = []
      } else {
        prose.append(line)
      }
    }
    parts += Self.prose(prose)
  }

  private static func prose(_ lines: [Substring]) -> [Part] {
    let text = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
    return text.isEmpty ? [] : [.prose(text)]
  }
}

/// What is wrong with the book, in words for people.
package struct BookError: Error, CustomStringConvertible {
  package var description: String

  init(_ description: String) {
    self.description = description
  }
}
