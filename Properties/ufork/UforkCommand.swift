import ArgumentParser

/// The root of the command line.
@main
struct UforkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ufork",
    abstract: "Specifies and checks fork in a single address space, on CHERI capabilities.",
    version: "0.1.0",
    subcommands: [VectorsCommand.self]
  )
}
