import Foundation
import Testing

/// Programs that people write themselves, and the errors they make in them.
struct OwnProgramTests {
  static let world =
    #"{"regionSizeLog2": 16, "segments": [{"kind": "text", "pages": 1}, {"kind": "data", "pages": 1}], "#
    + #""strategy": "copa", "frames": 64, "regions": 8}"#
  static let program = """
    {
      "text": "What the parent stores before it forks, the child loads.",
      "world": \(world),
      "steps": [
        {"step": {"process": 0, "action": {"store": {"width": 1, "value": 7, "through": 0, "offset": 0}}}},
        {"step": {"process": 0, "action": {"fork": {"child": 1}}}},
        {"step": {"process": 1, "action": {"load": {"width": 1, "through": 0, "offset": 0}}}, "allowed": [{"value": {"value": 7}}]}
      ]
    }
    """

  static func conform(
    _ text: String, _ options: [String] = [], command: [String] = [], in directory: borrowing TemporaryDirectory
  ) async throws -> UforkProcess {
    try Data(text.utf8).write(to: URL(filePath: directory.path + "/mine.json"))
    return try await UforkProcess.run(
      ["conform", "--program", "mine.json"] + options + (command.isEmpty ? [] : ["--"] + command), in: directory)
  }

  @Test(arguments: [[], [UforkProcess.path, "serve", "--fork", "--subject", "model"]])
  func `A program is shown with what is allowed and what was observed`(command: [String]) async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(Self.program, ["--json", "report.json"], command: command, in: directory)
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    let end = """
      ✓   3 P1: load byte from [r0 + 0x0]
            allowed   the value 0x07
            the file  the value 0x7
            observed  the value 0x7

      1 program: every step that was judged had an allowed outcome.

      """
    #expect(result.output.hasSuffix(end), "\(result.output)")
    let report =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: directory.path + "/report.json"))) as? [String: Any]
    let programs = try #require(report?["programs"] as? [[String: Any]])
    #expect(report?["version"] as? Int == 1)
    #expect(programs.map { $0["verdict"] as? String } == ["allowed"])
    #expect(
      (programs[0]["steps"] as? [[String: Any]])?.map { $0["verdict"] as? String }
        == Array(repeating: "allowed", count: 3))
  }

  @Test func `An outcome that the file says nothing of is judged by the specification`() async throws {
    let directory = try TemporaryDirectory()
    let steps = """
      {"step": {"process": 0, "action": {"storePointer": {"from": 0, "through": 0, "offset": 0}}}},
      {"step": {"process": 0, "action": {"store": {"width": 1, "value": 7, "through": 0, "offset": 3}}}},
      {"step": {"process": 0, "action": {"loadPointer": {"into": 2, "through": 0, "offset": 0}}}}
      """
    let program = "{\"world\": \(Self.world), \"steps\": [\(steps)]}"
    let right = try await Self.conform(program, in: directory)
    #expect(right.exitCode == 0, "\(right.output)\(right.errors)")
  }

  @Test func `An outcome that the file does not allow is red`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      Self.program.replacing(#"{"value": {"value": 7}}"#, with: #"{"value": {"value": 8}}"#), in: directory)
    #expect(result.exitCode == 1)
    #expect(result.output.contains("✗   3"))
  }

  @Test(arguments: [
    (#""allowed""#, #""alowed""#, "mine.json:7: steps[2] (step 3): there is no “alowed” here. Nearest: allowed."),
    (#""store""#, #""stroe""#, "mine.json:5: steps[0].step.action (step 1): there is no “stroe” here. Nearest: store"),
    (
      #""width": 1, "value""#, #""width": 3, "value""#,
      "mine.json:5: steps[0].step.action.store.width (step 1): the number 3 is none of 1, 2, 4, 8"
    ),
    (#""frames": 64"#, #""frames": -1"#, "mine.json:3: world: a world that cannot be: frames is -1, not in 1 … "),
    (
      #""pages": 1}]"#, #""pages": -9223372036854775808}]"#, "mine.json:3: world: a world that cannot be: a segment has"
    ),
    (#""copa""#, #""cop""#, "mine.json:3: world.strategy: “cop” is none of copy, coa, copa"),
    (#""text""#, #""version": 2, "text""#, "mine.json:"),
    (
      #"{"value": 7}"#, #"{"vlaue": 7}"#,
      "mine.json:7: steps[2].allowed[0].value (step 3): there is no “vlaue” here. Nearest: value."
    ),
    (
      "{\n  \"text\"", "{\n  \"steps\": [], \"text\"",
      "mine.json:4: this is not valid JSON: the key “steps” stands twice"
    ),
  ])
  func `A mistake in a program is told with its place and the nearest right word`(
    right: String, wrong: String, message: String
  ) async throws {
    let directory = try TemporaryDirectory()
    #expect(Self.program.contains(right))
    let result = try await Self.conform(Self.program.replacing(right, with: wrong, maxReplacements: 1), in: directory)
    #expect(result.exitCode == 2, "\(result.output)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `A saved failure and a file of litmus tests are programs, too`() async throws {
    for file in ["Tests/Regressions/fork-world-without-text.json", "Docs/Litmus/pipes.json"] {
      let result = try await UforkProcess.run(
        ["conform", "--program", UforkProcess.root + "/" + file], in: TemporaryDirectory())
      #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    }
    let machine = try await UforkProcess.run(
      ["conform", "--program", UforkProcess.root + "/Tests/Regressions/cc128-conditional-seal.json"],
      in: TemporaryDirectory())
    #expect(machine.exitCode == 2)
    #expect(machine.errors.contains("a case of capability.agreement.cc128 is no program of processes that fork"))
  }

  @Test(arguments: [
    (["--only", "laod"], "There is no action “laod”. Nearest: load"),
    (["--topic", "pipe"], "There is no topic “pipe”. Nearest: pipes"),
    (["fork.pips"], "There is no property “fork.pips”."),
    (["--only", "load", "--without", "load"], "does none of the actions that are left."),
  ])
  func `What there is not is told with the nearest that there is`(options: [String], message: String) async throws {
    let result = try await UforkProcess.run(
      ["conform"] + options + ["--", UforkProcess.path, "serve", "--fork"], in: TemporaryDirectory())
    #expect(result.exitCode == 2, "\(result.output)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `A part of a kernel is asked for alone`() async throws {
    let result = try await UforkProcess.run(
      ["conform", "fork.descriptors", "fork.signals", "--topic", "pipes", "--cases", "20", "--seed", "1"]
        + ["--without", "poll,vfork", "--", UforkProcess.path, "serve", "--fork"], in: TemporaryDirectory())
    #expect([0, 3].contains(result.exitCode), "\(result.output)\(result.errors)")
    #expect(result.output.contains("fork.descriptors"))
    #expect(result.output.contains("fork.signals is passed over: it needs more than is asked of this kernel.\n"))
    #expect(!result.output.contains("  fork.signals"))
  }

  @Test func `The model tells what it allows of each step of a litmus test`() async throws {
    let result = try await UforkProcess.run(
      ["litmus", "--catalogue", UforkProcess.root + "/Docs/Litmus", "pipes.parentToChild", "--against", "model"],
      in: TemporaryDirectory())
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("     allowed  8 bytes\n     → 8 bytes\n"), "\(result.output)")
  }

  @Test(arguments: [
    (#""rules""#, #""ruls""#, "tests[0]: there is no “ruls” here. Nearest: rules"),
    (
      #""posix.pipe.descriptors""#, #""posix.pipe.descriptor""#,
      "tests[0].rules[0]: there is no rule “posix.pipe.descriptor”. Nearest: posix.pipe.descriptors"
    ),
    (#""about""#, #""version": 2, "about""#, "version: this is version 2 of the form; this program reads version 1"),
    (#""pipe": {}"#, #""pip": {}"#, "tests[0].steps[0].step.action (step 1): there is no “pip” here. Nearest: pipe"),
  ])
  func `A mistake in a catalogue of one's own is told with its place`(
    right: String, wrong: String, message: String
  ) async throws {
    let directory = try TemporaryDirectory()
    let text = try String(contentsOfFile: UforkProcess.root + "/Docs/Litmus/pipes.json", encoding: .utf8)
    #expect(text.contains(right))
    try text.replacing(right, with: wrong, maxReplacements: 1)
      .write(toFile: directory.path + "/pipes.json", atomically: true, encoding: .utf8)
    let result = try await UforkProcess.run(["litmus", "--catalogue", "."], in: directory)
    #expect(result.exitCode == 2, "\(result.output)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
