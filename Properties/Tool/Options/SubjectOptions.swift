import Architecture
import ArgumentParser
import Foundation
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest

/// What is checked: options that read the same in every command.
struct SubjectOptions: ParsableArguments {
  @OptionGroup var own: OwnSubjectOptions

  @Option(help: ArgumentHelp("Check only this capability format; may be repeated.", valueName: "name"))
  var format: [String] = []

  @Option(help: ArgumentHelp("Fork only with this strategy; may be repeated.", valueName: "name"))
  var strategy: [String] = []

  @Option(help: ArgumentHelp("The isolation level of the kernel.", valueName: "level"))
  var isolation: String = IsolationLevel.adversarial.rawValue

  @OptionGroup(visibility: .hidden)
  var machine: MachineAddressOptions

  @OptionGroup(visibility: .hidden)
  var kernel: KernelCommandOptions

  /// The parameters of the suite.
  func parameters() throws -> SuiteParameters {
    let formats = try format.map { try FormatName.named($0, "capability format") }
    let strategies = try strategy.map { try ForkStrategy.named($0, "fork strategy") }
    return SuiteParameters(
      formats: formats.isEmpty ? FormatName.allCases : formats,
      strategies: strategies.isEmpty ? ForkStrategy.allCases : strategies,
      isolation: try .named(isolation, "isolation level"), isPlain: kernel.plain)
  }

  /// The name of the deliberate mistake, if one is switched on.
  var mutant: String? { own.mutant }

  /// The properties of the suite, of the implementation with the mistake switched on.
  func properties() throws -> [any Property] {
    try properties(of: try factory())
  }

  /// The properties of the suite, of the subjects that a factory makes.
  func properties(of factory: SubjectFactory) throws -> [any Property] {
    try PropertyCatalogue.properties(of: factory, parameters: try parameters())
  }

  /// Those of some names or patterns.
  ///
  /// - Throws: ``UsageError`` for a name that is none, or is of a property that these options leave out.
  func properties(named names: [String], and others: [any Property] = []) throws -> [any Property] {
    let suite = try properties() + others
    for name in names where !suite.contains(where: { PropertySelection.matches(name, $0.name) }) {
      var parameters = try parameters()
      let isolation = parameters.isolation
      parameters.isolation = .adversarial
      if try PropertySelection.isName(name, of: PropertyCatalogue.properties(of: try factory(), parameters: parameters))
      {
        throw UsageError("“\(name)” is not promised, and so not checked, with --isolation \(isolation.rawValue).")
      }
      if try PropertySelection.isName(name, of: PropertyCatalogue.properties(of: try factory())) {
        throw UsageError("“\(name)” is not checked with --format \(format.joined(separator: " --format ")).")
      }
    }
    return try PropertySelection.of(names, among: suite)
  }

  /// What makes the subjects that are checked.
  func factory() throws -> SubjectFactory {
    var factory = try own.factory()
    if let remote = try machine.subject() {
      factory.machineMayDeviate = true
      factory.machine = { remote }
      factory.standardError = { remote.standardError }
    }
    if let subject = try kernel.subject() {
      factory.fork = { _ in SelectiveForkSubject(subject, only: kernel.only) }
      factory.standardError = { subject.standardError }
      factory.canRunShort = false
      factory.guests = nil
    }
    return factory
  }

  /// What is tested, as reports name it.
  var systemUnderTest: SystemUnderTest {
    if let command = try? kernel.command() { return SystemUnderTest(name: command[0], command: command) }
    if let machineAt = machine.machineAt { return SystemUnderTest(name: "the machine at \(machineAt)") }
    return own.systemUnderTest
  }

  /// The options as they would be typed.
  var arguments: [String] {
    var arguments = own.arguments + ["--isolation", isolation]
    for name in format { arguments += ["--format", name] }
    for name in strategy { arguments += ["--strategy", name] }
    arguments += machine.arguments
    arguments += kernel.arguments
    return arguments
  }

  /// What people call the system under test, for the names of files: the mutant, the program of somebody's kernel, the
  /// address of a machine, or which of ours it is.
  var systemName: String {
    if let mutant { return mutant }
    if let machineAt = machine.machineAt { return machineAt }
    if let program = (try? kernel.command())?.first { return String(program.split(separator: "/").last ?? "kernel") }
    return own.subject
  }

  /// What has to be typed behind `ufork replay FILE`: a file does not decide what is run or connected to.
  var replayArguments: String {
    let machineAt = machine.machineAt.map { " --rvfi-dii \($0.quotedForShell)" } ?? ""
    let command = (try? kernel.command() ?? machine.command()) ?? []
    return machineAt + (command.isEmpty ? "" : " -- " + command.map(\.quotedForShell).joined(separator: " "))
  }

