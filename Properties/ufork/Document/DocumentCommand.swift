import ArgumentParser
import Foundation

/// `ufork document`: derives the catalogue of rules and the specification document from the sources.
struct DocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Derives the checked-in documents from the sources.", shouldDisplay: false)

  @Option(help: ArgumentHelp("The root of the project.", valueName: "dir"))
  var root = "."

  @Flag(help: "Change nothing, and fail if a document differs from the sources.")
  var check = false

  func run() throws {
    var stale: [String] = []
    for (path, text) in try GeneratedFiles(root: root).texts {
      let present = FileManager.default.contents(atPath: root + "/" + path)
      if present == Data(text.utf8) { continue }
      stale.append(path)
      if !check { try Data(text.utf8).write(to: URL(filePath: root + "/" + path)) }
    }
    if check, !stale.isEmpty {
      print("Not up to date with the sources: \(stale.joined(separator: ", ")). Run `ufork document`.")
      throw ExitCode(1)
    }
    print(stale.isEmpty ? "All documents are up to date." : "Written: \(stale.joined(separator: ", ")).")
  }
}
