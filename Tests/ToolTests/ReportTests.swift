import Foundation
import Adapters
import PropertySuite
import PropertyTesting
import Testing

/// What every report for other programs says of itself, and what no JSON for people contains.
struct ReportTests {
  /// What every report begins with.
  private struct Header: Decodable {
    struct System: Decodable {
      var name: String
      var mutant: String?
    }

    var report: String
    var version: Int
    var ufork: String
    var command: [String]
    var time: String
    var system: System?
    var seed: UInt64?
  }

  @Test(arguments: [
    (["check", "canary.fails", "--seed", "7", "--cases", "10"], "check", "the implementation of ufork", UInt64(7)),
    (
      ["litmus", "--catalogue", UforkProcess.root + "/Docs/Litmus", "pipes"], "litmus", "the implementation of ufork",
      nil
    ),
    (["explore", "--depth", "1", "--world", "lineage"], "explore", "the implementation of ufork", nil),
  ])
  func `A report says of what program, command, time, system and seed it is`(
    arguments: [String], name: String, system: String, seed: UInt64?
  ) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(arguments + ["--json", "report.json"], in: directory)
    let data = try Data(contentsOf: URL(filePath: directory.path + "/report.json"))
    let header = try JSONDecoder().decode(Header.self, from: data)
    #expect(header.report == name, "\(result.errors)")
    #expect(header.version == 1)
    #expect(header.ufork == "0.1.0")
    #expect(header.command == ["ufork"] + arguments + ["--json", "report.json"])
    #expect(header.time.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    #expect(header.system?.name == system)
    #expect(header.system?.mutant == nil)
    #expect(header.seed == seed)
    #expect(!String(decoding: data, as: UTF8.self).contains(#""_0""#))
  }

  @Test func `No case of any property has a member without a name`() throws {
    for property in try PropertyCatalogue.properties(of: .implementation()) {
      for index in 0..<20 {
        let text = property.caseText(index)
        #expect(!text.contains(#""_0""#) && !text.contains(#""_1""#), "\(property.name): \(text.prefix(300))")
      }
    }
  }
}

extension Property {
  /// A generated case as JSON; empty if the generator gives up.
  fileprivate func caseText(_ index: Int) -> String {
    let source = ChoiceSource(seed: UInt64(index), size: 60)
    var property = self
    return property.examine(source, checking: false).testCase
  }
}
