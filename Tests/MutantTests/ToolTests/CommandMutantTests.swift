import Foundation
import Testing

/// What commands say of an implementation with a mistake.
struct CommandMutantTests {
  @Test func `A difference is kept, and can be replayed`() async throws {
    let directory = try TemporaryDirectory()
    let explored = try await UforkProcess.run(
      ["explore", "--depth", "3", "--world", "family", "--mutant", "sibling-copied-early", "--json", "report.json"],
      in: directory)
    #expect(explored.exitCode == 1, "\(explored.output)\(explored.errors)")
    let command = try #require(explored.output.split(separator: "\n").last { $0.hasPrefix("Again: ufork ") })
    let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
    let replayed = try await UforkProcess.run(arguments, in: directory)
    #expect(replayed.exitCode == 1)
    #expect(replayed.output.contains("It fails again."))
    #expect(try await UforkProcess.run(arguments + ["--without-mutant"], in: directory).exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: directory.path + "/report.json"))
  }

  @Test func `An outcome that the specification does not allow is red`() async throws {
    let directory = try TemporaryDirectory()
    let steps = """
      {"step": {"process": 0, "action": {"storePointer": {"from": 0, "through": 0, "offset": 0}}}},
      {"step": {"process": 0, "action": {"store": {"width": 1, "value": 7, "through": 0, "offset": 3}}}},
      {"step": {"process": 0, "action": {"loadPointer": {"into": 2, "through": 0, "offset": 0}}}}
      """
    let program = "{\"world\": \(OwnProgramTests.world), \"steps\": [\(steps)]}"
    let wrong = try await OwnProgramTests.conform(program, ["--mutant", "data-store-keeps-tag"], in: directory)
    #expect(wrong.exitCode == 1, "\(wrong.output)\(wrong.errors)")
    #expect(wrong.output.contains("\n✗   3 P0: "))
  }

  @Test func `Vectors notice mutants`() async throws {
    let directory = try TemporaryDirectory()
    let export = try await UforkProcess.run(["vectors", "export", "one", "--seed", "7"], in: directory)
    #expect(export.exitCode == 0, "\(export.errors)")
    for (mutant, file) in [
      ("relocation-edge-exclusive", "relocation-cc128.jsonl"), ("set-bounds-top-truncated", "capability-cc128.jsonl"),
      ("load-ignores-permission", "machine-cc128.jsonl"), ("grandchild-fault-skips-copy", "fork.jsonl"),
    ] {
      let red = try await UforkProcess.run(
        ["vectors", "check", "one", "--subject", "implementation", "--mutant", mutant], in: directory)
      #expect(red.exitCode == 1)
      let line = red.output.split(separator: "\n").first { $0.hasPrefix(file) }
      #expect(line?.contains(" 0 mismatches") == false, "\(mutant): \(red.output)")
    }
  }

  @Test func `States that were explored without a mutant are not gone on with`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["explore", "--world", "reuse", "--strategy", "coa", "--states", "states", "--depth", "2"]
    #expect(try await UforkProcess.run(arguments, in: directory).exitCode == 0)
    let other = try await UforkProcess.run(arguments + ["--mutant", "fault-grants-write"], in: directory)
    #expect(other.exitCode == 2)
  }

  @Test func `A report names the mutant`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["litmus", "--catalogue", UforkProcess.root + "/Docs/Litmus", "pipes"]
    let result = try await UforkProcess.run(
      arguments + ["--mutant", "load-barrier-dropped", "--json", "report.json"], in: directory)
    #expect(result.errors.isEmpty)
    let report =
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: directory.path + "/report.json")))
      as? [String: Any]
    #expect((report?["system"] as? [String: Any])?["mutant"] as? String == "load-barrier-dropped")
  }

  #if os(Linux)
    @Test func `A counterexample is told although the report can't be written`() async throws {
      let directory = try TemporaryDirectory()
      let result = try await UforkProcess.run(
        ["explore", "--depth", "3", "--world", "family", "--mutant", "sibling-copied-early", "--json", "/dev/full"],
        in: directory)
      #expect(result.exitCode == 1)
      #expect(result.output.contains("Again: ufork replay"))
      #expect(result.errors.contains("Error: /dev/full can't be written: No space left on device"))
    }
  #endif
}
