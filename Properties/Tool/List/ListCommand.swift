import Architecture
import ArgumentParser
import Book
import Guests

/// `ufork list`: what can be named on the command line.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Shows what can be named: properties, mutants, subjects, guests, and what options take.")

  @Argument(help: "Show only: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: Kind?

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case properties, mutants, subjects, guests, formats, strategies, levels
  }

  func run() throws {
    for kind in kind.map({ [$0] }) ?? Kind.allCases {
      if self.kind == nil { print(kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()) }
      for entry in try Self.entries(kind) {
        print(self.kind == nil ? "  \(entry)" : entry)
      }
      if self.kind == nil { print() }
    }
  }

  private static func entries(_ kind: Kind) throws -> [String] {
    switch kind {
    case .properties:
      let properties = try SubjectOptions.parse([]).properties()
      let width = properties.map(\.name.count).max() ?? 0
      return properties.map { $0.name.padded(to: width) + "  " + $0.guarantee }
    case .mutants:
      let mutants = try MutantFiles.all()
      let width = mutants.map(\.name.count).max() ?? 0
      return mutants.map { $0.name.padded(to: width) + "  " + $0.sentence }
    case .subjects: return SubjectName.allCases.map(\.rawValue)
    case .guests:
      let width = Guest.allCases.map(\.rawValue.count).max() ?? 0
      return Guest.allCases.map { $0.rawValue.padded(to: width) + "  " + $0.summary }
    case .formats: return FormatName.allCases.map(\.rawValue)
    case .strategies: return ForkStrategy.allCases.map(\.rawValue)
    case .levels: return IsolationLevel.allCases.map(\.rawValue)
    }
  }
}
