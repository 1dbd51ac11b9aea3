import Architecture
import Foundation
import SystemsUnderTest
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
    (ForkAction.execute, #"{"execute":{}}"#),
    (ForkAction.joinThread(thread: 1), #"{"joinThread":{"thread":1}}"#),
    (
      ForkAction.map(into: 3, pages: 2, protection: [.write, .read], isShared: false),
      #"{"map":{"into":3,"isShared":false,"pages":2,"protection":["read","write"]}}"#
    ),
    (
      ForkAction.write(descriptor: 4, through: 0, length: 16),
      #"{"write":{"descriptor":4,"length":16,"through":0}}"#
    ),
    (ForkAction.duplicate(descriptor: 3, onto: nil), #"{"duplicate":{"descriptor":3}}"#),
    (ForkAction.duplicate(descriptor: 3, onto: 5), #"{"duplicate":{"descriptor":3,"onto":5}}"#),
    (
      ForkAction.open(file: 0, access: .readWrite, options: [.create]),
      #"{"open":{"access":"readWrite","file":0,"options":["create"]}}"#
    ),
    (
      ForkAction.readVector(descriptor: 3, buffers: [Buffer(through: 0, length: 16)]),
      #"{"readVector":{"buffers":[{"length":16,"through":0}],"descriptor":3}}"#
    ),
    (
      ForkAction.poll(entries: [PollEntry(descriptor: 3, input: true, output: false)]),
      #"{"poll":{"entries":[{"descriptor":3,"input":true,"output":false}]}}"#
    ),
    (
      ForkAction.openQueue(queue: 0, access: .readWrite, options: [.create], messages: 4, size: 64),
      #"{"openQueue":{"access":"readWrite","messages":4,"options":["create"],"queue":0,"size":64}}"#
    ),
    (ForkAction.clock, #"{"clock":{}}"#),
    (
      ForkAction.setLimit(resource: .descriptors, soft: 8, hard: .max),
      #"{"setLimit":{"hard":18446744073709551615,"resource":"descriptors","soft":8}}"#
    ),
    (ForkAction.seek(descriptor: 3, offset: -8, from: .end), #"{"seek":{"descriptor":3,"from":"end","offset":-8}}"#),
    (
      ForkAction.setAction(signal: .user1, disposition: .standard),
      #"{"setAction":{"disposition":"default","signal":30}}"#
    ),
    (
      ForkAction.mask(change: .block, signals: [.user1, .terminate]),
      #"{"mask":{"change":"block","signals":[15,30]}}"#
    ),
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
    (Observation.reaped(1, .signaled(.kill)), #"{"reaped":{"process":1,"status":{"signaled":{"signal":9}}}}"#),
    (Observation.signaled(.pipe), #"{"signaled":{"signal":13}}"#),
    (
      Observation.interleaved(step: .wouldBlock, access: .value(7)),
      #"{"interleaved":{"access":{"value":{"value":7}},"step":{"wouldBlock":{}}}}"#
    ),
    (Observation.mapped(address: 73728), #"{"mapped":{"address":73728}}"#),
    (Observation.descriptors(read: 3, write: 4), #"{"descriptors":{"read":3,"write":4}}"#),
    (
      Observation.events(happened: [[.hangUp, .input], []]), #"{"events":{"happened":[["input","hangUp"],[]]}}"#
    ),
    (Observation.limits(soft: 8, hard: .max), #"{"limits":{"hard":18446744073709551615,"soft":8}}"#),
    (Observation.message(bytes: 5, priority: 31), #"{"message":{"bytes":5,"priority":31}}"#),
    (Observation.signals(pending: [.user1]), #"{"signals":{"pending":[30]}}"#),
    (
      Observation.pointer(PointerView(CapabilityBits(metadata: 1, address: 2, tag: true))),
      #"{"pointer":{"view":{"bits":{"address":2,"metadata":1,"tag":true}}}}"#
    ),
  ])
  func `An observation reads the same on the wire in every version`(observation: Observation, expected: String) throws {
    #expect(try Self.json(observation) == expected)
    #expect(try JSONDecoder().decode(Observation.self, from: Data(expected.utf8)) == observation)
  }

  @Test(arguments: [
    (ForkStep(1, .wait), #"{"action":{"wait":{}},"process":1}"#),
    (ForkStep(1, thread: 2, .wait), #"{"action":{"wait":{}},"process":1,"thread":2}"#),
    (
      ForkStep(1, .wait, meanwhile: ConcurrentAccess(at: 3, by: 0, thread: 1, .load(.byte, through: 0, offset: 0))),
      #"{"action":{"wait":{}},"meanwhile":{"action":{"load":{"offset":0,"through":0,"width":1}},"#
        + #""point":3,"process":0,"thread":1},"process":1}"#
    ),
  ])
  func `A step mentions its thread only where it is not the first, and others only where they act meanwhile`(
    step: ForkStep, expected: String
  ) throws {
    #expect(try Self.json(step) == expected)
    #expect(try JSONDecoder().decode(ForkStep.self, from: Data(expected.utf8)) == step)
  }

  @Test func `A world may leave the limit of descriptors out`() throws {
    let text = #"{"frames":8,"regionSizeLog2":16,"regions":2,"segments":[],"strategy":"copy"}"#
    #expect(try JSONDecoder().decode(ForkWorld.self, from: Data(text.utf8)).descriptors == 64)
  }

  @Test(arguments: [
    (#"{"first":256,"count":512}"#, nil),
    (#"{"first":255,"count":1}"#, "granules 255 … 255, not all of which can hold pointers at the start"),
    (#"{"first":767,"count":2}"#, "granules 767 … 768, not all of which can hold pointers at the start"),
    (#"{"first":256,"count":0}"#, "pointers from granule 256 on, 0 of them"),
    (#"{"first":-1,"count":1}"#, "pointers from granule -1 on, 1 of them"),
  ])
  func `Pointers at the start lie in the global offset table, the data and the heap`(run: String, problem: String?)
    throws
  {
    let text = #"""
      {"regionSizeLog2":16,"segments":[{"kind":"text","pages":1},{"kind":"data","pages":1},{"kind":"heap","pages":1},
      {"kind":"stack","pages":1}],"strategy":"copy","frames":64,"regions":4,"pointers":[\#(run)]}
      """#
    let read = Result { try JSONDecoder().decode(ForkWorld.self, from: Data(text.utf8)) }
    switch read {
    case .success(let world): #expect(problem == nil, "\(world)")
    case .failure(let error): #expect("\(error)".contains(try #require(problem)), "\(error)")
    }
  }

  @Test func `A register that does not exist is refused`() {
    let text = #"{"inspect":{"register":8}}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ForkAction.self, from: Data(text.utf8)) }
  }
}
