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
    (
      ["check", "--isolation", "none", "fork.transparency"],
      "“fork.transparency” is not promised, and so not checked, with --isolation none."
    ),
    (["check", "--format", "cc128", "capability.agreement.rv64y"], "is not checked with --format cc128."),
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

  private static let lengthOfTime = "a length of time is a number with a unit, such as 60s, 2m or 500ms"
  private static let rangeOfTime = "a length of time is at least 1ms and at most 8760h"

  @Test(arguments: [
    (
      ["check"], "--workers", ["0", "-5", "257", "100000", "many", "9223372036854775808"],
      "a whole number from 1 to 256"
    ),
    (["mutants"], "--workers", ["0", "-5", "257"], "a whole number from 1 to 256"),
    (["check"], "--cases", ["0", "-1", "9223372036854775807", "1e3"], "a whole number from 1 to 1 000 000 000"),
    (["conform"], "--cases", ["0"], "a whole number from 1 to 1 000 000 000"),
    (["drive"], "--cases", ["0"], "a whole number from 1 to 1 000 000 000"),
    (["explore"], "--depth", ["0", "65"], "a whole number from 1 to 64"),
    (["check"], "--budget", ["soon", "1e300s", "nan", "inf", "-1s", "0x10s", "s"], lengthOfTime),
    (["check"], "--budget", ["0s", "0.5ms", "100000000000000000s", "8761h"], rangeOfTime),
    (["check"], "--case-limit", ["1e300s"], lengthOfTime), (["check"], "--case-limit", ["0"], rangeOfTime),
    (["mutants"], "--budget", ["1e300s"], lengthOfTime), (["mutants"], "--rest", ["0"], rangeOfTime),
    (["explore"], "--budget", ["1e17s"], lengthOfTime), (["conform"], "--timeout", ["1e17s"], lengthOfTime),
    (["litmus"], "--timeout", ["1e17s"], lengthOfTime), (["serve"], "--timeout", ["1e17s"], lengthOfTime),
    (["drive"], "--budget", ["0s"], rangeOfTime),
    (["bench", "hostile"], "--count", ["-1"], "a whole number from 0 to"),
    (["bench", "relocation"], "--size", ["0", "4097"], "a whole number from 1 to 4 096"),
    (["vectors", "check", "."], "--show", ["-1"], "a whole number from 0 to"),
    (["vectors", "check", "."], "--timeout", ["0"], rangeOfTime),
  ])
  func `A number that makes no sense is refused with the numbers that do`(
    command: [String], option: String, values: [String], message: String
  ) async throws {
    let directory = try TemporaryDirectory()
    for value in values {
      let result = try await UforkProcess.run(command + ["\(option)=\(value)"], in: directory)
      #expect(result.exitCode == 2, "\(value)")
      #expect(result.errors.contains("'\(option) <"), "\(value): \(result.errors)")
      #expect(result.errors.contains(message), "\(value): \(result.errors)")
      #expect(result.output.isEmpty)
    }
  }

  @Test(arguments: [
    "foo", "[::1]:90", "localhost", "localhost:0", "localhost:65536", "127.0.0.1:", ":5555", "1.2.3:80", "1.2.3.256:80",
    "example.org:80", "127.0.0.1:80:80", "",
  ])
  func `Where a machine listens is checked at the start`(address: String) async throws {
    let directory = try TemporaryDirectory()
    for command in [["drive"], ["vectors", "check", "."]] {
      let result = try await UforkProcess.run(command + ["--rvfi-dii", address], in: directory)
      #expect(result.exitCode == 2)
      #expect(
        result.errors.contains("an IPv4 address or localhost, and a port from 1 to 65535, such as 127.0.0.1:5555"),
        "\(result.errors)")
    }
  }

  @Test func `A machine is looked for on this very host by its usual name`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(
      ["drive", "--rvfi-dii", "localhost:1", "--cases", "1", "--budget", "1s"], in: directory)
    #expect(!result.errors.contains("an IPv4 address or localhost"))
  }

  @Test(arguments: [["check"], ["conform", "--", "cat"], ["drive", "--rvfi-dii", "127.0.0.1:1"]])
  func `How many cases or how long, not both`(command: [String]) async throws {
    let directory = try TemporaryDirectory()
    let arguments = [command[0], "--cases", "1", "--budget", "1s"] + command.dropFirst()
    let result = try await UforkProcess.run(arguments, in: directory)
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("Give either --cases or --budget: how many cases, or how long."))
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
