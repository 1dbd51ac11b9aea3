import Foundation
import Testing

/// What is not understood is named, with the nearest that is, and ends with exit code 2.
struct UsageTests {
  @Test(arguments: [
    (["check", "fork.transparancy"], "There is no property “fork.transparancy”. Nearest: fork.transparency."),
    (["check", "--format", "cc129"], "There is no capability format “cc129”. Nearest: cc128, cc128m."),
    (["check", "--strategy", "cow"], "There is no fork strategy “cow”. Nearest: coa, copa, copy."),
    (["check", "--isolation", "non"], "There is no isolation level “non”. Nearest: none."),
    (["check", "--subject", "modle"], "There is no subject “modle”. Nearest: model"),
    (["check", "--mutant", "load-barier"], "There is no mutant “load-barier”. Nearest: load-barrier-dropped."),
    (["mutants", "load-barier"], "There is no mutant “load-barier”. Nearest: load-barrier-dropped."),
    (["explain", "cap.setBound.tag"], "There is no rule “cap.setBound.tag”. Nearest: cap.setBounds.tag"),
    (["check", "--budget", "soon"], "A budget is a length of time such as 60s, 2m or 500ms, not “soon”."),
    (["check", "--workers", "0"], "--workers takes a number from 1, not 0."),
    (["replay", "nowhere.json"], "nowhere.json: expected a file that can be read"),
    (["chek"], "Error:"),
  ])
  func `What is not understood`(arguments: [String], message: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(arguments, in: directory)
    #expect(result.exitCode == 2)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    "", "check", "replay", "mutants", "explore", "list", "explain", "conform", "litmus", "serve",
  ])
  func `The help text is what was agreed`(command: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(command.isEmpty ? ["--help"] : [command, "--help"], in: directory)
    #expect(result.exitCode == 0)
    let name = command.isEmpty ? "ufork" : command
    let snapshot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Help/\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try Data(result.output.utf8).write(to: snapshot)
    }
    #expect(try result.output == String(contentsOf: snapshot, encoding: .utf8))
  }

  @Test func `Every kind of thing can be listed alone`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["list", "strategies"], in: directory)
    #expect(result.exitCode == 0)
    #expect(result.output == "copy\ncoa\ncopa\n")
  }
}
