import Architecture
import ArgumentParser
import Foundation
import PropertySuite
import PropertyTesting
import SystemsUnderTest

/// `ufork conform -- COMMAND…`: holds somebody's kernel against the specification of fork.
struct ConformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Holds anybody's kernel against the specification, over the fork protocol.",
    usage: "ufork conform [<options>] [<property> ...] [--program <file>] -- <command> ...",
    discussion: """
      The kernel answers on its standard input and output, as Docs/ForkProtocol.md describes. It says what it can do, \
      and is given programs within that: with plain pointers only programs that hold of every POSIX system, with level \
      L1 the guarantees about the whole state as well. A kernel that crashes, stalls, floods or answers nonsense is \
      started again for the next program. Counterexamples are kept as by `ufork check`, and replayed the same way.

      With --program, the kernel, or ours if there is none behind `--`, performs one program that you have written, and \
      each step is shown with what the specification allows and what was observed (Docs/OwnPrograms.md). Exit code 1 if \
      an outcome is not allowed.

      Examples: `ufork conform -- Examples/linux/linux-fork`, `ufork conform fork.signals --topic pipes -- ufork serve \
      --fork`, `ufork conform --program mine.json -- ufork serve --fork`.
      """)

  @Argument(
    help: ArgumentHelp("The properties to check, as for `ufork check`; behind `--`, the kernel.", valueName: "property")
  )
  var words: [String] = []

  @Option(help: ArgumentHelp("Perform this program instead, and show what is allowed.", valueName: "file"))
  var program: String?

  @OptionGroup var own: OwnSubjectOptions

  @OptionGroup var range: ConformRange

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

  /// The kernel behind `--` and its arguments.
  private var command: [String] { TerminatedCommand.split(words).command }

  mutating func validate() throws {
    if command.isEmpty, program == nil { throw ValidationError("Name the command of the kernel behind `--`.") }
    if program == nil || !command.isEmpty, own.isGiven {
      throw ValidationError("--subject and --mutant name a kernel of ours for --program, without one behind `--`.")
    }
    if program != nil, !TerminatedCommand.split(words).names.isEmpty {
      throw ValidationError("With --program no properties are checked: name one or the other.")
    }
  }

  func run() async throws {
    if let program { return try perform(program) }
    var subject = try description()
    if let actions = try range.actions(of: subject) { subject.actions = actions }
    let level = try levelToCheck(subject)
    StandardStream.output.write(
      "\(subject.name): level \(subject.level.rawValue), \(counted(subject.actions.count, "action", "actions")).\n\n")
    var check = try CheckCommand.parse(try arguments(subject))
    check.properties = try selected(among: check.subject.properties(), of: subject, at: level)
    let report = ConformReport(try await check.check(), of: subject, level: level)
    StandardStream.output.write("\n" + report.lines.joined(separator: "\n") + "\n")
    let json = Report(
      "conform", of: SystemUnderTest(name: subject.name, command: command), seed: report.run.configuration.seed, report)
    reports.write(
      report.run, json: json, suite: subject.name,
      tests: report.tests(allowingInconclusive: reports.allowInconclusive), lines: report.lines, subject: check.subject)
    try reports.end(with: report.run)
  }

  /// The names of the properties that were typed, or of all, as far as they are asked of a kernel. One that was typed
  /// and is not asked is told.
  private func selected(
    among properties: [any Property], of subject: ForkSubjectDescription, at level: ForkSubjectDescription.Level
  ) throws -> [String] {
    let names = TerminatedCommand.split(words).names
    let named = try PropertySelection.of(names, among: properties.filter(\.isAboutFork))
    let asked = named.filter { $0.isAsked(of: subject, at: level) }
    for property in named where !names.isEmpty && !asked.contains(where: { $0.name == property.name }) {
      StandardStream.output.write("\(property.name) is passed over: it needs more than is asked of this kernel.\n")
    }
    if asked.isEmpty { throw UsageError("No property is left that can be asked of \(subject.name).") }
    return asked.map(\.name)
  }

  /// Performs the programs of a file, and shows at each step what is allowed and what was observed.
  private func perform(_ file: String) throws {
    let programs: [OwnProgram]
    do {
      programs = try OwnProgram.read(file)
    } catch {
      throw UsageError("\(error)")
    }
    let (subject, description) = try subjectOfPrograms()
    let results: [ProgramResult]
    do {
      results = try programs.map { try $0.run(on: subject, isPlain: !description.enforcesBounds) }
    } catch {
      throw SubjectFailure(description: "\(description.name) failed: \(error)")
    }
    let text = ProgramText(system: description.name, results: results)
    StandardStream.output.write(text.text)
    let system =
      command.isEmpty ? own.systemUnderTest : SystemUnderTest(name: description.name, command: command)
    reports.json?.write(json: Report("conform --program", of: system, text.content))
    if results.contains(where: { $0.verdict == .forbidden }) { throw ExitCode(1) }
  }

  /// The kernel behind `--`, or ours.
  private func subjectOfPrograms() throws -> (any ForkSubject, ForkSubjectDescription) {
    if command.isEmpty { return (try own.factory().fork(.adversarial), try own.description()) }
    let description = try description()
    let subject = SelectiveForkSubject(
      StdioForkSubject(command: command, timeout: timeout.duration), only: try range.actions(of: description))
    return (subject, description)
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
    if try range.actions(of: subject) != nil {
      arguments += ["--kernel-actions", subject.actions.sorted().joined(separator: ",")]
    }
    for strategy in subject.strategies.isEmpty ? [.copyOnPointerAccess] : subject.strategies {
      arguments += ["--strategy", strategy.rawValue]
    }
    if failFast { arguments.append("--fail-fast") }
    return arguments + effort.arguments
  }
}

