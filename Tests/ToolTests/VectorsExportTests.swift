import Foundation
import Testing

/// The Model's answers as files.
struct VectorsExportTests {
  private static func files(_ directory: String) throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: FileManager.default.contentsOfDirectory(atPath: directory).map {
        ($0, try Data(contentsOf: URL(filePath: directory + "/" + $0)))
      })
  }

  @Test func `A seed gives the same files, byte for byte; Model and kernel answer as they say`() async throws {
    let directory = try TemporaryDirectory()
    for (name, seed) in [("one", "7"), ("two", "7"), ("three", "8")] {
      let export = try await UforkProcess.run(["vectors", "export", name, "--seed", seed], in: directory)
      #expect(export.exitCode == 0, "\(export.errors)")
    }
    let one = try Self.files(directory.path + "/one")
    #expect(try one == Self.files(directory.path + "/two"))
    #expect(try one != Self.files(directory.path + "/three"))
    #expect(one.keys.contains("README.md") && one.count == 10)

    let check = try await UforkProcess.run(["vectors", "check", "one"], in: directory)
    #expect(check.exitCode == 0, "\(check.output)\(check.errors)")
    #expect(check.output.contains(", 0 mismatches"))
  }

  @Test func `A file that the manifest does not describe as it is, is refused`() async throws {
    let directory = try TemporaryDirectory()
    _ = try await UforkProcess.run(["vectors", "export", "vectors"], in: directory)
    let path = directory.path + "/vectors/fork.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    try Data(lines.dropLast().joined(separator: "\n").utf8).write(to: URL(filePath: path))
    let short = try await UforkProcess.run(["vectors", "check", "vectors"], in: directory)
    #expect(short.exitCode == 2)
    #expect(short.errors == "Error: vectors/fork.jsonl: expected 300 rows, found 299\n")
    try Data("{}\n".utf8).write(to: URL(filePath: directory.path + "/vectors/manifest.json"))
    let damaged = try await UforkProcess.run(["vectors", "check", "vectors"], in: directory)
    #expect(damaged.exitCode == 2)
    #expect(damaged.errors == "Error: vectors/manifest.json:1: expected a manifest: “version” is missing\n")
  }

  @Test func `Files are written whole or not at all, and where they can't be is said`() async throws {
    let directory = try TemporaryDirectory()
    try Data().write(to: URL(filePath: directory.path + "/file"))
    let nowhere = try await UforkProcess.run(["vectors", "export", "file/below"], in: directory)
    #expect(nowhere.exitCode == 2)
    #expect(nowhere.errors.contains("the directory can't be made"), "\(nowhere.errors)")
    // One of the files is a directory already: the others are written, and the exit code says that one was not.
    try FileManager.default.createDirectory(
      atPath: directory.path + "/taken/fork.jsonl", withIntermediateDirectories: true)
    let taken = try await UforkProcess.run(["vectors", "export", "taken"], in: directory)
    #expect(taken.exitCode == 4)
    #expect(taken.errors == "Error: taken/fork.jsonl can't be written: Is a directory\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/taken").count == 10)
  }
}
