import Foundation
package import PropertySuite
package import PropertyTesting

/// The specification as pages for the web, in Markdown: each rule with the code that states it, with what exercises it
/// and with what breaks it.
package struct BookPages {
  private let outline: Outline
  private let rules: [String: Rule]
  private let chapters: [String: Chapter]
  private let properties: [any Property]
  private let litmus: [LitmusCatalogue.Group]
  private let mutants: [MutantFile]
  private let sources: [String: String]

  /// The pages of an outline that has a place for each rule.
  ///
  /// - Parameter sources: The text of each file that states a rule, by its path.
  package init(
    _ outline: Outline, rules: [Rule], properties: [any Property], litmus: [LitmusCatalogue.Group],
    mutants: [MutantFile], sources: [String: String]
  ) {
    self.outline = outline
    self.rules = Dictionary(uniqueKeysWithValues: rules.map { ($0.name, $0) })
    self.properties = properties
    self.litmus = litmus
    self.mutants = mutants
    self.sources = sources
    chapters = outline.chaptersByRule
  }

  /// The text of each page by the name of its file.
  package var texts: [(file: String, text: String)] {
    let numbered = outline.chapters.enumerated().map { index, chapter in
      (file: "\(chapter.name).md", text: page(SpecificationText.heading(chapter, index), chapter))
    }
    let catalogues = [
      (file: "20-properties.md", text: propertiesPage), (file: "21-litmus.md", text: litmusPage),
      (file: "22-mutants.md", text: mutantsPage),
    ]
    return [(file: "index.md", text: page(outline.introduction.title, outline.introduction))] + numbered + catalogues
  }

  private func page(_ title: String, _ chapter: Chapter) -> String {
    let parts = chapter.parts.map { part in
      switch part {
      case .prose(let prose): linked(prose)
      case .rule(let name, _): rules[name].map(entry(of:)) ?? ""
      }
    }
    return "# \(title)\n\n" + parts.joined(separator: "\n\n") + "\n"
  }

  // MARK: Rules

  /// A rule with all that hangs on it.
  private func entry(of rule: Rule) -> String {
    let exercising = properties.filter { $0.rules.contains(where: rule.isMeant) }
      .map { "* \(link($0.name, on: "20-properties.md")) \(linked($0.guarantee))" }
    let pinning = litmus.flatMap(\.tests).filter { $0.rules.contains(rule.name) }
      .map { "* \(link($0.name, on: "21-litmus.md")) \(linked($0.text))" }
    let breaking = mutants.filter { $0.rules.contains(where: rule.isMeant) }
      .map { "* \(link($0.name, on: "22-mutants.md")) \(linked($0.sentence))" }
    let code = CodeExcerpt(below: rule.line, in: sources[rule.file] ?? "").lines.joined(separator: "\n")
    let more = [
      fold("Code", "`\(rule.file):\(rule.line)`\n\n```swift\n\(code)\n```"),
      fold(counted(exercising, "property", "properties"), exercising.joined(separator: "\n")),
      fold(counted(pinning, "litmus test", "litmus tests"), pinning.joined(separator: "\n")),
      fold(counted(breaking, "mutant", "mutants"), breaking.joined(separator: "\n")),
    ]
    return item(
      rule.name, linked(rule.text, but: rule.name),
      "<div class=\"more\" markdown=\"1\">\n\n\(more.joined(separator: "\n\n"))\n\n</div>")
  }

  private func counted(_ lines: [String], _ one: String, _ many: String) -> String {
    switch lines.count {
    case 0: "no \(one)"
    case 1: "1 \(one)"
    default: "\(lines.count) \(many)"
    }
  }

  private func fold(_ summary: String, _ content: String) -> String {
    if content.isEmpty { return "<span>\(summary)</span>" }
    return "<details markdown=\"1\"><summary>\(summary)</summary>\n\n\(content)\n\n</details>"
  }

  // MARK: Catalogues

  private var propertiesPage: String {
    let items = properties.map { property in
      let cited = property.rules.map { rules[$0] == nil ? "`\($0)`" : ruleLink($0) }
      return item(property.name, linked(property.guarantee), references("Exercises", cited))
    }
    return catalogue(
      "Properties", "What must hold of every system under test, and the laws of the Model. `ufork check` runs them.",
      items)
  }

  private var litmusPage: String {
    let items = litmus.flatMap { group in
      ["## \(group.name)\n\n\(group.about)"]
        + group.tests.map { item($0.name, linked($0.text), references("Pins down", $0.rules.map(ruleLink))) }
    }
    return catalogue(
      "Litmus tests", "Short programs that people wrote. `ufork litmus NAME` shows one step by step.", items)
  }

  private var mutantsPage: String {
    let items = mutants.map { mutant in
      let cited = mutant.rules.map { rules[$0] == nil ? "`\($0)`" : ruleLink($0) }
      return item(mutant.name, linked(mutant.sentence), references("Breaks", cited))
    }
    return catalogue("Mutants", "Mistakes that the suite has to notice: files below `Tests/Mutants`.", items)
  }

  private func catalogue(_ title: String, _ introduction: String, _ items: [String]) -> String {
    (["# \(title)", introduction] + items).joined(separator: "\n\n") + "\n"
  }

  private func references(_ verb: String, _ links: [String]) -> String {
    links.isEmpty ? "" : "<p class=\"references\" markdown=\"1\">\(verb) \(links.joined(separator: ", "))</p>"
  }

  // MARK: Links

  /// Something with a name that one can link to.
  private func item(_ name: String, _ text: String, _ rest: String) -> String {
    """
    <div class="item" id="\(name)" markdown="1">

    [`\(name)`](#\(name)){ .name }

    \(text)

    \(rest)

    </div>
    """
  }

  private func link(_ name: String, on page: String) -> String { "[`\(name)`](\(page)#\(name))" }

  private func ruleLink(_ name: String) -> String {
    chapters[name].map { link(name, on: "\($0.name).md") } ?? "`\(name)`"
  }

  /// A sentence in which the names of other rules are links.
  private func linked(_ text: String, but name: String = "") -> String {
    raised(text.replacing("``", with: "`")).replacing(/`([A-Za-z]+(?:\.[A-Za-z0-9]+)+)`/) { match in
      match.1 == name ? String(match.0) : ruleLink(String(match.1))
    }
  }

  /// Text in which the exponents of powers of two, `2^k`, are raised; formulas are left as they are.
  private func raised(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.hasPrefix("$$") { return String(line) }
      return String(line).replacing(/\b2\^(?:(\w+)|\(([^()]*)\))/) { match in "2<sup>\(match.1 ?? match.2 ?? "")</sup>"
      }
    }.joined(separator: "\n")
  }
}
