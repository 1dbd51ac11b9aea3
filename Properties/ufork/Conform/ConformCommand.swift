import Architecture
import ArgumentParser
import Foundation
import Subjects

/// `ufork conform -- COMMAND…`: holds somebody's kernel against the specification of fork.
struct ConformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Tests a kernel that answers on its standard input and output, as Docs/ForkProtocol.md describes.",
    discussion: """
      The kernel says what it can do, and is given programs within that: with plain pointers only programs that hold of \
      every POSIX system, with level L1 the guarantees about the whole state as well. Counterexamples are kept as by \
      `ufork check`, and replayed the same way. Example: `ufork conform -- Examples/linux/linux-fork`.
      """)

  @Option(help: "Where all random choices come from; random unless told.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("How long to test, such as 60s or 2m.", valueName: "time"))
  var budget = "60s"

  @Option(help: ArgumentHelp("Test so many programs for each property instead.", valueName: "n"))
  var cases: Int?

  @Option(help: ArgumentHelp("How long the kernel may take to answer.", valueName: "time"))
  var timeout = "10s"

  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("Where counterexamples are kept.", valueName: "dir"))
  var failures = ".ufork/failures-of-others"

  @Argument(parsing: .postTerminator, help: ArgumentHelp("The kernel and its arguments.", valueName: "command"))
  var command: [String]

  mutating func validate() throws {
    if command.isEmpty { throw ValidationError("Name the command of the kernel behind `--`.") }
  }

  func run() async throws {
    let description = try description()
    StandardStream.output.write(
      "\(description.name): level \(description.level.rawValue), \(description.actions.count) actions.\n\n")
    try await CheckCommand.parse(try properties(description) + arguments(description)).run()
  }

  private func description() throws -> ForkSubjectDescription {
    let timeout = Duration.seconds(try BudgetOption.seconds(timeout))
    do {
      return try StdioForkSubject(command: command, timeout: timeout).describe()
    } catch {
      throw SubjectFailure(description: "\(command.joined(separator: " ")): \(error)")
    }
  }

  private func properties(_ description: ForkSubjectDescription) -> [String] {
    description.level == .inspection ? ["fork", "isolation"] : ["fork.transparency"]
  }

  private func arguments(_ description: ForkSubjectDescription) throws -> [String] {
    let json = String(decoding: try JSONEncoder().encode(command), as: UTF8.self)
    var arguments = ["--kernel-command", json, "--kernel-timeout", timeout, "--failures", failures]
    if !description.enforcesBounds { arguments.append("--plain") }
    for strategy in description.strategies.isEmpty ? [.copyOnPointerAccess] : description.strategies {
      arguments += ["--strategy", strategy.rawValue]
    }
    if let seed { arguments += ["--seed", "\(seed)"] }
    arguments += cases.map { ["--cases", "\($0)"] } ?? ["--budget", budget]
    return arguments + reports.arguments
  }
}
