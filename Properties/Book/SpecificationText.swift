package import PropertySuite

/// The specification as one text in Markdown, to be read next to the sources.
package struct SpecificationText {
  private let outline: Outline
  private let rules: [String: Rule]

  /// The text of an outline that has a place for each rule, for the folder `Docs`.
  ///
  /// - Throws: ``BookError``, which names every rule without a place and every place without a rule.
  package static func text(_ outline: Outline, rules: [Rule]) throws(BookError) -> String {
    let problems = outline.problems(with: rules)
    if !problems.isEmpty { throw BookError(problems.joined(separator: "\n")) }
    return SpecificationText(outline: outline, rules: rules).text
  }

  private init(outline: Outline, rules: [Rule]) {
    self.outline = outline
    self.rules = Dictionary(uniqueKeysWithValues: rules.map { ($0.name, $0) })
  }

  private var text: String {
    var lines = [
      "# \(outline.introduction.title)", "", "<!-- Derived from Docs/Book and Model by `ufork document`. -->",
    ]
    lines += body(of: outline.introduction)
    lines += ["", "## Contents", ""]
    for (index, chapter) in outline.chapters.enumerated() {
      let heading = Self.heading(chapter, index)
      lines.append("* [\(heading)](#\(Self.anchor(heading)))")
    }
    for (index, chapter) in outline.chapters.enumerated() {
      lines += ["", "## \(Self.heading(chapter, index))"] + body(of: chapter)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func body(of chapter: Chapter) -> [String] {
    var lines: [String] = []
    var isInList = false
    for part in chapter.parts {
      switch part {
      case .prose(let prose):
        lines += ["", linked(prose.replacing(/(?m)^##/) { _ in "###" })]
        isInList = false
      case .rule(let name, _):
        guard let rule = rules[name] else { continue }
        if !isInList { lines.append("") }
        lines.append(
          "* **`\(name)`** \(rule.text.replacing("``", with: "`")) ([code](../\(rule.file)))")
        isInList = true
      }
    }
    return lines
  }

  /// Prose whose links to chapters and figures lead where these are, seen from this text.
  private func linked(_ prose: String) -> String {
    var text = prose.replacing("](figures/", with: "](Book/figures/")
    for (index, chapter) in outline.chapters.enumerated() {
      text = text.replacing("](\(chapter.name).md", with: "](#\(Self.anchor(Self.heading(chapter, index)))")
    }
    return text
  }

  static func heading(_ chapter: Chapter, _ index: Int) -> String { "\(index + 1). \(chapter.title)" }

  /// The anchor that a heading has where Markdown is shown.
  private static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-"))
  }
}
