import ArgumentParser
import Foundation
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

  @Flag(help: "Take it for no failure that too little was seen to say: exit code 0 instead of 3.")
  var allowInconclusive = false

  func validate() throws {
    if let json, let junit, json.isStandardOutput, junit.isStandardOutput {
      throw ValidationError("Standard output takes one report: write either --json or --junit to a file.")
    }
  }

  /// Ends with the exit code of a run, if it is not 0.
  func end(with report: RunReport) throws {
    if report.isInterrupted { throw ExitCode(130) }
    if report.exitCode == 3, allowInconclusive { return }
    if report.exitCode != 0 { throw ExitCode(report.exitCode) }
  }

  /// Writes whatever was asked for.
  func write(_ report: RunReport, as command: String, subject: SubjectOptions) {
    let lines = ReportText.lines(report, subject: subject)
    let json = Report(command, of: subject.systemUnderTest, seed: report.configuration.seed, report)
    let tests = report.properties.map {
      JUnitText.Test(
        name: $0.profile.name, seconds: $0.seconds,
        verdict: JUnitText.Verdict($0.conclusion, allowsInconclusive: allowInconclusive),
        standardError: $0.conclusion.standardError)
    }
    write(report, json: json, suite: "ufork", tests: tests, lines: lines, subject: subject)
  }

  /// Writes whatever was asked for of a run, from what stands in it.
  func write(
    _ run: RunReport, json value: some Encodable, suite: String, tests: [JUnitText.Test], lines: [String],
    subject: SubjectOptions
  ) {
    let xml = JUnitText.of(
      JUnitText.Suite(
        name: suite, start: Date.now.addingTimeInterval(-run.seconds), seconds: run.seconds,
        properties: properties(of: run, subject: subject), tests: tests,
        output: lines.map(\.withVisibleControls)))
    json?.write(json: value)
    junit?.write(xml)
    guard let report else { return }
    report.file("report.json").write(json: value)
    report.file("junit.xml").write(xml)
    report.file("report.txt").write(lines.joined(separator: "\n").withVisibleControls + "\n")
    report.file("tables.txt").write(TablesText.lines(run).joined(separator: "\n").withVisibleControls)
  }

  /// What was checked and how.
  private func properties(of run: RunReport, subject: SubjectOptions) -> [(name: String, value: String)] {
    let budget =
      switch run.configuration.budget {
      case .cases(let cases): "\(cases) cases"
      case .seconds(let seconds): "\(seconds) s"
      }
    return [
      ("ufork.version", Versions.program), ("ufork.seed", "\(run.configuration.seed)"), ("ufork.budget", budget),
      ("ufork.interrupted", "\(run.isInterrupted)"),
    ] + subject.parametersOfFailures.sorted { $0.key < $1.key }.map { ("ufork." + $0.key, $0.value) }
  }
}
