import Architecture
import Foundation
import Subjects
import Testing

struct WireFormTests {
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test(arguments: [
    (ForkAction.load(.double, through: 0, offset: -16), #"{"load":{"offset":-16,"through":0,"width":8}}"#),
    (
      ForkAction.store(.byte, value: 255, through: 7, offset: 0),
      #"{"store":{"offset":0,"through":7,"value":255,"width":1}}"#
    ),
    (ForkAction.storePointer(3, through: 0, offset: 32), #"{"storePointer":{"from":3,"offset":32,"through":0}}"#),
    (ForkAction.fork(child: 1, strategy: .copyOnPointerAccess), #"{"fork":{"child":1,"strategy":"copa"}}"#),
    (ForkAction.fork(child: 1, strategy: nil), #"{"fork":{"child":1}}"#),
    (ForkAction.wait, #"{"wait":{}}"#),
    (ForkAction.inspect(2), #"{"inspect":{"register":2}}"#),
  ])
  func `An action reads the same on the wire in every version`(action: ForkAction, expected: String) throws {
    #expect(try Self.json(action) == expected)
    #expect(try JSONDecoder().decode(ForkAction.self, from: Data(expected.utf8)) == action)
  }

  @Test(arguments: [
    (Observation.value(.max), #"{"value":{"value":18446744073709551615}}"#),
    (Observation.reaped(2, .exited(7)), #"{"reaped":{"process":2,"status":{"exited":{"status":7}}}}"#),
    (Observation.failed(.noMemory), #"{"failed":{"errno":12}}"#),
    (Observation.killed(.page), #"{"killed":{"refusal":"page"}}"#),
    (
      Observation.pointer(PointerView(CapabilityBits(metadata: 1, address: 2, tag: true))),
      #"{"pointer":{"view":{"bits":{"address":2,"metadata":1,"tag":true}}}}"#
    ),
  ])
  func `An observation reads the same on the wire in every version`(observation: Observation, expected: String) throws {
    #expect(try Self.json(observation) == expected)
    #expect(try JSONDecoder().decode(Observation.self, from: Data(expected.utf8)) == observation)
  }

  @Test func `A register that does not exist is refused`() {
    let text = #"{"inspect":{"register":8}}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ForkAction.self, from: Data(text.utf8)) }
  }
}
