import Foundation
import Synchronization
import SystemPackage

/// Standard output and standard error, for writing without ever ending the program: whoever has stopped reading
/// (`ufork check | head`) does not want to hear more. Any other reason that output can't be written is an error.
enum StandardStream {
  case output
  case error

  /// Whether standard output belongs to a report (`--json -`), so that text for people goes to standard error.
  private static let isOutputOfReports = Atomic(false)
  private static let isOutputBroken = Atomic(false)

  /// Writes text for people. Control characters in it, which a name or an answer of somebody's kernel may hold, are
  /// shown and not obeyed.
  func write(_ text: String) { write(text.withVisibleControls.utf8) }

  /// Writes bytes as they are.
  func write(_ bytes: some Sequence<UInt8>) {
    do {
      _ = try descriptor.writeAll(bytes)
    } catch {
      if self == .output { Self.outputFailed(error) }
    }
  }

  /// Whether people read it on a terminal that obeys escape sequences.
  var isTerminal: Bool {
    isatty(descriptor.rawValue) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// How many columns the terminal has.
  var columns: Int {
    var size = winsize()
    let isKnown = unsafe ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// From now on standard output is only for a report.
  static func leaveOutputToReports() { isOutputOfReports.store(true, ordering: .relaxed) }

  /// Writes a report to standard output.
  static func writeReport(_ content: Data) {
    do {
      _ = try FileDescriptor.standardOutput.writeAll(content)
    } catch {
      outputFailed(error)
    }
  }

  private var descriptor: FileDescriptor {
    switch self {
    case .output: Self.isOutputOfReports.load(ordering: .relaxed) ? .standardError : .standardOutput
    case .error: .standardError
    }
  }

  private static func outputFailed(_ error: any Error) {
    guard let reason = error as? Errno, reason != .brokenPipe else { return }
    if !isOutputBroken.exchange(true, ordering: .relaxed) { WriteErrors.tell("standard output", "\(reason)") }
  }
}

/// Prints a line for people. It hides Swift's own `print` in this module, which keeps lines back, takes no notice of a
/// full disk, and passes on control characters.
func print(_ line: String = "") {
  StandardStream.output.write(line + "\n")
}