  /// The options as they are kept in a failure file.
  var parametersOfFailures: [String: String] {
    var parameters = ["subject": own.subject, "isolation": isolation]
    if let mutant { parameters["mutant"] = mutant }
    if let kernelCommand = kernel.kernelCommand { parameters["kernel-command"] = kernelCommand }
    if let actions = kernel.kernelActions { parameters["kernel-actions"] = actions }
    if let machineAt = machine.machineAt { parameters["machine-at"] = machineAt }
    if kernel.plain { parameters["plain"] = "true" }
    return parameters
  }
}

/// Which of our own subjects is meant.
struct OwnSubjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who is checked: the implementation, or the model itself.", valueName: "name"))
  var subject: String = SubjectName.implementation.rawValue

  @Option(
    help: ArgumentHelp("Switch on a mistake, in a program that `make mutants` has built.", valueName: "name"))
  var mutant: String?

  /// Whether anything but the usual was typed.
  var isGiven: Bool { subject != SubjectName.implementation.rawValue || mutant != nil }

  /// Whose name it is.
  func name() throws -> SubjectName { try .named(subject, "subject") }

  /// What makes the subject; the mutant is switched on for all that this process does.
  func factory() throws -> SubjectFactory {
    let name = try name()
    if let mutant {
      try MutantFiles.requireBuiltIn([mutant])
      if name == .model { throw UsageError("The mutant \(mutant) is one of the implementation, not of the model.") }
    }
    Mutants.switchOn(mutant)
    return switch name {
    case .implementation: .implementation()
    case .model: .model()
    }
  }

  /// What the kernel says of itself.
  func description() throws -> ForkSubjectDescription {
    let name = try name() == .model ? "the model of ufork" : "the kernel of ufork"
    return .ours(named: name + (mutant.map { " with the mutant \($0)" } ?? ""))
  }

  /// What is tested, as reports name it.
  var systemUnderTest: SystemUnderTest { SystemUnderTest(name: "the \(subject) of ufork", mutant: mutant) }

  /// The options as they would be typed.
  var arguments: [String] { ["--subject", subject] + (mutant.map { ["--mutant", $0] } ?? []) }
}

extension RawRepresentable<String> where Self: CaseIterable {
  /// The value of a name that was typed.
  static func named(_ name: String, _ kind: String) throws -> Self {
    guard let value = Self(rawValue: name) else {
      throw UsageError(unknown: kind, name, among: Self.allCases.map(\.rawValue))
    }
    return value
  }
}

/// Who can be checked, by the names of the command line.
enum SubjectName: String, CaseIterable, ExpressibleByArgument {
  /// The emulator and the kernel.
  case implementation
  /// The specification itself.
  case model
}

/// A subject that could not be asked or did not answer; ends with exit code 4.
struct SubjectFailure: Error, CustomStringConvertible {
  var description: String
}

/// Somebody's kernel to be checked instead of ours, as `ufork conform` tells it to `ufork check` and its workers.
struct KernelCommandOptions: ParsableArguments {
  /// The command and its arguments, as a JSON array of strings.
  @Option(help: .hidden)
  var kernelCommand: String?

  /// How long the kernel may take to answer, such as `10s`.
  @Option(help: .hidden, transform: TimeSpan.init(typed:))
  var kernelTimeout = TimeSpan(seconds: 10)

  /// The actions to ask it for, with commas between, if not all that it performs.
  @Option(help: .hidden)
  var kernelActions: String?

  /// Whether its pointers are plain addresses.
  @Flag(help: .hidden)
  var plain = false

  /// The actions that the command is asked for, if not all that it performs.
  var only: Set<String>? { kernelActions.map { Set($0.split(separator: ",").map { String($0) }) } }

  /// The subject that the command is, if there is one: one process, which is started once and given world after world.
  func subject() throws -> StdioForkSubject? {
    try command().map { StdioForkSubject(command: $0, timeout: kernelTimeout.duration) }
  }

  /// The command and its arguments, if there is one.
  func command() throws -> [String]? {
    guard let kernelCommand else { return nil }
    guard let command = try? JSONDecoder().decode([String].self, from: Data(kernelCommand.utf8)), !command.isEmpty
    else {
      throw UsageError("The command of a kernel is a JSON array of strings, not “\(kernelCommand)”.")
    }
    return command
  }

  /// The options as they would be typed.
  var arguments: [String] {
    guard let kernelCommand else { return [] }
    return ["--kernel-command", kernelCommand, "--kernel-timeout", kernelTimeout.description]
      + (kernelActions.map { ["--kernel-actions", $0] } ?? []) + (plain ? ["--plain"] : [])
  }
}
