import ArgumentParser
import Emulator
import InProcess
import Subjects

/// Which of our own subjects is meant.
struct OwnSubjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who is checked: the implementation, or the model itself.", valueName: "name"))
  var subject: String = SubjectName.implementation.rawValue

  @Option(help: ArgumentHelp("Switch on a deliberate mistake, to see it caught.", valueName: "name"))
  var mutant: String?

  /// Whether anything but the usual was typed.
  var isGiven: Bool { subject != SubjectName.implementation.rawValue || mutant != nil }

  /// Whose name it is.
  func name() throws -> SubjectName { try .named(subject, "subject") }

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

  /// What makes the subject, with the mistake switched on.
  func factory() throws -> SubjectFactory {
    let mutation = try mutation()
    switch try name() {
    case .implementation: return .implementation(mutations: mutation.map { MutationSet($0) } ?? .none)
    case .model:
      if let mutation {
        throw UsageError("The mutant \(mutation.name) is one of the implementation, not of the model.")
      }
      return .model()
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
