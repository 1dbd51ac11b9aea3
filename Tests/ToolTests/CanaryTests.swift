import Foundation
import Testing

/// What must be red is red, reported, kept and replayable.
struct CanaryTests {
  @Test func `A failure is reported, kept, replayed and met again first`() async throws {
    let directory = try TemporaryDirectory()
    let check = try await UforkProcess.run(
      ["check", "canary.fails", "--seed", "7", "--cases", "100", "--workers", "2"], in: directory)
    #expect(check.exitCode == 1)
    #expect(
      check.output.hasPrefix(
        """
        Checking 1 property: seed 7, 100 cases each, 2 workers.

        canary.fails does not hold.

          Every number is below 50.

        The shortest case found (18 candidates tried):

          1  meet 50
             expected  less than 50
             observed  50

        Seed 7, case 1.
        Again: ufork replay .ufork/failures/canary.fails-implementation-6723df6fea49.json

          ✗ canary.fails  2 cases, fails

        1 property: 1 fails. 2 cases in
        """))

    let replay = try await UforkProcess.run(
      ["replay", ".ufork/failures/canary.fails-implementation-6723df6fea49.json"], in: directory)
    #expect(replay.exitCode == 1)
    #expect(
      replay.output == """
        .ufork/failures/canary.fails-implementation-6723df6fea49.json: canary.fails

          Every number is below 50.

          1  meet 50
             expected  less than 50
             observed  50

        It fails again.

        """)

    let again = try await UforkProcess.run(["check", "canary.fails", "--seed", "8", "--cases", "1"], in: directory)
    #expect(again.exitCode == 1)
    #expect(again.output.contains("canary.fails: a kept counterexample still fails."))
    #expect(again.output.contains("Seed 7, case 1."))
  }

  @Test func `A crash is a counterexample with what the process said last`() async throws {
    let directory = try TemporaryDirectory()
    let check = try await UforkProcess.run(["check", "canary.crashes", "--seed", "7", "--cases", "100"], in: directory)
    #expect(check.exitCode == 1)
    #expect(check.output.contains("No program crashes what it runs on."))
    #expect(check.output.contains("  1  meet 50\n     expected  an answer\n     observed  a crash: "))
    #expect(check.output.contains("Fatal error: the canary met 50"))
  }

  @Test func `An endless loop is a counterexample, and ends neither the run nor its shortening`() async throws {
    let directory = try TemporaryDirectory()
    let check = try await UforkProcess.run(
      ["check", "canary.loops", "canary.hangs", "--seed", "7", "--cases", "100", "--case-limit", "500ms"],
      in: directory)
    #expect(check.exitCode == 1)
    #expect(
      check.output.contains("  1  meet 50\n     expected  an answer\n     observed  none: no answer within 0.5 s"))
    #expect(
      check.output.contains(
        "  1  meet 50\n     expected  an answer\n     observed  none: still running after 100000 steps"))
  }

  @Test func `The number of workers changes neither cases nor statistics nor the counterexample`() async throws {
    var outputs: [String] = []
    for workers in ["1", "2", "3"] {
      let directory = try TemporaryDirectory()
      let check = try await UforkProcess.run(
        ["check", "canary.fails", "canary.crashes", "--seed", "5", "--cases", "500", "--workers", workers],
        in: directory)
      // The first line says how many workers there are, the last how long it took, and what ends first is said first.
      let lines = check.output.split(separator: "\n").dropFirst().filter { !$0.contains(" cases in ") }
      outputs.append(lines.sorted().joined(separator: "\n"))
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] == outputs[2])
  }

  @Test func `Where nothing can be kept, there is a warning and the counterexample`() async throws {
    let directory = try TemporaryDirectory()
    try Data().write(to: URL(filePath: directory.path + "/file"))
    let check = try await UforkProcess.run(
      ["check", "canary.fails", "--seed", "7", "--cases", "100", "--failures", "file/below"], in: directory)
    #expect(check.exitCode == 1)
    #expect(check.output.contains("meet 50"))
    #expect(check.errors == "Warning: file/below can't be written to; the counterexample is not kept.\n")
  }

  @Test func `A damaged failure file is named and left alone, and the run goes on`() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/kept.json"
    try Data("{\n  \"format\": \"ufork-fail".utf8).write(to: URL(filePath: path))
    let check = try await UforkProcess.run(
      ["check", "canary.fails", "--seed", "7", "--cases", "10", "--failures", directory.path], in: directory)
    #expect(check.exitCode == 1)
    #expect(check.errors == "Warning: \(path):2: this is not valid JSON: a text has no end; it is left alone.\n")
    #expect(check.output.contains("canary.fails does not hold."))
    let replay = try await UforkProcess.run(["replay", "kept.json"], in: directory)
    #expect(replay.exitCode == 2)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "{\n  \"format\": \"ufork-fail")
  }

  @Test func `What was kept changes nothing that a seed finds`() async throws {
    let directory = try TemporaryDirectory()
    var outputs: [String] = []
    for _ in 0..<2 {
      let check = try await UforkProcess.run(["check", "canary.fails", "--seed", "7", "--cases", "100"], in: directory)
      #expect(check.exitCode == 1)
      // Without the seconds that it took.
      outputs.append(
        check.output.split(separator: "\n").suffix(2).joined(separator: "\n").replacing(/\ in [0-9.]+ s/, with: ""))
    }
    #expect(outputs[0] == "  ✗ canary.fails  2 cases, fails\n1 property: 1 fails. 2 cases, seed 7.")
    #expect(outputs[1] == outputs[0])
  }

  @Test func `Reports for other programs say the same`() async throws {
    let directory = try TemporaryDirectory()
    let check = try await UforkProcess.run(
      ["check", "canary.fails", "--seed", "7", "--cases", "100", "--report", "report", "--json", "all.json"],
      in: directory)
    #expect(check.exitCode == 1)
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: directory.path + "/" + name, encoding: .utf8)
    }
    #expect(try text("report/junit.xml").contains("<failure type=\"violation\" message=\"Every number is below 50.\">"))
    #expect(try text("report/report.txt").contains("✗ canary.fails  2 cases, fails"))
    #expect(try text("report/report.json") == text("all.json"))
    #expect(try JSONSerialization.jsonObject(with: Data(text("all.json").utf8)) is [String: Any])
  }
}
