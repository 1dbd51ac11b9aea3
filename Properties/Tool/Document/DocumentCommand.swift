import ArgumentParser
import Book
import Foundation
import PropertySuite

/// `ufork document`: derives the checked-in documents from the sources.
struct DocumentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Derives the checked-in documents from the sources.", shouldDisplay: false)

  @Option(help: ArgumentHelp("The root of the project.", valueName: "dir"))
  var root = "."

  @Flag(help: "Change nothing, and fail if a document differs from the sources.")
  var check = false

  @Option(
    help: ArgumentHelp("Write the pages of the book as well, for `make book`.", valueName: "dir"),
    transform: OutputDirectory.init(checking:))
  var book: OutputDirectory? = nil

  @Option(help: ArgumentHelp("Write Docs/Mutants.md from what `ufork mutants --json` has written.", valueName: "file"))
  var matrix: String?

  func run() async throws {
    if let matrix { try writeMutants(from: matrix) }
    if let book { try writeBook(into: book) }
    var stale: [String] = []
    for (path, text) in try await GeneratedFiles(root: root).texts {
      let present = FileManager.default.contents(atPath: root + "/" + path)
      if present == Data(text.utf8) { continue }
      stale.append(path)
      if !check { OutputFile(root + "/" + path).write(text) }
    }
    if check, !stale.isEmpty {
      print("Not up to date with the sources: \(stale.joined(separator: ", ")). Run `ufork document`.")
      throw ExitCode(1)
    }
    print(stale.isEmpty ? "All documents are up to date." : "Written: \(stale.joined(separator: ", ")).")
  }

  private func writeBook(into directory: OutputDirectory) throws {
    let outline = try Outline(directory: root + "/Docs/Book")
    var sources: [String: String] = [:]
    for file in Set(Rule.all.map(\.file)) { sources[file] = try SourceFiles.text(file, in: root) }
    let pages = BookPages(
      outline, rules: Rule.all, properties: try SubjectOptions.parse([]).properties(),
      litmus: try LitmusCatalogue(directory: root + "/Docs/Litmus").groups,
      mutants: try MutantFile.all(in: root + "/" + MutantFiles.directory), sources: sources)
    for (file, text) in pages.texts { directory.file(file).write(text) }
  }

  /// The figures of a run are not derived from the sources, so that nothing else compares them.
  private func writeMutants(from path: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      let matrix = try? JSONDecoder().decode(KillMatrix.self, from: data)
    else { throw UsageError("\(path) is no file of `ufork mutants --json`.") }
    let mutants = try MutantFile.all(in: root + "/" + MutantFiles.directory)
    OutputFile(root + "/Docs/Mutants.md").write(MutantsDocument.text(matrix, mutants))
    print("Written: Docs/Mutants.md.")
  }
}

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

/// The sources of this project, for the commands that read them.
enum SourceFiles {
  /// The text of a file.
  static func text(_ path: String, in root: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
      throw UsageError("\(root)/\(path) can't be read.")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The text of a file with another text between two marks, each of which it has once in this order.
  static func text(
    _ path: String, in root: String, between start: String, and end: String, replacedBy new: String
  ) throws -> String {
    try replaced(try text(path, in: root), of: path, between: start, and: end, by: new)
  }

  /// The text of a file with another text between two marks.
  static func replaced(
    _ text: String, of path: String, between start: String, and end: String, by new: String
  ) throws -> String {
    guard let head = text.range(of: start), let tail = text.range(of: end, range: head.upperBound..<text.endIndex)
    else {
      throw UsageError("\(path) has no place between “\(start)” and “\(end)”.")
    }
    return text[..<head.upperBound] + new + text[tail.lowerBound...]
  }
}

/// Lines of doc comments in Swift sources.
enum DocComment {
  /// What a line says behind `///`, or `nil` if it is no doc comment.
  static func content(of line: Substring) -> Substring? {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.hasPrefix("///") else { return nil }
    return trimmed.dropFirst(3).drop { $0 == " " }
  }
}
