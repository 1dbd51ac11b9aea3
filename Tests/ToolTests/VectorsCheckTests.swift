import Foundation
import SystemsUnderTest
import Testing

/// Files that people bring: any names, any number of rows.
struct VectorsCheckTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The examples of Docs/Vectors.md, by the names that stand above them.
  private static func examples() throws -> [(name: String, text: String)] {
    let document = try String(contentsOfFile: root + "/Docs/Vectors.md", encoding: .utf8)
    return document.components(separatedBy: "<!-- example: ").dropFirst().map { part in
      let pieces = part.components(separatedBy: "```")
      return (String(pieces[0].prefix { $0 != " " }), String(pieces[1].dropFirst()))
    }
  }

  private static func write(_ text: String, to name: String, in directory: borrowing TemporaryDirectory) throws {
    try FileManager.default.createDirectory(
      atPath: directory.path + "/set", withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: directory.path + "/set/" + name))
  }

  @Test func `The examples of the document are checked, from a directory and one by one`() async throws {
    let directory = try TemporaryDirectory()
    let examples = try Self.examples()
    #expect(examples.map(\.name) == ["capability.csv", "machine.jsonl", "page.csv", "operations.jsonl"])
    for (name, text) in examples { try Self.write(text, to: "mine-" + name, in: directory) }
    let all = try await UforkProcess.run(["vectors", "check", "set"], in: directory)
    #expect(all.exitCode == 0, "\(all.output)\(all.errors)")
    // Two, three, two and three rows, each asked of Model and Implementation.
    #expect(all.output.hasSuffix("20 vectors checked, 0 mismatches\n"), "\(all.output)")
    for (name, _) in examples {
      let one = try await UforkProcess.run(["vectors", "check", "set/mine-" + name], in: directory)
      #expect(one.exitCode == 0, "\(one.output)\(one.errors)")
    }
  }

  @Test func `A wrong answer in a file of any name is a difference, told with its line`() async throws {
    let directory = try TemporaryDirectory()
    let sequence = #"{"name": "add", "instructions": ["00500093"], "trace": [["80000000", "80000004", 0, 1, "6"]]}"#
    try Self.write("\n" + sequence + "\n", to: "x", in: directory)
    let run = try await UforkProcess.run(["vectors", "check", "set/x", "--json", "report.json"], in: directory)
    #expect(run.exitCode == 1)
    #expect(run.output.contains("line 2: add, step 1, instruction 500093"), "\(run.output)")
    let report = try String(contentsOfFile: directory.path + "/report.json", encoding: .utf8)
    #expect(!report.contains("\"_0\"") && report.contains("\"version\""))
  }

  @Test func `Recordings of another machine are gone through to their end, and its deviations are counted by rule`()
    async throws
  {
    let directory = try TemporaryDirectory()
    let recording = try String(contentsOfFile: Self.root + "/Tests/Vectors/machine-cc128-extra.jsonl", encoding: .utf8)
    let some = recording.split(separator: "\n").filter {
      $0.hasPrefix(#"{"name":"extra-7""#) || $0.hasPrefix(#"{"name":"extra-62""#)
    }
    .map { $0.replacing(#""name":"extra-"#, with: #""name":"anybody's "#) }
    #expect(some.count >= 2)
    try Self.write(some.joined(separator: "\n"), to: "theirs.jsonl", in: directory)
    let run = try await UforkProcess.run(["vectors", "check", "set", "--json", "report.json"], in: directory)
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("deviation.conditional.permission: 1 answer in 1 vector"), "\(run.output)")
    #expect(run.output.contains("deviation.jump.oddBase: 1 answer in 1 vector"))
    #expect(!run.output.contains("end early"))
  }

  @Test(arguments: [
    ("a.csv", "operation,metadata\n", "set/a.csv:1: expected a JSON object, or one of the headers"),
    ("a.csv", header + "setBounds,1,2,2,10,,,,1,2,0,1\n", "set/a.csv:2: expected 0 or 1 in field 4 (tag), found “2”"),
    ("a.csv", header, "set/a.csv: expected the format of its capabilities"),
    ("a.jsonl", "{\"what\": 1}\n", "set/a.jsonl:1: expected an object with the member “operation”, “instructions” or"),
    (
      "a.jsonl", "{\"name\": \"n\", \"instructions\": [\"13\", \"xyz\"], \"trace\": []}\n",
      "set/a.jsonl:1: expected a vector: instructions[1]: “xyz” is not a hexadecimal number of at most 32 bits"
    ),
    (
      "manifest.json", "{\"version\": 2, \"files\": []}",
      "set/manifest.json:1: expected a manifest: version: 2 is not 1"
    ),
    ("manifest.json", "{\"version\": 1}", "set/manifest.json:1: expected a manifest: “files” is missing"),
    (
      "manifest.json", "{\"version\": 1, \"files\": [{\"name\": \"a\", \"kind\": \"machines\"}]}",
      "set/manifest.json:1: expected a manifest: files[0].kind: “machines” is none of capability, operations, machine, page, "
    ),
    (
      "manifest.json", "{\"version\": 1, \"files\": [{\"name\": \"a\", \"row\": 3}]}",
      "set/manifest.json:1: expected a manifest: files[0]: there is no “row” here. Nearest: rows."
    ),
    (
      "a.jsonl",
      "{\"name\": \"n\", \"instructions\": [], \"trace\": []}\n{\"name\": \"n\", \"instruction\": [], \"trace\": []}\n",
      "set/a.jsonl:2: expected a vector: there is no “instruction” here. Nearest: instructions."
    ),
    (
      "a.jsonl", "{\"name\": \"n\", \"instructions\": [], \"trace\": [], \"tracee\": []}\n",
      "set/a.jsonl:1: expected a vector: there is no “tracee” here. Nearest: trace."
    ),
    (
      "a.jsonl", operation.replacing("\"format\"", with: "\"formt\""),
      "set/a.jsonl:1: expected a vector: there is no “formt” here. Nearest: format."
    ),
    (
      "a.jsonl", operation.replacing("\"length\"", with: "\"lenght\""),
      "set/a.jsonl:1: expected a vector: operation.representableLength: there is no “lenght” here. Nearest: length."
    ),
    (
      "a.jsonl", operation.replacing("rv64y", with: "rv64"),
      "set/a.jsonl:1: expected a vector: format: “rv64” is none of cc128, cc128m, rv64y."
    ),
  ])
  func `What can't be used is told with file, line and field`(name: String, text: String, message: String) async throws
  {
    let directory = try TemporaryDirectory()
    try Self.write(text, to: name, in: directory)
    let run = try await UforkProcess.run(["vectors", "check", "set"], in: directory)
    #expect(run.exitCode == 2)
    #expect(run.errors.hasPrefix("Error: " + message), "\(run.errors)")
  }

  private static let operation =
    #"{"operation": {"representableLength": {"length": 5}}, "reply": {"integer": {"value": 5}}, "format": "rv64y"}"#
    + "\n"

  private static let header =
    "operation,metadata,address,tag,argument1,argument2,base,top,result_metadata,result_address,result_tag,exact\n"

  @Test func `A machine that is silent is given up after the time that was told`() async throws {
    let directory = try TemporaryDirectory()
    let examples = try Self.examples()
    for name in ["machine.jsonl", "operations.jsonl"] {
      try Self.write(try #require(examples.first { $0.name == name }?.text), to: name, in: directory)
    }
    // It listens, so that connections are taken, and says nothing.
    let listener = try TCPSocket.listen(port: 0)
    let machine = ["--rvfi-dii", "127.0.0.1:\(listener.port)", "--timeout", "200ms"]
    let silent = try await UforkProcess.run(["vectors", "check", "set"] + machine, in: directory)
    #expect(silent.exitCode == 4)
    #expect(
      silent.errors
        == "Error: The machine at 127.0.0.1:\(listener.port) failed on machine.jsonl: the other side was silent for 0.2 s\n"
    )
    let others = try await UforkProcess.run(["vectors", "check", "set/operations.jsonl"] + machine, in: directory)
    #expect(others.exitCode == 2)
    #expect(others.errors.contains("None of the files holds sequences of instructions"))
    let idle = try await UforkProcess.run(["vectors", "check", "set", "--timeout", "200ms"], in: directory)
    #expect(idle.exitCode == 2)
    #expect(idle.errors.contains("--timeout does nothing without --rvfi-dii."))
    _ = consume listener
  }

  @Test func `A manifest or an option says the format where a file does not`() async throws {
    let directory = try TemporaryDirectory()
    try Self.write(Self.header + "decode,ffff000000000000,78,1,,,0,10000000000000000,,,,\n", to: "a.csv", in: directory)
    let option = try await UforkProcess.run(["vectors", "check", "set/a.csv", "--format", "cc128"], in: directory)
    #expect(option.exitCode == 0, "\(option.errors)")
    try Self.write(
      #"{"version": 1, "files": [{"name": "a.csv", "format": "cc128"}]}"#, to: "manifest.json", in: directory)
    for path in ["set", "set/a.csv"] {
      let manifest = try await UforkProcess.run(["vectors", "check", path], in: directory)
      #expect(manifest.exitCode == 0, "\(manifest.errors)")
    }
  }

  @Test func `Our own recordings are whole`() throws {
    for (name, lines) in [
      ("cc128.csv", 16_501), ("cc128m.csv", 6_545), ("rv64y-bounds.csv", 10_501), ("machine-cc128.jsonl", 130),
      ("machine-cc128-corners.jsonl", 106), ("machine-cc128-integer.jsonl", 60), ("machine-cc128-extra.jsonl", 70),
      ("machine-cc128-settled.jsonl", 117), ("page-policy-cc128.csv", 769),
    ] {
      let text = try String(contentsOfFile: Self.root + "/Tests/Vectors/" + name, encoding: .utf8)
      #expect(text.split(separator: "\n").count == lines, "\(name)")
    }
  }
}
