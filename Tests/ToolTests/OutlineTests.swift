import Book
import PropertySuite
import Testing

/// The order in which the specification is read: a place for each rule, and a rule for each place.
struct OutlineTests {
  private let introduction = "# Title\n\nWords.\n"
  private let chapter = "# First\n\nProse.\n\n- a.one\n- a.two\n\n## Section\n\n- b\n- b.one\n"
  private let rules = ["a.one", "a.two", "b.one"].map { Rule($0, "Says “\($0)”.", file: "Model/F.swift", line: 7) }

  private func outline(_ chapters: String...) throws -> Outline {
    Outline(
      introduction: try Chapter(name: "index", text: introduction),
      chapters: try chapters.enumerated().map { try Chapter(name: "0\($0 + 1)-chapter", text: $1) })
  }

  @Test func `A chapter is prose and places of rules, and items of ordinary lists are prose`() throws {
    let parts = try Chapter(name: "01-chapter", text: chapter).parts
    #expect(
      parts == [
        .prose("Prose."), .rule("a.one", line: 5), .rule("a.two", line: 6), .prose("## Section\n\n- b"),
        .rule("b.one", line: 11),
      ])
  }

  @Test func `An outline in which each rule has one place is in order`() throws {
    #expect(try outline(chapter).problems(with: rules).isEmpty)
  }

  @Test func `A rule without a place is named, with the line that states it`() throws {
    let more = rules + [Rule("c.one", "Says more.", file: "Model/G.swift", line: 3)]
    #expect(
      try outline(chapter).problems(with: more) == ["Model/G.swift:3: the rule “c.one” has no place in a chapter."])
  }

  @Test func `A place without a rule is named, with the nearest rules`() throws {
    let problems = try outline(chapter).problems(with: [rules[0], rules[2]])
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("01-chapter.md:6: there is no rule “a.two”. Nearest: ") == true)
  }

  @Test func `A second place is named with the first`() throws {
    #expect(
      try outline(chapter, "# Second\n\n- a.one\n").problems(with: rules)
        == ["02-chapter.md:3: the rule “a.one” has a place already, 01-chapter.md:5."])
  }

  @Test func `A text is not made of an outline with problems`() throws {
    let outline = try outline("# First\n\n- a.one\n")
    #expect(throws: BookError.self) { try SpecificationText.text(outline, rules: rules) }
  }

  @Test func `The text has chapters and rules in the order of the outline`() throws {
    let text = try SpecificationText.text(outline(chapter), rules: rules)
    let one = try #require(text.firstRange(of: "**`a.one`** Says “a.one”. ([code](../Model/F.swift))"))
    let other = try #require(text.firstRange(of: "**`b.one`**"))
    let section = try #require(text.firstRange(of: "### Section"))
    #expect(one.upperBound < section.lowerBound && section.upperBound < other.lowerBound)
  }

  @Test func `A page shows the declaration that states a rule, and links the rules that it names`() throws {
    let source = """
      extension F {
        /// Rule ``a.one``: Says one thing, as ``b.one`` does.
        ///
        /// - Returns: A number.
        func one(
          _ argument: Int
        ) -> Int {
          argument
        }

        var other: Int { 1 }
      }
      """
    let rules = [
      Rule("a.one", "Says one thing, as ``b.one`` does, below 2^(k+2).", file: "F.swift", line: 2),
      Rule("b.one", "Says it.", file: "F.swift", line: 2),
    ]
    let outline = try outline("# First\n\n- a.one\n", "# Second\n\nSee `a.one`.\n\n- b.one\n")
    let pages = BookPages(
      outline, rules: rules, properties: [], litmus: [], mutants: [], sources: ["F.swift": source])
    let texts = Dictionary(uniqueKeysWithValues: pages.texts.map { ($0.file, $0.text) })
    let first = try #require(texts["01-chapter.md"])
    #expect(first.contains("```swift\nfunc one(\n  _ argument: Int\n) -> Int {\n  argument\n}\n```"))
    #expect(first.contains("as [`b.one`](02-chapter.md#b.one) does, below 2<sup>k+2</sup>."))
    #expect(first.contains("`F.swift:2`"))
    #expect(texts["02-chapter.md"]?.contains("See [`a.one`](01-chapter.md#a.one).") == true)
  }
}
