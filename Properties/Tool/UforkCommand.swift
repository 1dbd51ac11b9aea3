import ArgumentParser
import PropertyTesting
import SystemsUnderTest

/// The root of the command line.
struct UforkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ufork",
    abstract: "Specifies and checks fork in a single address space, on CHERI capabilities.",
    discussion: """
      Start with `ufork check`. Exit codes: 0 all holds, 1 something does not, 2 the command can't be understood, \
      3 too little was seen to say, 4 the checker or a subject failed, 130 interrupted.
      """,
    version: Versions.text,
    subcommands: [
      CheckCommand.self, ReplayCommand.self, MutantsCommand.self, ExploreCommand.self, ListCommand.self,
      ExplainCommand.self, VectorsCommand.self, ConformCommand.self, LitmusCommand.self, RunCommand.self,
      ServeCommand.self, DriveCommand.self, BenchCommand.self, WorkerCommand.self, DocumentCommand.self,
    ]
  )
}

/// The versions of everything that others rely on.
enum Versions {
  /// The version of the program.
  static let program = "0.1.0"

  /// The version of the form of reports, which Docs/JSON.md describes.
  static let reports = 1

  /// What `--version` prints.
  static let text = """
    ufork \(program)
    failure files: version \(FailureFile.version)
    reports: version \(reports)
    fork protocol: version \(ForkProtocol.version)
    """
}
