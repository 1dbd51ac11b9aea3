import Architecture
import ArgumentParser
import Foundation
import PropertySuite
import SystemsUnderTest

/// `ufork litmus`: short programs that pin down the semantics of fork, one point each.
struct LitmusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "litmus",
    abstract: "Runs short programs that pin down the semantics of fork, and shows a table.",
    usage: "ufork litmus [<options>] [<name> ...] [-- <command> ...]",
    discussion: """
      The programs and the outcomes that each step may have are written by hand, in Docs/Litmus. Without names all are \
      run; a test is named by its whole name or its group, and a single one is shown step by step. They are run on our \
      kernel under each strategy, or on the kernel behind `--`, which answers as Docs/ForkProtocol.md describes. Exit \
      code 1 if an outcome is not allowed.

      --catalogue DIR takes tests of your own, in the same form; Docs/Litmus/README.md describes it. A file is read \
      strictly: what is no key, action or rule is an error.

      Examples: `ufork litmus`, `ufork litmus --against model edges`, `ufork litmus edges relatives.grandchild`, `ufork litmus -- Examples/linux/linux-fork`.
      """)

  @Argument(help: ArgumentHelp("Tests or groups of them; behind `--`, a kernel and its arguments.", valueName: "name"))
  var words: [String] = []

  @OptionGroup var own: OwnSubjectOptions

  @Option(
    help: ArgumentHelp(
      "Who performs them: the implementation, or the model, which shows at each step what it allows.",
      valueName: "name"))
  var against: SubjectName?

  @Option(
    help: ArgumentHelp(
      "Where the tests are: a directory of *.json files; those that came with ufork unless told.", valueName: "dir"))
  var catalogue: String?

  @Option(
    help: ArgumentHelp("Write every result as JSON; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  @Option(
    help: ArgumentHelp("How long a kernel behind `--` may take to answer; 10s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var timeout = TimeSpan(seconds: 10)

  /// The names that were typed.
  private var names: [String] { TerminatedCommand.split(words).names }

  /// The kernel behind `--` and its arguments.
  private var command: [String] { TerminatedCommand.split(words).command }

  mutating func validate() throws {
    guard let against else { return }
    if own.isGiven || !command.isEmpty {
      throw ValidationError("--against, --subject and a kernel behind `--` all say who performs them: give one.")
    }
    own.subject = against.rawValue
  }

  func run() throws {
    let tests = try selectedTests()
    let (subject, description) = try makeSubject()
    var table = LitmusTable(description)
    for test in tests { table.add(test, try results(of: test, on: subject, description)) }
    StandardStream.output.write(table.text(inDetail: tests.count == 1 || against == .model))
    json?.write(json: Report("litmus", of: system(description), table.report))
    if table.forbidden > 0 { throw ExitCode(1) }
  }

  private func results(
    of test: LitmusTest, on subject: any ForkSubject, _ description: ForkSubjectDescription
  ) throws -> [LitmusResult] {
    var subject = subject
    let strategies = description.strategies.isEmpty ? [.copyOnPointerAccess] : description.strategies
    do {
      return try strategies.map {
        try test.run(on: &subject, describedBy: description, under: $0, tellingAllowed: against == .model)
      }
    } catch {
      throw SubjectFailure(description: "\(description.name) failed on \(test.name): \(error)")
    }
  }

  private func selectedTests() throws -> [LitmusTest] {
    let tests: [LitmusTest]
    do {
      tests = try LitmusCatalogue(directory: try catalogue ?? ProjectFiles.directory("Docs/Litmus")).tests
    } catch let error as LitmusError {
      throw UsageError("\(error)")
    }
    if names.isEmpty { return tests }
    return try names.flatMap { name in
      let found = tests.filter { $0.name == name || $0.name.hasPrefix(name + ".") }
      if found.isEmpty { throw UsageError(unknown: "litmus test", name, among: tests.map(\.name)) }
      return found
    }
  }

  private func system(_ description: ForkSubjectDescription) -> SystemUnderTest {
    command.isEmpty ? own.systemUnderTest : SystemUnderTest(name: description.name, command: command)
  }

  private func makeSubject() throws -> (any ForkSubject, ForkSubjectDescription) {
    if command.isEmpty { return (try own.factory().fork(.adversarial), try own.description()) }
    let subject = StdioForkSubject(command: command, timeout: timeout.duration)
    do {
      return (subject, try subject.describe())
    } catch {
      throw SubjectFailure(description: "\(command.joined(separator: " ")): \(error)")
    }
  }
}

/// The results of litmus tests: a line for each test, a column for each strategy, and below what was not allowed.
struct LitmusTable {
  private let description: ForkSubjectDescription
  private let columns: [String]
  private var rows: [(test: LitmusTest, results: [LitmusResult])] = []

  /// Begins a table of a subject.
  init(_ description: ForkSubjectDescription) {
    self.description = description
    columns = description.strategies.isEmpty ? [""] : description.strategies.map(\.rawValue)
  }

  /// Every result.
  private var results: [LitmusResult] { rows.flatMap(\.results) }

  /// What the report says.
  struct Results: Encodable {
    var results: [LitmusResult]
  }

  /// Every result, for other programs.
  var report: Results { Results(results: results) }

  /// How many outcomes were not allowed.
  var forbidden: Int { results.count { if case .forbidden = $0.verdict { true } else { false } } }

  /// Adds what came of a test, one result for each column.
  mutating func add(_ test: LitmusTest, _ results: [LitmusResult]) { rows.append((test, results)) }

  /// The table, whatever was not allowed step by step, and a summary.
  ///
  /// - Parameter inDetail: whether what was allowed is shown step by step too.
  func text(inDetail: Bool) -> String {
    let width = rows.map(\.test.name.count).max() ?? 0
    let head = "  \("".padded(to: width))  " + columns.map { $0.padded(to: 6) }.joined()
    var lines = ["Litmus tests of \(description.name):", ""]
    if columns != [""] { lines.append(head.trimmed) }
    for (test, results) in rows {
      let marks = results.map { mark($0.verdict).padded(to: 6) }.joined()
      lines.append("  \(test.name.padded(to: width))  \(marks)".trimmed + remark(results))
    }
    for (test, results) in rows {
      for result in results where inDetail || isForbidden(result) { lines += ["", ""] + details(test, result) }
    }
    return (lines + ["", summary]).joined(separator: "\n") + "\n"
  }

  private func isForbidden(_ result: LitmusResult) -> Bool {
    if case .forbidden = result.verdict { true } else { false }
  }

  private func mark(_ verdict: LitmusResult.Verdict) -> String {
    switch verdict {
    case .allowed: "✓"
    case .forbidden: "✗"
    case .notApplicable: "–"
    }
  }

  private func remark(_ results: [LitmusResult]) -> String {
    guard case .notApplicable(let reason)? = results.first?.verdict else { return "" }
    return "  \(reason)"
  }

  private func details(_ test: LitmusTest, _ result: LitmusResult) -> [String] {
    let strategy = result.strategy.map { " under \($0.rawValue)" } ?? ""
    var lines = ["\(mark(result.verdict)) \(test.name)\(strategy)", "", test.text.wrapped(indentation: 2), ""]
    for (index, line) in test.lines.enumerated() {
      lines.append("  \(index + 1)  \(line)")
      if index > 0, let allowed = result.allowedByModel, allowed.indices.contains(index - 1) {
        lines.append("     allowed  " + allowed[index - 1])
      }
      if index > 0, result.observations.indices.contains(index - 1) {
        lines.append("     → " + result.observations[index - 1])
      }
      if case .forbidden(let step, let expected, let observed) = result.verdict, index == step.map({ $0 + 1 }) ?? 0 {
        lines += ["     expected  \(expected)", "     observed  \(observed)"]
      }
    }
    return lines + ["", "  Rules: \(test.rules.joined(separator: ", "))"]
  }

  private var summary: String {
    let missing = results.count { if case .notApplicable = $0.verdict { true } else { false } }
    let allowed = results.count - forbidden - missing
    return "\(counted(rows.count, "test", "tests")): \(allowed) allowed, \(forbidden) forbidden, "
      + "\(missing) not applicable."
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
