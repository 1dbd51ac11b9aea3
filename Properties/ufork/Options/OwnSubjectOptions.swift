import ArgumentParser
import InProcess
import Subjects

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
