import Emulator
import InProcess
import PropertySuite
import Subjects
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

  @Test(arguments: Mutation.allCases)
  func `A mutant can be explained, and every rule that it breaks exists`(mutant: Mutation) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["explain", mutant.name], in: directory)
    #expect(result.exitCode == 0)
    let breaks = result.output.split(separator: "\n").first { $0.contains("  breaks  ") }
    for citation in breaks?.split(whereSeparator: { ", ".contains($0) }).dropFirst().map(String.init) ?? []
    where citation.contains(".") {
      #expect(!names(citation).isEmpty, "\(mutant.name) breaks \(citation)")
    }
  }
}
