import Foundation
import Subprocess
import Testing

/// Kernels with mistakes, held against the specification as somebody's are.
struct ConformMutantTests {
  @Test func `A mutant is red, and its program is kept and fails again`() async throws {
    let directory = try TemporaryDirectory()
    let mutant = ConformTests.ours + ["--mutant", "grandchild-fault-skips-copy"]
    let result = try await ConformTests.conform(
      mutant, ["--cases", "500", "--level", "L0", "--fail-fast", "--json", "report.json"], in: directory)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("  guarantee.forkTransparency  violated, shown by a program of "))
    let violated = try ConformTests.report(in: directory).guarantees.filter { $0.verdict == "violated" }
    #expect(violated.map(\.name) == ["guarantee.forkTransparency"])
    #expect(violated.allSatisfy { ($0.steps ?? 99) <= 8 && $0.counterexample?.contains(": fork P") == true })

    let kept = try FileManager.default.contentsOfDirectory(atPath: directory.path + "/kept")
    let file = "kept/" + (try #require(kept.first))
    let replay = try await UforkProcess.run(["replay", file, "--"] + mutant, in: directory)
    #expect(replay.exitCode == 1)
    #expect(replay.output.hasSuffix("It fails again.\n"))
  }

  @Test func `No file decides what is run`() async throws {
    let directory = try TemporaryDirectory()
    let script = "touch ran; exec \"$@\""
    let kernel = ["sh", "-c", script, "it's me"] + ConformTests.ours + ["--mutant", "grandchild-fault-skips-copy"]
    let found = try await ConformTests.conform(
      kernel, ["--cases", "500", "--level", "L0", "--fail-fast"], in: directory)
    let mark = directory.path + "/ran"
    try FileManager.default.removeItem(atPath: mark)
    let again = try #require(found.output.firstMatch(of: /Again: ufork (replay .*)\n/)).1

    let kept = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/kept").first)
    let refused = try await UforkProcess.run(["replay", "kept/" + kept], in: directory)
    #expect(refused.exitCode == 2)
    // The line to be typed is that of the run that has found it, and is one for a shell.
    #expect(refused.errors.hasSuffix("If you trust the command:\n  ufork \(again)\n"))
    #expect(!FileManager.default.fileExists(atPath: mark))

    let line = "\(UforkProcess.path) \(again)"
    let typed = try await Subprocess.run(
      .path("/bin/sh"), arguments: ["-c", line], workingDirectory: .init(directory.path),
      output: .string(limit: 1 << 20))
    #expect(typed.standardOutput.hasSuffix("It fails again.\n"))
    #expect(FileManager.default.fileExists(atPath: mark))
  }
}
