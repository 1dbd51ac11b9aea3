import ArgumentParser
import PropertySuite

/// `ufork drive`: tests somebody's machine, at the other end of a connection, against the Model.
struct DriveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drive",
    abstract: "Tests a machine that speaks RVFI-DII against the Model, and shrinks what it finds.",
    discussion: """
      The machine must be CHERI-RISC-V as of ISAv9 in the cc128 format, with the reset state that `ufork serve --help` \
      describes. Counterexamples are kept as by `ufork check`. Where the machine answers as Docs/Deviations.md knows that \
      machines do, the test goes on from there, and such answers are counted by rule.
      """)

  @Option(
    help: ArgumentHelp("Where the machine listens.", valueName: "host:port"), transform: MachineAddress.typed)
  var rvfiDii: String

  @OptionGroup var effort: EffortOptions

  @Option(help: ArgumentHelp("Where counterexamples are kept.", valueName: "dir"))
  var failures = ".ufork/failures-of-others"

  func run() async throws {
    // One connection serves one worker; it is made when the worker first needs the machine.
    var arguments = ["machine.agreement", "--workers", "1", "--machine-at", rvfiDii, "--failures", failures]
    arguments += effort.arguments
    let check = try CheckCommand.parse(arguments)
    let report = try await check.check()
    for line in TablesText.lines(report, only: MachineTables.knownRules) { print(line) }
    check.reports.write(report, subject: check.subject)
    try check.reports.end(with: report)
  }
}
