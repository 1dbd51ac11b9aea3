import Architecture
import ArgumentParser
import Emulator
import InProcess
import PropertySuite
import PropertyTesting
import Subjects

/// What is checked: options that read the same in every command.
struct SubjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who is checked: the implementation, or the model itself.", valueName: "name"))
  var subject: String = SubjectName.implementation.rawValue

  @Option(help: ArgumentHelp("Check only this capability format; may be repeated.", valueName: "name"))
  var format: [String] = []

  @Option(help: ArgumentHelp("Fork only with this strategy; may be repeated.", valueName: "name"))
  var strategy: [String] = []

  @Option(help: ArgumentHelp("The isolation level of the kernel.", valueName: "level"))
  var isolation: String = IsolationLevel.adversarial.rawValue

  @Option(help: ArgumentHelp("Switch on a deliberate mistake, to see it caught.", valueName: "name"))
  var mutant: String?

  @Option(help: .hidden)
  var machineAt: String?

  @OptionGroup(visibility: .hidden)
  var kernel: KernelCommandOptions

  /// The parameters of the suite.
  func parameters() throws -> SuiteParameters {
    let formats = try format.map { try Self.named($0, "capability format") as FormatName }
    let strategies = try strategy.map { try Self.named($0, "fork strategy") as ForkStrategy }
    return SuiteParameters(
      formats: formats.isEmpty ? FormatName.allCases : formats,
      strategies: strategies.isEmpty ? ForkStrategy.allCases : strategies,
      isolation: try Self.named(isolation, "isolation level"), isPlain: kernel.plain)
  }

  /// The deliberate mistake, if one is switched on.
  func mutation() throws -> Mutation? {
    try mutant.map { name in
      guard let mutation = Mutation(name: name) else {
        let names = Mutation.allCases.map(\.name)
        throw UsageError(unknown: "mutant", name, among: names, hint: "`ufork list mutants` shows all.")
      }
      return mutation
    }
  }

  /// The properties of the suite, of the implementation with the mistake switched on.
  func properties() throws -> [any Property] {
    try PropertyCatalogue.properties(of: try factory(), parameters: try parameters())
  }

  /// What makes the subjects that are checked.
  func factory() throws -> SubjectFactory {
    var factory = try ownFactory()
    if let machineAt {
      factory.machine = { try RVFIMachineSubject.connected(to: machineAt, timeout: .seconds(5)) }
    }
    if let subject = try kernel.subject() { factory.fork = { _ in subject() } }
    return factory
  }

  private func ownFactory() throws -> SubjectFactory {
    let mutation = try mutation()
    switch try Self.named(subject, "subject") as SubjectName {
    case .implementation: return .implementation(mutations: mutation.map { MutationSet($0) } ?? .none)
    case .model:
      if let mutation {
        throw UsageError("The mutant \(mutation.name) is one of the implementation, not of the model.")
      }
      return .model()
    }
  }

  /// The options as they would be typed.
  var arguments: [String] {
    var arguments = ["--subject", subject, "--isolation", isolation]
    for name in format { arguments += ["--format", name] }
    for name in strategy { arguments += ["--strategy", name] }
    if let mutant { arguments += ["--mutant", mutant] }
    if let machineAt { arguments += ["--machine-at", machineAt] }
    arguments += kernel.arguments
    return arguments
  }

  /// The options as they are kept in a failure file.
  var parametersOfFailures: [String: String] {
    var parameters = ["subject": subject, "isolation": isolation]
    if let mutant { parameters["mutant"] = mutant }
    if let kernelCommand = kernel.kernelCommand { parameters["kernel-command"] = kernelCommand }
    if kernel.plain { parameters["plain"] = "true" }
    return parameters
  }

  private static func named<Name: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ kind: String
  ) throws -> Name {
    guard let value = Name(rawValue: name) else {
      throw UsageError(unknown: kind, name, among: Name.allCases.map(\.rawValue))
    }
    return value
  }
}
