import Book
import Adapters
import PropertySuite
import SystemsUnderTest
import Testing

/// Rules, properties and mutants refer to one another by name.
struct RuleTests {
  private func names(_ citation: String) -> [String] {
    Rule.all.map(\.name).filter { $0 == citation || $0.hasPrefix(citation + ".") }
  }

  @Test func `Every rule that a property cites exists`() throws {
    for property in try PropertyCatalogue.properties(of: .implementation()) {
      for citation in property.rules {
        #expect(!names(citation).isEmpty, "\(property.name) cites \(citation)")
      }
    }
  }

  @Test func `The properties have distinct names`() throws {
    let names = try PropertyCatalogue.properties(of: .implementation()).map(\.name)
    #expect(Set(names).count == names.count)
  }

  private static let mutants = try? MutantFile.all(in: UforkProcess.root + "/Tests/Mutants")

  @Test func `Whatever the file of a mutant names exists: rules, properties, litmus tests`() throws {
    let mutants = try #require(Self.mutants)
    let properties = Set(try PropertyCatalogue.properties(of: .implementation()).map(\.name))
    let tests = Set(try LitmusCatalogue(directory: UforkProcess.root + "/Docs/Litmus").tests.map(\.name))
    #expect(!mutants.isEmpty)
    for mutant in mutants {
      for rule in mutant.rules { #expect(!names(rule).isEmpty, "\(mutant.name) breaks \(rule)") }
      #expect(!mutant.properties.isEmpty && properties.isSuperset(of: mutant.properties), "\(mutant.name)")
      #expect(tests.isSuperset(of: mutant.litmus), "\(mutant.name): \(mutant.litmus)")
    }
  }

  @Test func `A mutant can be explained, and tried only in a program that was built with it`() async throws {
    let directory = try TemporaryDirectory()
    let mutant = try #require(Self.mutants?.first)
    let explained = try await UforkProcess.run(["explain", mutant.name], in: directory)
    #expect(explained.exitCode == 0, "\(explained.errors)")
    #expect(explained.output.contains("make mutant NAME=\(mutant.name)"))
    for arguments in [["check", "--mutant", mutant.name], ["mutants"], ["mutants", mutant.name]]
    where Mutants.names.isEmpty {
      let result = try await UforkProcess.run(arguments, in: directory)
      #expect(result.exitCode == 2)
      #expect(result.errors.contains("built into this program. `make mutants` builds one"), "\(result.errors)")
    }
  }
}
