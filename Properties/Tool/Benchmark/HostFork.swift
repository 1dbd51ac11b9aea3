import Foundation

/// The host's own fork(2) and its kin, in a small process: one written in C, since this tool has memory and mappings of
/// its own that would be copied too.
struct HostFork {
  /// How often it is timed.
  var repetitions = 101

  /// Seconds from the call to its return in the parent, the median, with so many MiB resident in pages of 4 KiB.
  func seconds(mebibytes: Int) throws -> Double { try seconds(["\(mebibytes)", "\(repetitions)"]) }

  /// What the helper measures, in seconds.
  func seconds(_ arguments: [String]) throws -> Double {
    let helper = Process()
    let output = Pipe()
    helper.executableURL = try Self.executable()
    helper.arguments = arguments
    helper.standardOutput = output
    try helper.run()
    let text = try output.fileHandleForReading.readToEnd().flatMap { String(data: $0, encoding: .utf8) }
    helper.waitUntilExit()
    guard let line = text?.trimmingCharacters(in: .whitespacesAndNewlines), let nanoseconds = Double(line) else {
      throw UsageError("host-fork \(arguments.joined(separator: " ")) could not be timed.")
    }
    return nanoseconds * 1e-9
  }

  /// The helper, which is built beside this tool.
  private static func executable() throws -> URL {
    let tool = Bundle.main.executableURL?.resolvingSymlinksInPath()
    guard let helper = tool?.deletingLastPathComponent().appending(path: "host-fork"),
      FileManager.default.isExecutableFile(atPath: helper.path)
    else {
      throw UsageError(
        "The program that times the host's fork is not beside this tool. Build it: "
          + "swift build -c release --product host-fork")
    }
    return helper
  }
}
