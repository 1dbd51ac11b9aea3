import Foundation
import PropertySuite
import SystemsUnderTest
import Testing

/// The litmus tests, whose outcomes are written by hand, and who passes them.
struct LitmusTests {
  private static let directory = UforkProcess.root + "/Docs/Litmus"

  private static func litmus(_ arguments: [String]) async throws -> UforkProcess {
    try await UforkProcess.run(["litmus", "--catalogue", directory] + arguments, in: TemporaryDirectory())
  }

  @Test func `Every test is short, illustrates rules that there are, and says what it is about`() throws {
    let tests = try LitmusCatalogue(directory: Self.directory).tests
    #expect(tests.count >= 100)
    let rules = Set(Rule.all.map(\.name))
    for test in tests {
      #expect((3...8).contains(test.steps.count), "\(test.name) has \(test.steps.count) steps")
      #expect(!test.rules.isEmpty && test.rules.allSatisfy(rules.contains), "\(test.name): \(test.rules)")
      #expect(test.text.hasSuffix("."), "\(test.name)")
      #expect(test.steps.allSatisfy { !$0.allowed.isEmpty }, "\(test.name)")
    }
  }

  @Test(arguments: ["model", "implementation"])
  func `Model and kernel show only what is allowed, under every strategy`(subject: String) async throws {
    let result = try await Self.litmus(["--subject", subject])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" 0 forbidden, 0 not applicable."))
  }

  @Test func `A kernel over the wire is held against the same tests, as far as it goes`() async throws {
    let result = try await Self.litmus(["processes", "sentries.register", "--", UforkProcess.path, "serve", "--fork"])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasPrefix("Litmus tests of the kernel of ufork:\n"))
  }

  @Test func `A test that there is not is named, with the nearest`() async throws {
    let result = try await Self.litmus(["relatives.grandchid"])
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("There is no litmus test “relatives.grandchid”. Nearest: relatives.grandchild"))
  }

  @Test(arguments: [
    #"{"value":{"value":7}}"#, #"{"under":["coa","copa"],"value":{"known":255,"value":7}}"#, #"{"forked":{}}"#,
    #"{"address":{"of":0,"offset":4096}}"#, #"{"pointer":{"address":-16,"base":0,"tag":true,"top":4096}}"#,
    #"{"under":["copy"],"wouldBlock":{}}"#, #"{"reaped":{"process":1,"status":{"exited":{"status":7}}}}"#,
  ])
  func `An allowed outcome reads the same in every version`(json: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let outcome = try JSONDecoder().decode(AllowedOutcome.self, from: Data(json.utf8))
    #expect(String(decoding: try encoder.encode(outcome), as: UTF8.self) == json)
  }
}
