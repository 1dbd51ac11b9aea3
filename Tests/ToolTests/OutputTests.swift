import Foundation
import Subprocess
import Testing

/// What can't be written hides no verdict, and is no success either.
struct OutputTests {
  /// Runs the program in a shell, with redirections.
  private func shell(_ line: String, in directory: borrowing TemporaryDirectory) async throws -> UforkProcess {
    let result = try await Subprocess.run(
      .path("/bin/sh"), arguments: ["-c", line], environment: .inherit.updating(["UFORK": UforkProcess.path]),
      workingDirectory: .init(directory.path), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    guard case .exited(let code) = result.terminationStatus else {
      throw UforkProcess.EndedBySignal(description: "\(result.terminationStatus)")
    }
    return UforkProcess(output: result.standardOutput, errors: result.standardError, exitCode: code)
  }

  @Test(arguments: [
    (["check", "canary.fails"], "--json", "nowhere/out", "No such file or directory"),
    (["check", "canary.fails"], "--junit", "directory", "Is a directory"),
    (["check", "canary.fails"], "--report", "file/below", "the directory can't be made"),
    (["mutants"], "--json", "nowhere/out", "No such file or directory"),
    (["explore"], "--json", "nowhere/out", "No such file or directory"),
    (["explore"], "--states", "nowhere/out", "No such file or directory"),
    (["conform"], "--json", "nowhere/out", "No such file or directory"),
    (["litmus"], "--json", "nowhere/out", "No such file or directory"),
    (["vectors", "check"], "--json", "nowhere/out", "No such file or directory"),
    (["bench", "machine"], "--json", "nowhere/out", "No such file or directory"),
    (["document"], "--book", "file/below", "the directory can't be made"),
  ])
  func `Where nothing can be written is known at the start`(
    command: [String], option: String, path: String, reason: String
  ) async throws {
    let directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: directory.path + "/directory", withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: directory.path + "/file"))
    let result = try await UforkProcess.run(command + [option, path], in: directory)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("'\(path)' is invalid for '\(option) <"), "\(result.errors)")
    #expect(result.errors.contains(reason), "\(result.errors)")
  }

  @Test func `A report is whole or not there, and nothing else is left`() async throws {
    let directory = try TemporaryDirectory()
    let reports = ["--json", "all.json", "--junit", "junit.xml", "--failures", "kept"]
    let result = try await UforkProcess.run(
      ["check", "canary.fails", "--seed", "7", "--cases", "100"] + reports, in: directory)
    #expect(result.exitCode == 1)
    let left = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    #expect(left == ["all.json", "junit.xml", "kept"])
  }

  #if os(Linux)
    @Test(arguments: [
      ("check canary.fails --seed 7 --cases 100", 1 as Int32, "1 property: 1 fails."),
      ("explore --depth 1 --world family", 4, "No program shows a difference"),
    ])
    func `A report that can't be written is told beside the verdict`(
      command: String, exitCode: Int32, verdict: String
    ) async throws {
      let directory = try TemporaryDirectory()
      let result = try await shell("\"$UFORK\" \(command) --json /dev/full", in: directory)
      #expect(result.exitCode == exitCode, "\(result.errors)")
      #expect(result.output.contains(verdict))
      #expect(result.errors.contains("Error: /dev/full can't be written: No space left on device"))
    }

    @Test func `Every report is tried`() async throws {
      let directory = try TemporaryDirectory()
      let result = try await shell(
        "\"$UFORK\" check canary.fails --seed 7 --cases 100 --json /dev/full --junit junit.xml", in: directory)
      #expect(result.exitCode == 1)
      #expect(FileManager.default.fileExists(atPath: directory.path + "/junit.xml"))
    }

    @Test(arguments: [
      ("list strategies", 4 as Int32), ("--help", 4), ("check canary.fails --seed 7 --cases 100", 1),
      ("explain canary", 2),
    ])
    func `A full disk behind standard output is an error`(command: String, exitCode: Int32) async throws {
      let directory = try TemporaryDirectory()
      let result = try await shell("\"$UFORK\" \(command) > /dev/full", in: directory)
      #expect(result.exitCode == exitCode)
      guard exitCode != 2 else { return }
      #expect(result.errors == "Error: standard output can't be written: No space left on device\n")
    }
  #endif

  @Test func `Nobody who has stopped reading is told anything`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await shell(
      "{ \"$UFORK\" list properties; echo $? > code; } | true; cat code", in: directory)
    #expect(result.output == "0\n")
    #expect(result.errors.isEmpty)
  }

  @Test func `A report on standard output has it for itself`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["check", "canary.fails", "--seed", "7", "--cases", "100", "--json", "-"]
    let result = try await UforkProcess.run(arguments, in: directory)
    #expect(result.exitCode == 1)
    #expect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) is [String: Any])
    #expect(result.errors.contains("1 property: 1 fails."))
    #expect(!FileManager.default.fileExists(atPath: directory.path + "/-"))
    let both = try await UforkProcess.run(arguments + ["--junit", "-"], in: directory)
    #expect(both.exitCode == 2)
    #expect(both.errors.contains("Standard output takes one report"))
  }

  @Test func `Control characters in what was typed do not reach the terminal`() async throws {
    let directory = try TemporaryDirectory()
    for name in ["\u{1B}[31mred", "back\u{8}", "\u{9B}2J", "left\u{202E}right"] {
      let result = try await UforkProcess.run(["check", name], in: directory)
      #expect(result.exitCode == 2)
      let scalars = result.errors.unicodeScalars
      #expect(!scalars.contains { $0 != "\n" && $0.properties.generalCategory == .control || $0.value == 0x202E })
      #expect(result.errors.contains("\\u{"))
    }
  }
}
