import Book
import PropertySuite

/// The files that are derived from the Model's rules and laws and from the mutants, and are checked in.
struct GeneratedFiles {
  /// The text of each file by its path relative to the root of the project.
  var texts: [(path: String, text: String)]

  /// Derives them from the sources.
  init(root: String) async throws {
    let mutants = MutantExtractor.mutants(of: try SourceFiles.text(MutantExtractor.file, in: root))
    texts = [
      ("Properties/ufork/Explain/MutantNote+All.swift", Self.catalogue(of: mutants)),
      ("Docs/Specification.md", try SpecificationText.text(Outline(directory: root + "/Docs/Book"), rules: Rule.all)),
      ("Docs/FalseLaws.md", await FalseLawsDocument.text()),
      (DeviationsDocument.path, try DeviationsDocument.text(in: root)),
    ]
  }

  private static func catalogue(of mutants: [MutantNote]) -> String {
    """
    // Derived from the doc comments of the mutants by `ufork document`.
    // swift-format-ignore-file

    extension MutantNote {
      /// Every mutant, in the order of the enumeration.
      static let all: [MutantNote] = [
    \(mutants.map { mutant in
      let rules = mutant.named.map(literal).joined(separator: ", ")
      return "    MutantNote(\n      \(literal(mutant.name)),\n      \(literal(mutant.summary)),\n      group: \(literal(mutant.group)), breaks: [\(rules)]),"
    }.joined(separator: "\n"))
      ]
    }

    """
  }

  /// Text as a literal of Swift.
  private static func literal(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
