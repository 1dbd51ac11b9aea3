import ArgumentParser
import Foundation
import PropertySuite
import Synchronization
import SystemPackage

/// A file that a command was asked to write for other programs; `-` means standard output.
///
/// Whether it can be written is found out when the command line is read, not after an hour of work. It is written aside
/// and renamed, so that nobody reads half of it. What can't be written is told, and changes no verdict
/// (``WriteErrors``).
struct OutputFile: CustomStringConvertible, Sendable {
  /// The path as it was typed.
  let description: String

  /// A file that is known to be writable, in a directory that was checked.
  init(_ path: String) { description = path }

  /// A file that was named on the command line.
  ///
  /// - Throws: what people read if it can't be written.
  init(checking path: String) throws {
    description = path
    if isStandardOutput {
      StandardStream.leaveOutputToReports()
      return
    }
    do {
      try probe()
    } catch {
      throw ValidationError("it can't be written: \(Self.words(for: error))")
    }
  }

  /// Whether it is standard output.
  var isStandardOutput: Bool { description == "-" }

  /// Opens what would be written, and leaves everything as it was.
  private func probe() throws {
    if isInPlace {
      try FileDescriptor.open(target, .writeOnly).close()
      return
    }
    let aside = self.aside
    try FileDescriptor.open(aside, .writeOnly, options: [.create, .exclusiveCreate], permissions: Self.mode).close()
    try FileManager.default.removeItem(atPath: aside.string)
  }

  /// Writes a value as JSON, for people too.
  func write(json value: some Encodable) {
    do {
      write(try JSONText.data(value))
    } catch {
      WriteErrors.tell(description, "it can't be written as JSON")
    }
  }

  /// Writes text.
  func write(_ text: String) { write(Data(text.utf8)) }

  /// Writes the whole content.
  func write(_ content: Data) {
    if isStandardOutput { return StandardStream.writeReport(content) }
    let aside = self.aside
    do {
      if isInPlace {
        let file = try FileDescriptor.open(target, .writeOnly)
        return try file.closeAfter { _ = try file.writeAll(content) }
      }
      let file = try FileDescriptor.open(
        aside, .writeOnly, options: [.create, .exclusiveCreate], permissions: Self.mode)
      try file.closeAfter { _ = try file.writeAll(content) }
      guard unsafe rename(aside.string, target.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      try? FileManager.default.removeItem(atPath: aside.string)
      WriteErrors.tell(description, Self.words(for: error))
    }
  }

  private static let mode = FilePermissions(rawValue: 0o666)

  /// The file itself, if the path is a symbolic link.
  private var target: FilePath { FilePath(URL(filePath: description).resolvingSymlinksInPath().path) }

  /// Whether it is a device, a pipe or a directory, which is never replaced by a file.
  private var isInPlace: Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: target.string)[.type] as? FileAttributeType
    return type.map { $0 != .typeRegular } ?? false
  }

  /// A file beside it that nobody else has.
  private var aside: FilePath {
    let name = target.lastComponent?.string.prefix(100) ?? "report"
    return target.removingLastComponent().appending(".\(name).\(UInt64.random(in: 0 ... .max))")
  }

  /// The system's reason.
  fileprivate static func words(for error: any Error) -> String {
    (error as? Errno)?.description ?? (error as NSError).localizedDescription
  }
}

/// A directory that a command was asked to write reports into.
struct OutputDirectory: CustomStringConvertible, Sendable {
  /// The path as it was typed.
  let description: String

  /// A directory that was named on the command line; it is made if there is none.
  ///
  /// - Throws: what people read if it can't be made or written to.
  init(checking path: String) throws {
    description = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ValidationError("the directory can't be made: \(OutputFile.words(for: error))")
    }
    _ = try file(checking: "report.json")
  }

  /// A file in it.
  func file(_ name: String) -> OutputFile { OutputFile(description + "/" + name) }

  private func file(checking name: String) throws -> OutputFile { try OutputFile(checking: description + "/" + name) }
}

/// What could not be written. It is told beside the verdict, and only a command that would have ended with 0 ends with
/// another exit code for it.
enum WriteErrors {
  private static let happened = Atomic(false)

  /// Tells that something can't be written.
  static func tell(_ what: String, _ reason: String) {
    happened.store(true, ordering: .relaxed)
    StandardStream.error.write("Error: \(what) can't be written: \(reason)\n")
  }

  /// The exit code of a command that has come to its end.
  static func exitCode(insteadOf code: Int32) -> Int32 {
    code == 0 && happened.load(ordering: .relaxed) ? 4 : code
  }
}

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
