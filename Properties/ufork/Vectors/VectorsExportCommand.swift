import ArgumentParser
import Foundation
import PropertySuite

/// `ufork vectors export DIR`: the Model's answers as files, for implementations that are tested elsewhere.
struct VectorsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes vectors that the Model has answered: capabilities, relocation, machine, fork.",
    discussion: """
      The directory gets files of JSON lines, a manifest and a README that describes each form. The same seed gives the \
      same files, byte for byte. `ufork vectors check` accepts the directory.
      """)

  @Argument(help: ArgumentHelp("The directory to write to; it is made if there is none.", valueName: "dir"))
  var directory: String

  @Option(help: "Where all random choices come from.")
  var seed: UInt64 = 1

  func run() throws {
    let manifest: VectorManifest
    do {
      manifest = try VectorExport(seed: seed).write(to: directory)
    } catch let error as CocoaError {
      throw UsageError("\(directory) can't be written to: \(error.localizedDescription)")
    }
    let width = manifest.files.map(\.name.count).max() ?? 0
    for file in manifest.files {
      guard let rows = file.rows else { continue }
      print("\(file.name.padded(to: width))  \(counted(rows, "vector", "vectors"))")
    }
  }
}
