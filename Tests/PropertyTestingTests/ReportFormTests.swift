import Foundation
import PropertyTesting
import Testing

/// The forms that reports and failure files have in JSON, as Docs/JSON.md describes them.
struct ReportFormTests {
  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func expect<Value: Codable & Equatable>(_ value: Value, _ text: String) throws {
    #expect(try json(value) == text)
    #expect(try JSONDecoder().decode(Value.self, from: Data(text.utf8)) == value)
  }

  @Test(arguments: [
    (Outcome.holds, #"{"verdict":"holds"}"#), (.discarded("no world"), #"{"reason":"no world","verdict":"discarded"}"#),
    (.crashes("signal 11"), #"{"reason":"signal 11","verdict":"crashes"}"#),
    (.hangs("after 10 s"), #"{"reason":"after 10 s","verdict":"hangs"}"#),
    (.breaks("no subject"), #"{"reason":"no subject","verdict":"breaks"}"#),
    (
      .fails(Failure("It holds.", step: 2, expected: "1", observed: "2", explanation: ["why"])),
      #"{"expected":"1","explanation":["why"],"guarantee":"It holds.","observed":"2","step":2,"verdict":"fails"}"#
    ),
  ])
  func `An outcome is one object with a verdict`(outcome: Outcome, text: String) throws {
    try Self.expect(outcome, text)
  }

  @Test(arguments: [
    (Conclusion.holds, #"{"verdict":"holds"}"#),
    (.breaks("no subject"), #"{"reason":"no subject","verdict":"breaks"}"#),
    (
      .inconclusive([.cases(20, needed: 500), .share(label: "reuse", cases: 1, of: 20, needed: 0.25)]),
      #"{"shortfalls":[{"cases":20,"needed":500},{"cases":1,"needed":0.25,"of":20,"situation":"reuse"}],"#
        + #""verdict":"inconclusive"}"#
    ),
  ])
  func `A conclusion is one object with a verdict`(conclusion: Conclusion, text: String) throws {
    try Self.expect(conclusion, text)
  }

  @Test func `A budget is a number of cases or of seconds`() throws {
    try Self.expect(Budget.cases(500), #"{"cases":500}"#)
    try Self.expect(Budget.seconds(0.5), #"{"seconds":0.5}"#)
  }

  @Test func `The case of a counterexample is a value, not text`() throws {
    let kept = """
      {"case":{"words":[1,18446744073709551615]},"choices":[7],"index":3,"isReproducible":true,\
      "outcome":{"reason":"signal 11","verdict":"crashes"},"property":"p","seed":9,\
      "shrinking":{"evaluations":0,"improvements":0,"isComplete":false,"seconds":0,"stepsAfter":0,"stepsBefore":0},\
      "steps":["one"]}
      """
    let counterexample = try JSONDecoder().decode(Counterexample.self, from: Data(kept.utf8))
    #expect(counterexample.testCase == #"{"words":[1,18446744073709551615]}"#)
    #expect(try Self.json(counterexample) == kept)
  }
}