extension Property {
  /// Whether the property is about kernels that fork.
  fileprivate var isAboutFork: Bool { name.hasPrefix("fork.") || name.hasPrefix("isolation.") }

  /// Whether the property is about fork, and asks no more than a kernel does and a level shows.
  fileprivate func isAsked(of subject: ForkSubjectDescription, at level: ForkSubjectDescription.Level) -> Bool {
    guard isAboutFork else { return false }
    if let topic = self as? ForkTransparency {
      guard topic.neededActions.allSatisfy({ subject.actions.contains($0.rawValue) }) else { return false }
    }
    return level == .inspection || !(self is ForkStateProperty || self is ForkRefinement)
  }
}

/// Which part of what a kernel does is looked at.
struct ConformRange: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only programs about this beside memory, pointers, fork, exit and wait; may be repeated.", valueName: "name"))
  var topic: [String] = []

  @Option(help: ArgumentHelp("Only these actions, with commas between; may be repeated.", valueName: "actions"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Not these actions, with commas between; may be repeated.", valueName: "actions"))
  var without: [String] = []

  /// The actions among those of a kernel; nil if all are meant.
  ///
  /// - Throws: ``UsageError`` for a topic or an action that there is not, or if nothing is left.
  func actions(of kernel: ForkSubjectDescription) throws -> Set<String>? {
    if topic.isEmpty, only.isEmpty, without.isEmpty { return nil }
    var actions = kernel.actions
    if !topic.isEmpty {
      let named = try topic.flatMap { name in
        guard let topic = ForkTopic(rawValue: name) else {
          throw UsageError(unknown: "topic", name, among: ForkTopic.allCases.map(\.rawValue))
        }
        return topic.kinds
      }
      actions.formIntersection(
        (named + ForkActionKind.allCases.filter(\.isOfAllTopics)).map(\.rawValue) + [SelectiveForkSubject.meanwhile])
    }
    if !only.isEmpty { actions.formIntersection(try Self.actions(only)) }
    actions.subtract(try Self.actions(without))
    if actions.isEmpty { throw UsageError("\(kernel.name) does none of the actions that are left.") }
    return actions
  }

  private static func actions(_ lists: [String]) throws -> Set<String> {
    let names = ForkActionKind.allCases.map(\.rawValue) + [SelectiveForkSubject.meanwhile]
    let typed = lists.flatMap { $0.split(separator: ",").map { String($0) } }
    for name in typed where !names.contains(name) { throw UsageError(unknown: "action", name, among: names) }
    return Set(typed)
  }
}
