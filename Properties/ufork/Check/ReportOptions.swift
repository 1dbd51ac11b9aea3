import ArgumentParser
import Foundation
import PropertyTesting

/// Where reports for other programs are written.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write everything that was found out as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Write the verdicts in the form of JUnit, as CI systems read it.", valueName: "file"))
  var junit: String?

  @Option(
    help: ArgumentHelp("Write a directory with report.json, junit.xml, report.txt and tables.txt.", valueName: "dir"))
  var report: String?

  /// The options as they would be typed.
  var arguments: [String] {
    [("--json", json), ("--junit", junit), ("--report", report)].flatMap { name, path in path.map { [name, $0] } ?? [] }
  }

  /// Writes whatever was asked for.
  func write(_ report: RunReport, subject: SubjectOptions) throws {
    if let json { try write(try Self.json(report), to: json) }
    if let junit { try write(JUnitText.of(report), to: junit) }
    guard let directory = self.report else { return }
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw UsageError("The directory \(directory) can't be made: \(error.localizedDescription)")
    }
    try write(try Self.json(report), to: directory + "/report.json")
    try write(JUnitText.of(report), to: directory + "/junit.xml")
    let lines = ReportText.lines(report, subject: subject)
    try write(lines.joined(separator: "\n") + "\n", to: directory + "/report.txt")
    try write(TablesText.lines(report).joined(separator: "\n"), to: directory + "/tables.txt")
  }

  private static func json(_ report: RunReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw UsageError("\(path) can't be written: \(error.localizedDescription)")
    }
  }
}
