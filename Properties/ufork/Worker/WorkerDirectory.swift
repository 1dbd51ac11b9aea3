import ArgumentParser
import Foundation
import PropertyTesting

/// The files that workers write while they live.
struct WorkerDirectory: ~Copyable {
  /// Its path.
  let path: String

  /// Makes an empty directory of this process's own.
  init() throws {
    path = NSTemporaryDirectory() + "/ufork-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// How this same program is started as a worker.
  func launch(_ subject: SubjectOptions, secondsPerCase: Double = 10) throws -> WorkerLaunch {
    guard let executable = Bundle.main.executablePath else {
      throw UsageError("The path of this program is not known, so it can't start workers.")
    }
    return WorkerLaunch(
      executable: executable, arguments: ["worker"] + subject.arguments, directory: path,
      secondsPerCase: secondsPerCase)
  }
}
