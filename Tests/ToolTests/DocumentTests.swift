import Book
import Foundation
import Testing

struct DocumentTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test func `The checked-in documents say what the sources say`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["document", "--check", "--root", root], in: directory)
    #expect(result.exitCode == 0, "\(result.output)")
  }

  @Test func `The matrix that is shown has every mutant, and none survives`() throws {
    let text = try String(contentsOfFile: root + "/Docs/Mutants.md", encoding: .utf8)
    for mutant in try MutantFile.all(in: root + "/Tests/Mutants") {
      let line = text.split(separator: "\n").first { $0.hasPrefix("| `\(mutant.name)` |") }
      #expect(line?.contains("| killed |") ?? false, "\(mutant.name)")
    }
  }

  @Test func `Every counterexample that was met once holds now`() async throws {
    let directory = try TemporaryDirectory()
    let folder = root + "/Tests/Regressions"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".json") {
      let result = try await UforkProcess.run(["replay", "--without-mutant", folder + "/" + name], in: directory)
      #expect(result.exitCode == 0, "\(result.output)")
    }
  }
}
