import Foundation
import Subprocess
import Testing

/// The program while it runs, to be disturbed. Its output goes to files, so that nobody has to read it in time.
final class RunningProcess {
  private let process = Process()
  private var terminal: FileHandle?
  private let directory: String
  /// The directory that it takes for temporary files.
  let temporary: String

  /// Starts the program in a directory of its own.
  init(
    _ arguments: [String], in directory: borrowing TemporaryDirectory, output: FileHandle? = nil,
    environment: [String: String] = [:]
  ) throws {
    self.directory = directory.path
    temporary = directory.path + "/temporary"
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    for name in ["out", "err"] { try Data().write(to: URL(filePath: self.directory + "/" + name)) }
    process.executableURL = URL(filePath: UforkProcess.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: self.directory)
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    terminal = output
    process.standardOutput = try output ?? FileHandle(forWritingTo: URL(filePath: self.directory + "/out"))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: self.directory + "/err"))
    try process.run()
  }

  /// Sends it a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Whether it has not ended.
  var isRunning: Bool { process.isRunning }

  /// Closes this side of the terminal that it writes to.
  func closeOutput() {
    try? terminal?.close()
    terminal = nil
  }

  /// Waits for its end.
  func end() async throws -> UforkProcess {
    while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    try #require(process.terminationReason == .exit)
    return UforkProcess(
      output: try String(contentsOfFile: directory + "/out", encoding: .utf8),
      errors: try String(contentsOfFile: directory + "/err", encoding: .utf8), exitCode: process.terminationStatus)
  }

  /// What lies in the directory for temporary files.
  func temporaryFiles() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: temporary) }

  /// What it has written so far.
  func output() throws -> String { try String(contentsOfFile: directory + "/out", encoding: .utf8) }

  /// Waits until something is there, for two minutes at most.
  @discardableResult
  func wait<Value>(for value: () throws -> Value?) async throws -> Value {
    for _ in 0..<6_000 {
      if let value = try value() { return value }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw TookTooLong()
  }

  /// Thrown if something does not come.
  struct TookTooLong: Error {}

  /// A worker that is checking a case.
  func busyWorker(otherThan known: Set<Int32> = []) async throws -> Int32 {
    while true {
      try await wait { try isAnnounced() || !isRunning ? true : nil }
      if let worker = try await children().first(where: { !known.contains($0) }) { return worker }
      if !isRunning { throw TookTooLong() }
    }
  }

  /// Whether some worker says that it is working on a case.
  private func isAnnounced() throws -> Bool {
    for directory in try temporaryFiles() {
      let path = temporary + "/" + directory
      for file in try FileManager.default.contentsOfDirectory(atPath: path) where file.hasSuffix(".status") {
        if FileManager.default.contents(atPath: path + "/" + file)?.contains(where: { $0 != 0 }) == true { return true }
      }
    }
    return false
  }

  /// The processes that it has started.
  private func children() async throws -> [Int32] {
    let list = try await Subprocess.run(
      .name("ps"), arguments: ["-A", "-o", "pid=,ppid="], output: .string(limit: 1 << 20))
    return (list.standardOutput).split(separator: "\n").compactMap { line in
      let numbers = line.split(separator: " ").compactMap { Int32($0) }
      return numbers.count == 2 && numbers[1] == process.processIdentifier ? numbers[0] : nil
    }
  }
}
