import ArgumentParser
import Book
import PropertySuite
import PropertyTesting

/// `ufork explain RULE`: what a rule says and what exercises it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows a rule of the specification, what exercises it and what breaks it.",
    discussion: """
      Takes the name of a rule (`cap.setBounds.tag`), the first words of several (`cap.setBounds`), a property or a \
      mutant.
      """)

  @Argument(help: ArgumentHelp("A rule, a property or a mutant.", valueName: "rule"))
  var name: String

  func run() throws {
    let properties = try SubjectOptions.parse([]).properties()
    let mutants = try MutantFiles.all()
    let rules = Rule.all.filter { $0.isMeant(by: name) }
    if !rules.isEmpty {
      print(rules.map { Self.text(of: $0, properties, mutants) }.joined(separator: "\n\n"))
    } else if let property = properties.first(where: { $0.name == name }) {
      print(Self.text(of: property))
    } else if let mutant = mutants.first(where: { $0.name == name }) {
      print(Self.text(of: mutant, properties))
    } else {
      let names = Rule.all.map(\.name) + properties.map(\.name) + mutants.map(\.name)
      throw UsageError(unknown: "rule", name, among: names, hint: "Docs/Specification.md shows all.")
    }
  }

  private static func text(of rule: Rule, _ properties: [any Property], _ mutants: [MutantFile]) -> String {
    let citing = properties.filter { $0.rules.contains(where: rule.isMeant) }.map(\.name)
    let breaking = mutants.filter { $0.rules.contains(where: rule.isMeant) }.map(\.name)
    return """
      \(rule.name)
      \(rule.text.wrapped(indentation: 2))

        stated in     \(rule.file)
        exercised by  \(citing.isEmpty ? "no property" : citing.joined(separator: ", "))
        broken by     \(breaking.isEmpty ? "no mutant" : breaking.joined(separator: ", "))
      """
  }

  private static func text(of property: any Property) -> String {
    let requirements = property.requirements
    var lines = [property.name, property.guarantee.wrapped(indentation: 2), ""]
    lines.append("  needs      \(counted(requirements.cases, "case", "cases"))")
    for (label, share) in requirements.shares.sorted(by: { $0.key < $1.key }) {
      lines.append("             “\(label)” in \((share * 1000).rounded() / 10) % of them")
    }
    lines.append("  exercises  \(property.rules.isEmpty ? "no rule by name" : property.rules.joined(separator: ", "))")
    return lines.joined(separator: "\n")
  }

  private static func text(of mutant: MutantFile, _ properties: [any Property]) -> String {
    let exercising = properties.filter { property in
      property.rules.contains { rule in mutant.rules.contains { $0 == rule || $0.hasPrefix(rule + ".") } }
    }.map(\.name)
    return """
      \(mutant.name)
      \(mutant.sentence.wrapped(indentation: 2))

        breaks        \(mutant.rules.joined(separator: ", "))
        exercised by  \(exercising.isEmpty ? "no property" : exercising.joined(separator: ", "))
        caught by     \(mutant.properties.joined(separator: ", "))
        met in        \(mutant.origin)
        try it        make mutant NAME=\(mutant.name)
      """
  }
}
