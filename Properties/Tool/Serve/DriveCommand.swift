import ArgumentParser
import Foundation
import PropertySuite

/// `ufork drive`: tests somebody's machine, at the other end of a connection, against the Model.
struct DriveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drive",
    abstract: "Tests a machine that speaks RVFI-DII against the Model, and shrinks what it finds.",
    discussion: """
      The machine must be CHERI-RISC-V as of ISAv9 in the cc128 format, with the reset state that `ufork serve --help` \
      describes. A machine that ends the connection, stalls or answers nonsense is a finding like a wrong answer: it is \
      connected to again, and the instructions that bring it about are shortened. A command behind `--` is started, and \
      again whenever it has ended. Where the machine answers as Docs/Deviations.md knows that machines do, the test goes \
      on from there, and such answers are counted by rule. Counterexamples are kept as by `ufork check`; exit codes are \
      the same.

      Examples: `ufork drive --rvfi-dii 127.0.0.1:5555`, \
      `ufork drive --rvfi-dii 127.0.0.1:5555 -- ufork serve --rvfi-dii 5555`.
      """)

  @Option(
    help: ArgumentHelp("Where the machine listens.", valueName: "host:port"), transform: MachineAddress.typed)
  var rvfiDii: String

  @OptionGroup var effort: EffortOptions

  @Option(
    help: ArgumentHelp(
      "How long the machine may take to answer, or to listen again; 10s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var timeout = TimeSpan(seconds: 10)

  @Flag(help: "End with the first counterexample.")
  var failFast = false

  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("Where counterexamples are kept.", valueName: "dir"))
  var failures = ".ufork/failures-of-others"

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program that is the machine, to be started.", valueName: "command"))
  var command: [String] = []

  func run() async throws {
    // One connection serves one worker; it is made when the worker first needs the machine.
    var arguments = ["machine.agreement", "--workers", "1", "--machine-at", rvfiDii, "--failures", failures]
    arguments += ["--machine-timeout", timeout.description]
    if !command.isEmpty {
      arguments += ["--machine-command", String(decoding: try JSONEncoder().encode(command), as: UTF8.self)]
    }
    // One answer may take as long as the timeout, and a case asks for many; a case is given up only after that.
    let limits = (min(86_400, 100 * timeout.seconds), min(86_400, max(10, 6 * timeout.seconds)))
    arguments += ["--case-limit", "\(limits.0)s", "--shortening-limit", "\(limits.1)s"]
    if failFast { arguments.append("--fail-fast") }
    var check = try CheckCommand.parse(arguments + effort.arguments)
    check.reports = reports
    let report = try await check.check()
    for line in TablesText.lines(report, only: MachineTables.knownRules) { print(line) }
    check.reports.write(report, as: "drive", subject: check.subject)
    try check.reports.end(with: report)
  }
}
