import Architecture
import Foundation
import Adapters
import JSONReading
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Subprocess
import Testing

/// Every number that may stand in a file or a message, replaced by numbers at their limits: whatever reads it answers
/// in words or goes on, and never ends by a signal.
struct NumberLimitTests {
  private static let limits = [
    "-1", "-9223372036854775808", "256", "65536", "1048576", "2147483648", "9007199254740992", "9223372036854775807",
    "18446744073709551615", "18446744073709551616", "1e300", "0.5",
  ]

  /// A text with each of its numbers replaced by each of the limits.
  private static func variants(of text: String) throws -> [String] {
    let node = try StrictJSON.parse(text.utf8)
    return (0..<node.numbers).flatMap { index in
      limits.map { limit in
        var remaining = index
        return node.text(replacing: &remaining, by: limit)
      }
    }
  }

  private static let world = ForkWorld(
    regionSizeLog2: 16,
    segments: [
      .init(.text, pages: 1), .init(.globalOffsetTable, pages: 1), .init(.data, pages: 1), .init(.heap, pages: 2),
    ],
    strategy: .copyOnPointerAccess, frames: 64, regions: 8)

  @Test(arguments: ["implementation", "model"])
  func `A kernel that is served answers every number in words`(subject: String) async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    func json(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    let start = try json(ForkRequest.start(Self.world))
    var requests = try Self.variants(of: start)
    for action in ForkActionKind.allCases.flatMap(\.entry.samples) {
      let step = try json(ForkRequest.perform(ForkStep(0, action)))
      for variant in try Self.variants(of: step) { requests += [start, variant] }
    }
    let result = try await Subprocess.run(
      .path(.init(UforkProcess.path)), arguments: ["serve", "--fork", "--subject", subject],
      input: .string(requests.joined(separator: "\n") + "\n"), output: .string(limit: 64 << 20))
    let replies = result.standardOutput.split(separator: "\n")
    #expect(result.terminationStatus == .exited(0))
    #expect(
      replies.count == requests.count, "\(requests.indices.contains(replies.count) ? requests[replies.count] : "")")
    for (request, reply) in zip(requests, replies) {
      #expect(reply.hasPrefix(#"{"observation""#) || reply.hasPrefix(#"{"failure""#), "\(request): \(reply)")
      #expect(!reply.contains("Swift.") && !reply.contains("debugDescription"), "\(request): \(reply)")
    }
  }

  @Test func `Every property answers a case with any number in words`() throws {
    var count = 0
    for property in try PropertyCatalogue.properties(of: .implementation()) {
      for index in 0..<2 {
        for text in try property.variants(of: index, Self.variants) {
          var property = property
          let examination = property.examine(json: text)
          count += 1
          switch examination.outcome {
          // A law of derived capabilities fails for words that nothing derives: that is an answer in words, too.
          case .holds, .discarded, .fails: break
          case .breaks(let reason):
            #expect(!reason.contains("Swift.") && !reason.contains("debugDescription"), "\(property.name): \(reason)")
          case .crashes, .hangs: Issue.record("\(property.name): \(text.prefix(400)): \(examination.outcome)")
          }
        }
      }
    }
    #expect(count > 1000)
    print("\(count) cases with numbers at their limits")
  }
}

extension Property {
  /// A small generated case with its numbers replaced.
  fileprivate func variants(of index: Int, _ replace: (String) throws -> [String]) throws -> [String] {
    var property = self
    let text = property.examine(ChoiceSource(seed: UInt64(index), size: 4), checking: false).testCase
    return text.isEmpty ? [] : try replace(text)
  }
}

extension JSONReading.JSONNode {
  /// How many numbers stand in it.
  fileprivate var numbers: Int {
    switch content {
    case .number: 1
    case .array(let elements): elements.reduce(0) { $0 + $1.numbers }
    case .object(let members): members.reduce(0) { $0 + $1.value.numbers }
    case .null, .boolean, .string: 0
    }
  }

  /// The value as text with one of its numbers replaced.
  fileprivate func text(replacing remaining: inout Int, by digits: String) -> String {
    switch content {
    case .null: return "null"
    case .boolean(let value): return "\(value)"
    case .string(let text): return "\"\(text)\""
    case .number(let own):
      defer { remaining -= 1 }
      return remaining == 0 ? digits : own
    case .array(let elements):
      let texts = elements.map { $0.text(replacing: &remaining, by: digits) }
      return "[\(texts.joined(separator: ","))]"
    case .object(let members):
      let texts = members.map { "\"\($0.key)\":" + $0.value.text(replacing: &remaining, by: digits) }
      return "{\(texts.joined(separator: ","))}"
    }
  }
}
