import Foundation
import Testing

/// Others' machines at the end of a connection: some that are right, some that die or stall.
struct DriveTests {
  private static let proxy = UforkProcess.root + "/Tests/ToolTests/SystemsUnderTest/machine.py"
  /// What the proxies do not survive: an instruction of the opcode `store`.
  private static let deadly = 0x23

  /// A port that nobody uses now.
  private static func port() throws -> String {
    let probe = Process()
    let output = Pipe()
    probe.executableURL = URL(filePath: "/usr/bin/env")
    probe.arguments = [
      "python3", "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
    ]
    probe.standardOutput = output
    try probe.run()
    let text = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) }
    return try #require(text?.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func drive(
    _ behaviour: String, _ options: [String], in directory: borrowing TemporaryDirectory
  ) async throws -> (UforkProcess, port: String) {
    let port = try port()
    let command = ["python3", proxy, behaviour, port, "\(deadly)", UforkProcess.path]
    let result = try await UforkProcess.run(
      ["drive", "--rvfi-dii", "127.0.0.1:\(port)", "--seed", "1", "--failures", "kept"] + options + ["--"] + command,
      in: directory)
    return (result, port)
  }

  @Test func `Our own machine, started by the command, agrees`() async throws {
    let directory = try TemporaryDirectory()
    let (result, _) = try await Self.drive("honest", ["--cases", "20", "--json", "report.json"], in: directory)
    // Twenty sequences are too few to say that it holds, but one would suffice to say that it does not.
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    #expect(FileManager.default.fileExists(atPath: directory.path + "/report.json"))
  }

  @Test(arguments: [
    ("dies", "observed  the machine closed the connection: it ended with status 77", "30s"),
    ("hangs up", "observed  the machine closed the connection\n", "30s"),
    ("stalls", "observed  the machine stalled: no answer for 3.0 s", "3s"),
    ("babbles", "observed  the machine cannot be talked to: the other side does not speak RVFI-DII", "30s"),
  ])
  func `A machine that does not answer is a finding, shortened and kept`(
    behaviour: String, observed: String, timeout: String
  ) async throws {
    let directory = try TemporaryDirectory()
    let (result, port) = try await Self.drive(
      behaviour, ["--cases", "300", "--timeout", timeout, "--fail-fast", "--junit", "junit.xml"], in: directory)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("  Every request is answered, in time and as the protocol says.\n"))
    #expect(result.output.contains(observed), "\(result.output)")
    #expect(result.output.contains("candidates tried"))
    #expect(result.output.contains("  | \(behaviour) at "))
    let junit = try String(contentsOfFile: directory.path + "/junit.xml", encoding: .utf8)
    #expect(junit.contains("<system-err>\(behaviour) at "))
    let kept = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/kept").first)
    #expect(result.output.contains("Again: ufork replay kept/"))
    #expect(result.output.contains(" --rvfi-dii 127.0.0.1:\(port) -- python3 "))

    let refused = try await UforkProcess.run(["replay", "kept/" + kept], in: directory)
    #expect(refused.exitCode == 2)
    #expect(refused.errors.contains("no file decides what is connected to"))
  }

  @Test func `What a machine answers otherwise is kept in a file that names property and machine`() async throws {
    let directory = try TemporaryDirectory()
    let (result, port) = try await Self.drive("lies", ["--cases", "300", "--fail-fast"], in: directory)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    let kept = try FileManager.default.contentsOfDirectory(atPath: directory.path + "/kept")
    let name = try #require(kept.first)
    let machine = "machine.agreement-127.0.0.1_\(port)-"
    #expect(
      kept.count == 1 && name.hasPrefix(machine) && name.dropFirst(machine.count).count == "0123456789ab.json".count)
    let file = try String(contentsOfFile: directory.path + "/kept/" + name, encoding: .utf8)
    #expect(file.contains("\"machine-at\" : \"127.0.0.1:\(port)\""), "\(file)")
    #expect(result.output.contains("Again: ufork replay kept/\(name) --rvfi-dii 127.0.0.1:\(port)"), "\(result.output)")
  }

  @Test func `A machine that is not there, or whose program does not listen, is said to be so`() async throws {
    let directory = try TemporaryDirectory()
    let port = try Self.port()
    let arguments = ["drive", "--rvfi-dii", "127.0.0.1:\(port)", "--cases", "10"]
    let absent = try await UforkProcess.run(arguments, in: directory)
    #expect(absent.exitCode == 4)
    #expect(absent.output.contains("cannot connect to 127.0.0.1:\(port): Connection refused"))
    let deaf = try await UforkProcess.run(arguments + ["--", "sh", "-c", "exit 3"], in: directory)
    #expect(deaf.exitCode == 4)
    #expect(deaf.output.contains("sh does not listen at 127.0.0.1:\(port): it ended with status 3"))
  }
}
