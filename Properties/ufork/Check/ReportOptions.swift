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

  /// Writes whatever was asked for.
  func write(_ report: RunReport, subject: SubjectOptions) throws {
    let lines = ReportText.lines(report, subject: subject)
    try write(report, json: report, junit: JUnitText.of(report), lines: lines)
  }

  /// Writes whatever was asked for of a run, from what stands in it.
  func write(_ run: RunReport, json value: some Encodable, junit xml: String, lines: [String]) throws {
    if let json { try JSONOutput.write(value, to: json) }
    if let junit { try write(xml, to: junit) }
    guard let directory = report else { return }
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw UsageError("The directory \(directory) can't be made: \(error.localizedDescription)")
    }
    try JSONOutput.write(value, to: directory + "/report.json")
    try write(xml, to: directory + "/junit.xml")
    try write(lines.joined(separator: "\n") + "\n", to: directory + "/report.txt")
    try write(TablesText.lines(run).joined(separator: "\n"), to: directory + "/tables.txt")
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw UsageError("\(path) can't be written: \(error.localizedDescription)")
    }
  }
}
