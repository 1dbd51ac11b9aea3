import Foundation

/// A report for other programs: what every report says of itself, and beside it, in the same object, what it is about.
///
/// Docs/JSON.md describes every report.
struct Report<Content: Encodable>: Encodable {
  /// What the report says of itself.
  var header: ReportHeader
  /// What it is about: a value that is written as a JSON object with no member of the header's names.
  var content: Content

  /// A report that is made now.
  ///
  /// - Parameters:
  ///   - name: Which report it is: the name of the command.
  ///   - system: The system under test.
  ///   - seed: Where all random choices came from, if there were any.
  init(_ name: String, of system: SystemUnderTest?, seed: UInt64? = nil, _ content: Content) {
    header = ReportHeader(report: name, system: system, seed: seed)
    self.content = content
  }

  /// Writes the members of both in one object.
  func encode(to encoder: any Encoder) throws {
    try header.encode(to: encoder)
    try content.encode(to: encoder)
  }
}

/// What every report says of itself.
struct ReportHeader: Encodable {
  /// Which report it is.
  var report: String
  /// The version of the form of reports.
  var version = Versions.reports
  /// The version of the program.
  var ufork = Versions.program
  /// What was typed, word by word.
  var command = ["ufork"] + CommandLine.arguments.dropFirst()
  /// When it was made, in UTC, as in ISO 8601.
  var time = Date.now.formatted(.iso8601)
  /// What was tested.
  var system: SystemUnderTest?
  /// Where all random choices came from, if there were any.
  var seed: UInt64?

  init(report: String, system: SystemUnderTest?, seed: UInt64?) {
    self.report = report
    self.system = system
    self.seed = seed
  }
}

/// What is tested, as reports name it.
struct SystemUnderTest: Encodable, Hashable {
  /// Its name: that of one of ours, or what somebody's system calls itself.
  var name: String
  /// The deliberate mistake that was switched on.
  var mutant: String?
  /// The command that starts it, if it is somebody's.
  var command: [String]?
}

/// The machine that this program runs on, to be named beside figures.
enum HostMachine {
  /// Its name, as it calls itself; nobody else is asked.
  static var name: String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "localhost" : text
  }

  /// Its processor and how many cores of it are there: "2 cores of AMD EPYC 7B13".
  static var description: String {
    let cores = counted(ProcessInfo.processInfo.activeProcessorCount, "core", "cores")
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return "\(cores) of \(model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "an unknown processor")"
  }
}
