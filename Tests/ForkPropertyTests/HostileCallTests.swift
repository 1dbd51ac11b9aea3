import Architecture
import Foundation
import InProcess
import Testing

@Suite struct HostileCallTests {
  @Test func `Hostile calls let nothing out, and fail with the errors that are specified for them`() throws {
    var calls = try HostileCalls(seed: 2)
    try calls.run(count: 3_000_000)
    let specified = try Self.specifiedErrors()
    for call in SystemCall.allCases {
      let endings = try #require(calls.endings[call], "\(call.name) was never made")
      let observed = Set(endings.keys.compactMap { if case .failed(let error) = $0 { "\(error)" } else { nil } })
      let errors = try #require(specified[call.name], "\(call.name) is not documented")
      #expect(observed.subtracting(errors).isEmpty, "\(call.name) must not fail with these")
      #expect(errors.subtracting(observed).isEmpty, "\(call.name) never failed with these")
    }
  }

  /// What Docs/SystemCalls.md says of every call: the table with the columns call, errors, notes.
  private static func specifiedErrors() throws -> [String: Set<String>] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let page = try String(contentsOf: root.appending(path: "Docs/SystemCalls.md"), encoding: .utf8)
    var errors: [String: Set<String>] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      let names = Set(cells[2].matches(of: /E[A-Z0-9]+/).map { String($0.output) })
      for call in cells[1].matches(of: /`(\w+)`/) { errors[String(call.1)] = names }
    }
    return errors
  }
}
