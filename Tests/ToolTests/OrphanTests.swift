import Foundation
import Testing

/// Whatever ends the tool, nothing that it has started is left.
struct OrphanTests {
  private static let spinner = UforkProcess.root + "/Tests/ToolTests/SystemsUnderTest/spinner.sh"
  private static let commands = [
    ["conform", "--seed", "1", "--cases", "50", "--timeout", "1000s", "--"], ["litmus", "--timeout", "1000s", "--"],
  ]

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL], commands)
  func `A kernel that does not look at its input ends with the tool, and its helpers too`(
    signal: CInt, command: [String]
  ) async throws {
    let directory = try TemporaryDirectory()
    let marks = directory.path + "/pids"
    let tool = Process()
    tool.executableURL = URL(filePath: UforkProcess.path)
    tool.arguments = command + [Self.spinner, marks]
    tool.currentDirectoryURL = URL(filePath: directory.path)
    tool.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": directory.path]) { $1 }
    tool.standardOutput = FileHandle.nullDevice
    tool.standardError = FileHandle.nullDevice
    try tool.run()
    try await Self.wait(for: "the kernel to start") { FileManager.default.fileExists(atPath: marks) }
    let kernel = try String(contentsOfFile: marks, encoding: .utf8).split(whereSeparator: \.isWhitespace)
      .compactMap { pid_t($0) }
    #expect(kernel.count == 2 && kernel.allSatisfy(Self.isRunning))

    kill(tool.processIdentifier, signal)
    try await Self.wait(for: "the tool to end") { !tool.isRunning }
    try await Self.wait(for: "the kernel \(kernel) to end") { !kernel.contains(where: Self.isRunning) }
  }

  /// Waits until something is so. The limit is only there to end a test that fails.
  private static func wait(for what: String, until isSo: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !isSo() {
      try #require(ContinuousClock.now < deadline, "waited in vain for \(what)")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Whether a process is there and more than what its parent has not yet taken notice of.
  private static func isRunning(_ pid: pid_t) -> Bool {
    guard FileManager.default.fileExists(atPath: "/proc/self/stat") else { return kill(pid, 0) == 0 }
    guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return line.split(separator: ")").last?.hasPrefix(" Z") == false
  }
}
