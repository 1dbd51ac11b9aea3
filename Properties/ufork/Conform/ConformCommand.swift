import Architecture
import ArgumentParser
import Foundation
import PropertySuite
import PropertyTesting
import Subjects

/// `ufork conform -- COMMAND…`: holds somebody's kernel against the specification of fork.
struct ConformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Holds anybody's kernel against the specification, over the fork protocol.",
    discussion: """
      The kernel answers on its standard input and output, as Docs/ForkProtocol.md describes. It says what it can do, \
      and is given programs within that: with plain pointers only programs that hold of every POSIX system, with level \
      L1 the guarantees about the whole state as well. A kernel that crashes, stalls, floods or answers nonsense is \
      started again for the next program. Counterexamples are kept as by `ufork check`, and replayed the same way.

      Examples: `ufork conform -- Examples/linux/linux-fork`, `ufork conform -- ufork serve --fork`.
      """)

  @OptionGroup var effort: EffortOptions

  @Option(help: ArgumentHelp("What to look at: L0 observations, L1 the whole state too.", valueName: "level"))
  var level: String?

  @Option(
    help: ArgumentHelp("How long the kernel may take to answer; 10s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var timeout = TimeSpan(seconds: 10)

  @Flag(help: "End with the first guarantee that is violated.")
  var failFast = false

  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("Where counterexamples are kept.", valueName: "dir"))
  var failures = ".ufork/failures-of-others"

  @Argument(parsing: .postTerminator, help: ArgumentHelp("The kernel and its arguments.", valueName: "command"))
  var command: [String]

  mutating func validate() throws {
    if command.isEmpty { throw ValidationError("Name the command of the kernel behind `--`.") }
  }

  func run() async throws {
    let subject = try description()
    let level = try levelToCheck(subject)
    StandardStream.output.write(
      "\(subject.name): level \(subject.level.rawValue), \(counted(subject.actions.count, "action", "actions")).\n\n")
    var check = try CheckCommand.parse(try arguments(subject))
    check.properties = try check.subject.properties().filter { $0.isAsked(of: subject, at: level) }.map(\.name)
    let report = ConformReport(try await check.check(), of: subject, level: level)
    StandardStream.output.write("\n" + report.lines.joined(separator: "\n") + "\n")
    let json = Report(
      "conform", of: SystemUnderTest(name: subject.name, command: command), seed: report.run.configuration.seed, report)
    reports.write(
      report.run, json: json, suite: subject.name,
      tests: report.tests(allowingInconclusive: reports.allowInconclusive), lines: report.lines, subject: check.subject)
    try reports.end(with: report.run)
  }

  private func description() throws -> ForkSubjectDescription {
    do {
      return try StdioForkSubject(command: command, timeout: timeout.duration).describe()
    } catch {
      throw SubjectFailure(description: "\(command.joined(separator: " ")): \(error)")
    }
  }

  private func levelToCheck(_ subject: ForkSubjectDescription) throws -> ForkSubjectDescription.Level {
    guard let level else { return subject.level }
    let wanted = try ForkSubjectDescription.Level.named(level, "level")
    if wanted == .inspection && subject.level == .observations {
      throw UsageError("\(subject.name) cannot be checked at level L1: it says that it answers no `inspect`.")
    }
    return wanted
  }

  private func arguments(_ subject: ForkSubjectDescription) throws -> [String] {
    let json = String(decoding: try JSONEncoder().encode(command), as: UTF8.self)
    var arguments = ["--kernel-command", json, "--kernel-timeout", timeout.description, "--failures", failures]
    // One answer may take as long as the timeout, and a case asks for many; a case is given up only after that.
    let limits = (min(86_400, 100 * timeout.seconds), min(86_400, max(10, 6 * timeout.seconds)))
    arguments += ["--case-limit", "\(limits.0)s", "--shortening-limit", "\(limits.1)s"]
    if !subject.enforcesBounds { arguments.append("--plain") }
    for strategy in subject.strategies.isEmpty ? [.copyOnPointerAccess] : subject.strategies {
      arguments += ["--strategy", strategy.rawValue]
    }
    if failFast { arguments.append("--fail-fast") }
    return arguments + effort.arguments
  }
}

extension Property {
  /// Whether the property is about fork, and asks no more than a kernel does and a level shows.
  fileprivate func isAsked(of subject: ForkSubjectDescription, at level: ForkSubjectDescription.Level) -> Bool {
    guard name.hasPrefix("fork.") || name.hasPrefix("isolation.") else { return false }
    if let topic = self as? ForkTransparency {
      guard topic.neededActions.allSatisfy({ subject.actions.contains($0.rawValue) }) else { return false }
    }
    return level == .inspection || !(self is ForkStateProperty || self is ForkRefinement)
  }
}
