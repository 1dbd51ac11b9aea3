import Foundation
import Testing

/// Whatever is done to the program and its workers from outside is no verdict, and leaves nothing behind.
struct DisturbanceTests {
  private static let check = ["check", "capability.agreement.cc128", "--seed", "1", "--workers", "1"]
  private static let reports = ["--json", "report.json", "--junit", "junit.xml"]

  private func expectFlaky(_ process: UforkProcess, in directory: String) throws {
    #expect(process.exitCode == 4, "\(process.output)\(process.errors)")
    #expect(process.output.contains("  ~ capability.agreement.cc128  "), "\(process.output)")
    #expect(process.output.contains("checked again, it did not go wrong"))
    #expect(process.output.contains("1 property: 1 is flaky."))
    #expect(!FileManager.default.fileExists(atPath: directory + "/.ufork"))
    let report = try String(contentsOfFile: directory + "/report.json", encoding: .utf8)
    #expect(report.contains("\"verdict\" : \"flaky\""))
    let form = JUnitForm(try String(contentsOfFile: directory + "/junit.xml", encoding: .utf8))
    #expect(form.complaints.isEmpty)
    #expect(form.tests == ["capability.agreement.cc128": "error flaky"])
  }

  @Test(arguments: [SIGKILL, SIGTERM, SIGHUP])
  func `A worker that somebody ends is no counterexample`(signal: Int32) async throws {
    let directory = try TemporaryDirectory()
    let running = try RunningProcess(Self.check + ["--budget", "5s"] + Self.reports, in: directory)
    kill(try await running.busyWorker(), signal)
    try expectFlaky(try await running.end(), in: directory.path)
  }

  @Test func `A worker that somebody stops is no counterexample`() async throws {
    let directory = try TemporaryDirectory()
    let running = try RunningProcess(
      Self.check + ["--budget", "8s", "--case-limit", "2s"] + Self.reports, in: directory)
    kill(try await running.busyWorker(), SIGSTOP)
    try expectFlaky(try await running.end(), in: directory.path)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `Whoever ends the program gets its reports, and no file is left`(signal: Int32) async throws {
    let directory = try TemporaryDirectory()
    let running = try RunningProcess(Self.check + ["--budget", "1h"] + Self.reports, in: directory)
    _ = try await running.busyWorker()
    let files = try running.temporaryFiles()
    #expect(files.count == 1)
    let attributes = try FileManager.default.attributesOfItem(atPath: running.temporary + "/" + (files.first ?? ""))
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    running.send(signal)
    let process = try await running.end()
    #expect(process.exitCode == 130)
    #expect(process.output.contains("Interrupted. 1 property"))
    #expect(try running.temporaryFiles().isEmpty)
    #expect(FileManager.default.fileExists(atPath: directory.path + "/report.json"))
    let form = JUnitForm(try String(contentsOfFile: directory.path + "/junit.xml", encoding: .utf8))
    #expect(form.complaints.isEmpty)
  }

  @Test(arguments: [
    ["check", "canary.fails", "--cases", "100", "--seed", "7"], ["check", "--isolation", "none", "fork.transparency"],
  ])
  func `No file is left when the program ends by itself`(arguments: [String]) async throws {
    let directory = try TemporaryDirectory()
    let running = try RunningProcess(arguments, in: directory)
    _ = try await running.end()
    #expect(try running.temporaryFiles().isEmpty)
  }
}
