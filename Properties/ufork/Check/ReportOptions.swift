import ArgumentParser
import PropertyTesting

/// Where reports for other programs are written.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write everything that was found out as JSON; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  @Option(
    help: ArgumentHelp("Write the verdicts in the form of JUnit, as CI systems read it.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var junit: OutputFile? = nil

  @Option(
    help: ArgumentHelp("Write a directory with report.json, junit.xml, report.txt and tables.txt.", valueName: "dir"),
    transform: OutputDirectory.init(checking:))
  var report: OutputDirectory? = nil

  func validate() throws {
    if let json, let junit, json.isStandardOutput, junit.isStandardOutput {
      throw ValidationError("Standard output takes one report: write either --json or --junit to a file.")
    }
  }

  /// Writes whatever was asked for.
  func write(_ report: RunReport, subject: SubjectOptions) {
    let lines = ReportText.lines(report, subject: subject)
    let json = Report("check", of: subject.systemUnderTest, seed: report.configuration.seed, report)
    write(report, json: json, junit: JUnitText.of(report), lines: lines)
  }

  /// Writes whatever was asked for of a run, from what stands in it.
  func write(_ run: RunReport, json value: some Encodable, junit xml: String, lines: [String]) {
    json?.write(json: value)
    junit?.write(xml)
    guard let report else { return }
    report.file("report.json").write(json: value)
    report.file("junit.xml").write(xml)
    report.file("report.txt").write(lines.joined(separator: "\n").withVisibleControls + "\n")
    report.file("tables.txt").write(TablesText.lines(run).joined(separator: "\n").withVisibleControls)
  }
}
