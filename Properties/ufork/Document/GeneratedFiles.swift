import Book
import PropertySuite

/// The files that are derived from the Model's rules and laws, and are checked in.
struct GeneratedFiles {
  /// The text of each file by its path relative to the root of the project.
  var texts: [(path: String, text: String)]

  /// Derives them from the sources.
  init(root: String) async throws {
    texts = [
      ("Docs/Specification.md", try SpecificationText.text(Outline(directory: root + "/Docs/Book"), rules: Rule.all)),
      ("Docs/FalseLaws.md", await FalseLawsDocument.text()),
      (ProtocolDocument.path, try ProtocolDocument.text(in: root)),
      (ProtocolDocument.schemaPath, try ProtocolDocument.schema(in: root)),
      (SystemCallsDocument.path, try SystemCallsDocument.text(in: root)),
      (DeviationsDocument.path, try DeviationsDocument.text(in: root)),
    ]
  }
}
