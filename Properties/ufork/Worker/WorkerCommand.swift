import ArgumentParser
import PropertyTesting

/// `ufork worker`: checks cases on behalf of another ufork process.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Checks cases on behalf of another ufork process.", shouldDisplay: false)

  @OptionGroup var subject: SubjectOptions

  @Option(help: ArgumentHelp("The file in which each case is announced.", valueName: "file"))
  var status: String

  func run() throws {
    let factory = try subject.factory()
    try WorkerLoop.run(
      properties: try subject.properties(of: factory) + CanaryProperties.all, status: status,
      standardError: factory.standardError)
  }
}
