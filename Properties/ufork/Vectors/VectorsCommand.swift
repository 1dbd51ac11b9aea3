import ArgumentParser

/// `ufork vectors`: files of questions and answers, from others or for others.
struct VectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vectors",
    abstract: "Files of questions and answers.",
    subcommands: [VectorsCheckCommand.self, VectorsExportCommand.self])
}
