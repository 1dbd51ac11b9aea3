import Foundation
import Subprocess

/// The program under test, run as people run it.
struct UforkProcess {
  var output: String
  var errors: String
  var exitCode: Int32

  /// The program; it lies beside the bundle of the tests.
  static var path: String {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "ufork").path
  }

  /// The root of the project.
  static var root: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }

  /// Runs the program to its end, in a directory of its own unless one is given.
  static func run(_ arguments: [String], in directory: borrowing TemporaryDirectory) async throws -> UforkProcess {
    let result = try await Subprocess.run(
      .path(.init(path)), arguments: Arguments(arguments),
      environment: .inherit.updating(["COLUMNS": "80"]), workingDirectory: .init(directory.path), input: .none,
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    guard case .exited(let code) = result.terminationStatus else {
      throw EndedBySignal(description: "\(result.terminationStatus)")
    }
    return UforkProcess(output: result.standardOutput, errors: result.standardError, exitCode: code)
  }

  /// Thrown if the program did not end by itself.
  struct EndedBySignal: Error, CustomStringConvertible { var description: String }
}

/// A directory that is removed when it is not needed any more.
struct TemporaryDirectory: ~Copyable {
  let path = NSTemporaryDirectory() + "/ufork-tests-\(UInt64.random(in: 0 ... .max))"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
