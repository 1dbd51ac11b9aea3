import Architecture
import Foundation
import PropertySuite
import SystemsUnderTest
import Subprocess
import Testing

/// The schema of the fork protocol says what is said.
struct ProtocolSchemaTests {
  private let schema: JSONSchema
  private let encoder = JSONEncoder()

  init() throws { schema = try JSONSchema(path: UforkProcess.root + "/Docs/ForkProtocol.schema.json") }

  private func json(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func `Every action is one of the schema, in a request`() throws {
    for kind in ForkActionKind.allCases { #expect(kind.entry.samples.allSatisfy { $0.kind == kind }, "\(kind)") }
    for action in ForkActionKind.allCases.flatMap(\.entry.samples) {
      let access = ConcurrentAccess(at: 1, by: 0, thread: 0, .load(.byte, through: 0, offset: 0))
      let request = try json(ForkRequest.perform(ForkStep(0, thread: 1, action, meanwhile: access)))
      #expect(try schema.problem(with: request, as: "request") == nil)
    }
  }

  @Test(arguments: [
    Observation.done, .value(.max), .pointer(PointerView(CapabilityBits(metadata: 1, address: .max, tag: true))),
    .started(regionBase: 0, regionSize: 65536), .forked(regionBase: 65536), .reaped(1, .exited(255)),
    .reaped(1, .exited(.min)), .reaped(1, .signaled(.kill)), .executed(regionBase: 0), .mapped(address: 4096),
    .count(bytes: 512), .descriptor(number: 3), .descriptors(read: 3, write: 4), .signals(pending: [.user1]),
    .events(happened: [[.input, .hangUp], [], [.output, .error], [.invalid]]), .limits(soft: 0, hard: .max),
    .message(bytes: 0, priority: .max),
    .wouldBlock, .failed(.overflow), .killed(.page), .killed(.beyondObject), .signaled(.pipe),
    .interleaved(step: .done, access: .value(7)),
    .noSuchProcess, .unsupported,
  ])
  func `Every observation is one of the schema, in a reply`(observation: Observation) throws {
    #expect(try schema.problem(with: try json(ForkReply.observation(observation)), as: "reply") == nil)
  }

  @Test(arguments: ["implementation", "model"])
  func `Every message of a real conversation is as the schema says`(subject: String) async throws {
    var requests = [ForkRequest.hello(version: 2)]
    for test in try LitmusCatalogue(directory: UforkProcess.root + "/Docs/Litmus").tests {
      requests.append(.start(test.world))
      for step in test.steps { requests += [.perform(step.step), .inspect] }
    }
    let lines = try requests.map(json)
    for line in lines { #expect(try schema.problem(with: line, as: "request") == nil) }
    let result = try await Subprocess.run(
      .path(.init(UforkProcess.path)), arguments: ["serve", "--fork", "--subject", subject],
      input: .string(lines.joined(separator: "\n") + "\n"), output: .string(limit: 64 << 20))
    let replies = result.standardOutput.split(separator: "\n")
    #expect(replies.count == requests.count)
    for reply in replies { #expect(try schema.problem(with: reply, as: "reply") == nil, "\(reply.prefix(500))") }
  }

  @Test(arguments: [
    (#"{"perform":{"step":{"process":0}}}"#, "request"), (#"{"inspect":{"register":8}}"#, "action"),
    (#"{"load":{"width":3,"through":0,"offset":0}}"#, "action"), (#"{"wait":{},"pipe":{}}"#, "action"),
    (#"{"value":{"value":18446744073709551616}}"#, "observation"), (#"{"value":{"value":-1}}"#, "observation"),
    (#"{"failed":{"errno":"ENOMEM"}}"#, "observation"), (#"{"done":{"at":1}}"#, "observation"),
    (#"{"hello":{"version":1}}"#, "request"), (#"{"killed":{"refusal":"tag"}}"#, "observation"),
    (#"{"limit":{"resource":"stack"}}"#, "action"), (#"{"events":{"happened":["input"]}}"#, "observation"),
    (#"{"poll":{"entries":[{}]}}"#, "action"),
  ])
  func `What is none of the schema is told apart`(json: String, definition: String) throws {
    #expect(try schema.problem(with: json, as: definition) != nil)
  }
}
