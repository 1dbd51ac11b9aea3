import ArgumentParser
import Foundation
import PropertyTesting
import Synchronization
import SystemPackage

/// The files that workers write while they live.
struct WorkerDirectory: ~Copyable {
  /// Those that are in use.
  private static let inUse = Mutex<Set<String>>([])

  /// Its path.
  let path: String

  /// Makes an empty directory that nobody else has, and nobody else can use.
  init() throws {
    let parent = NSTemporaryDirectory()
    var template = Array((parent + (parent.hasSuffix("/") ? "" : "/") + "ufork-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw UsageError("No directory can be made in \(parent): \(Errno(rawValue: errno)).")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let made = path
    Self.inUse.withLock { _ = $0.insert(made) }
  }

  deinit {
    Self.remove(path)
  }

  /// Ends its use.
  consuming func remove() {}

  /// Removes all that are in use, before the process ends in the midst of its work.
  static func removeAll() {
    for path in inUse.withLock({ $0 }) { remove(path) }
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

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
    inUse.withLock { _ = $0.remove(path) }
  }
}
