import Emulator
import Foundation
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// Every reader of files, given damaged ones: it reads them or says what is wrong, and never traps.
struct FileFuzzTests {
  @Test(arguments: ["Tests/Vectors/cc128.csv", "Tests/Vectors/cc128m.csv", "Tests/Vectors/rv64y-bounds.csv"])
  func `Vectors of capabilities`(path: String) throws {
    try read(try Sample.beginning(path, lines: 20), count: 2000) { try CapabilityVector.read(file: $0) }
  }

  @Test(arguments: ["Tests/Vectors/machine-cc128.jsonl", "Tests/Vectors/machine-cc128-corners.jsonl"])
  func `Vectors of machines`(path: String) throws {
    try read(try Sample.beginning(path, lines: 2), count: 1000) { try MachineVector.read(file: $0) }
  }

  @Test func `Vectors of page policies`() throws {
    try read(try Sample.beginning("Tests/Vectors/page-policy-cc128.csv", lines: 20), count: 2000) {
      try PageVector.read(file: $0)
    }
  }

  @Test(arguments: [
    "Tests/Regressions/machine-store-at-negative-offset.json", "Tests/Regressions/fork-world-without-text.json",
    "Tests/Regressions/cc128-conditional-seal.json",
  ])
  func `Failure files`(path: String) throws {
    try read(try Sample.beginning(path), count: 1500) { try FailureFile.read(path: $0).counterexample() }
  }

  @Test(arguments: ["copies.json", "pipes.json"])
  func `Litmus tests`(name: String) throws {
    let directory = try ScratchDirectory()
    var read = 0
    for bytes in Damage(original: try Sample.beginning("Docs/Litmus/" + name), count: 300) {
      _ = try directory.write(bytes, to: name)
      do {
        read += try LitmusCatalogue(directory: directory.path).tests.isEmpty ? 0 : 1
      } catch {
        try expectWords(error)
      }
    }
    #expect(read < 300)
  }

  @Test func `Manifests of vectors`() throws {
    let directory = try ScratchDirectory()
    for bytes in Damage(original: try Sample.beginning("Tests/Vectors/manifest.json"), count: 2000) {
      _ = try directory.write(bytes, to: "manifest.json")
      do {
        _ = try VectorManifest.read(in: directory.path)
      } catch {
        #expect("\(error)".contains("manifest.json"), "\(error)")
        try expectWords(error)
      }
    }
  }

  @Test(arguments: ["Docs/Litmus/copies.json", "Tests/Regressions/fork-load-during-execve.json"])
  func `Programs that people write`(path: String) throws {
    try read(try Sample.beginning(path), count: 1000) { try OwnProgram.read($0) }
  }

  @Test func `States that an exploration has found`() throws {
    // Four states: the first, two that are one step from it, and one that is two.
    let numbers: [[UInt8]] = [
      [4, 0, 0, 0], [4, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 2, 0], [1, 0, 0, 0, 3, 0],
    ]
    let original = numbers.flatMap(\.self)
    let whole = try #require(ExploredStates.read(original[...]))
    #expect(whole.states.count == 4 && whole.byteCount == original.count && whole.states.depth == 2)
    for bytes in Damage(original: original, count: 20_000) {
      guard let (states, byteCount) = ExploredStates.read(bytes[...]) else { continue }
      #expect(states.count >= 1 && byteCount <= bytes.count)
    }
  }

  @Test func `Executables`() throws {
    let original = try Sample.beginning("Tests/EmulatorTests/Executables/program.elf")
    // Most of a file is code; what matters is its head and its tables.
    for part in [original, Array(original.prefix(300))] {
      for bytes in Damage(original: part, count: 3000) {
        do {
          let executable = try ELFExecutable(bytes)
          _ = try Machine.bare(loading: executable, byteCount: 1 << 20)
        } catch {
          try expectWords(error)
        }
      }
    }
  }

  private func read(_ original: [UInt8], count: Int, _ read: (String) throws -> some Any) throws {
    let directory = try ScratchDirectory()
    for bytes in Damage(original: original, count: count) {
      let file = try directory.write(bytes, to: "file")
      do {
        _ = try read(file)
      } catch {
        #expect("\(error)".contains("file"), "\(error)")
        try expectWords(error)
      }
    }
  }

  /// Words for people, not what a library says for programmers.
  private func expectWords(_ error: any Error) throws {
    let text = "\(error)"
    for raw in ["DecodingError", "NSError", "Error Domain", "Swift.", "CodingKey"] where text.contains(raw) {
      Issue.record("\(text)")
    }
  }
}
