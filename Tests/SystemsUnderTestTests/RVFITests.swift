import Architecture
import Foundation
import SystemsUnderTest
import Testing

/// A machine that answers every instruction with the same record.
private struct FixedMachine: MachineSubject {
  var record: TraceRecord
  mutating func reset() {}
  mutating func execute(_ instruction: UInt32) -> TraceRecord { record }
}

struct RVFITests {
  private static let capability = CapabilityBits(metadata: 0xFFFF_0000_1234_5678, address: 0x8000_1230, tag: true)

  private static let records = [
    TraceRecord(
      programCounter: 0x8000_0000, nextProgramCounter: 0x8000_0004, trap: false, sources: SourceRegisters.none),
    TraceRecord(
      programCounter: 0x8000_0004, nextProgramCounter: 0x8000_0008, trap: false, destination: 31,
      destinationValue: .max,
      sources: SourceRegisters(first: .init(number: 30, value: 1), second: .init(number: 29, value: .max - 1))),
    TraceRecord(
      programCounter: 0x8000_0004, nextProgramCounter: 0x8000_0008, trap: false, destination: 5, destinationValue: 7,
      memory: MemoryAccess(
        address: 0x8000_1000, readMask: 0xFFFF, readData: capability, writeMask: 0xFFFF, writeData: capability),
      sources: SourceRegisters(first: .init(number: 1, value: 0x8000_1000), second: .none)),
    TraceRecord(programCounter: 2, nextProgramCounter: 0x8000_0000, trap: true, sources: SourceRegisters.none),
    // A store that an access fault refused: where it would have gone, and the registers that it names.
    TraceRecord(
      programCounter: 4, nextProgramCounter: 0x8000_0000, trap: true, memory: MemoryAccess(address: 0x1008),
      sources: SourceRegisters(first: .init(number: 3, value: 0x1000), second: .init(number: 4, value: 9))),
  ]

  @Test(arguments: records)
  func `An answer in version 2 is read as it was written`(record: TraceRecord) throws {
    let bytes = RVFITrace(order: 3, instruction: 0x13, record: record).version2Bytes
    let head = Array(bytes.prefix(RVFITrace.headByteCount))
    let count = try RVFITrace.sectionByteCount(head: head)
    #expect(bytes.count == RVFITrace.headByteCount + count)
    let answer = try RVFITrace(head: head, sections: Array(bytes.suffix(count)))
    #expect(answer == RVFITrace(order: 3, instruction: 0x13, record: record))
  }

  @Test(arguments: records)
  func `An answer in version 1 has 88 bytes and tells the lowest bytes of an access`(record: TraceRecord) {
    let bytes = RVFITrace(order: 3, instruction: 0x13, record: record).version1Bytes
    #expect(bytes.count == 88)
    var expected = record
    expected.memory = record.memory?.lowestBytes
    #expect(RVFITrace(version1: bytes).record == expected)
  }

  private static let fields = TraceRecord(
    programCounter: 0x11, nextProgramCounter: 0x22, trap: true, destination: 9, destinationValue: 0x33,
    memory: MemoryAccess(
      address: 0x44, readMask: 0xF, readData: CapabilityBits(metadata: 0, address: 0x55, tag: false)),
    sources: SourceRegisters(first: .init(number: 10, value: 0x88), second: .init(number: 11, value: 0x99)))

  @Test func `A field stands where the layout of version 1 has it`() {
    let bytes = RVFITrace(order: 0x66, instruction: 0x77, record: Self.fields).version1Bytes
    let expected = [
      0: 0x66, 8: 0x11, 16: 0x22, 24: 0x77, 32: 0x88, 40: 0x99, 48: 0x33, 56: 0x44, 64: 0x55, 80: 0xF, 82: 10, 83: 11,
      84: 9, 85: 1,
    ]
    for (offset, value) in expected { #expect(bytes[offset] == UInt8(value), "at \(offset)") }
    #expect(bytes.filter { $0 != 0 }.count == expected.count)
  }

  @Test func `A field stands where the sections of version 2 have it`() {
    let bytes = RVFITrace(order: 0x66, instruction: 0x77, record: Self.fields).version2Bytes
    #expect(bytes.count == 64 + 40 + 88)
    let expected = [
      8: 192, 16: 0x66, 24: 0x77, 32: 1, 35: 3, 36: 2, 37: 1, 40: 0x11, 48: 0x22, 56: 3,
      // The section of integers, from 64 on.
      72: 0x33, 80: 0x88, 88: 0x99, 96: 9, 97: 10, 98: 11,
      // The section of memory, from 104 on.
      112: 0x55, 176: 0xF, 184: 0x44,
    ]
    for (offset, value) in expected { #expect(bytes[offset] == UInt8(value), "at \(offset)") }
    for (offset, name) in [(0, "trace-v2"), (64, "int-data"), (104, "mem-data")] {
      #expect(String(decoding: bytes[offset..<offset + 8], as: UTF8.self) == name)
    }
    #expect(bytes.filter { $0 != 0 }.count == expected.count + 24)
  }

  @Test func `An instruction that writes no register tells its sources`() {
    var record = Self.fields
    (record.destination, record.destinationValue, record.memory) = (0, 0, nil)
    let bytes = RVFITrace(order: 1, instruction: 0x77, record: record).version2Bytes
    #expect(bytes.count == 64 + 40)
    #expect(bytes[56] == 1)
    #expect(bytes[97] == 10)
  }

  @Test(
    arguments: [
      // Told, and so in fact.
      (5, 7, 5, 7, true), (0, 0, 0, 0, true),
      // Not told.
      (0, 0, 5, 7, true),
      // Of an operand that there is not, any register may be named.
      (5, 7, 0, 0, true),
      (5, 8, 5, 7, false), (6, 7, 5, 7, false),
    ] as [(UInt8, UInt64, UInt8, UInt64, Bool)])
  func `A source may be left out, but not be wrong`(
    told: UInt8, toldValue: UInt64, actual: UInt8, actualValue: UInt64, isAllowed: Bool
  ) {
    let told = SourceRegisters.Source(number: told, value: toldValue)
    let actual = SourceRegisters.Source(number: actual, value: actualValue)
    #expect(told.mayBeTold(of: actual) == isAllowed)
  }

  @Test func `A head of another kind or an impossible size is refused`() {
    #expect(throws: RVFIError.self) { try RVFITrace.sectionByteCount(head: [UInt8](repeating: 7, count: 64)) }
    for size: UInt8 in [0, 63] {
      var head = Array("trace-v2".utf8) + [UInt8](repeating: 0, count: 56)
      head[8] = size
      #expect(throws: RVFIError.self) { try RVFITrace.sectionByteCount(head: head) }
    }
  }

  @Test func `A client and a server agree on version 2 and exchange records`() async throws {
    let record = Self.records[2]
    let listener = try TCPSocket.listen(port: 0)
    let port = listener.port
    // On a thread of its own: the server blocks one of those that tasks share.
    let (answers, answer) = AsyncThrowingStream.makeStream(of: (UInt32, TraceRecord).self)
    Thread.detachNewThread {
      do {
        let subject = try RVFIMachineSubject.connected(to: "127.0.0.1:\(port)", timeout: .seconds(20))
        try subject.reset()
        answer.yield((subject.version, try subject.execute(0x13)))
        answer.finish()
      } catch {
        answer.finish(throwing: error)
      }
    }
    var server = RVFIServer(FixedMachine(record: record))
    var channel = try listener.accept(timeout: .seconds(20))
    try server.serve(&channel)
    let (version, observed) = try #require(try await answers.first { _ in true })
    #expect(version == 2)
    #expect(observed == record)
  }

  @Test func `A silent machine is reported, not waited for`() throws {
    let listener = try TCPSocket.listen(port: 0)
    let address = "127.0.0.1:\(listener.port)"
    #expect(throws: RVFIError.channel(.silent(seconds: 0.2))) {
      _ = try RVFIMachineSubject.connected(to: address, timeout: .milliseconds(200))
    }
  }

  @Test func `An address that means nothing, or where nobody listens, is refused with a reason`() {
    for address in ["", "127.0.0.1", "127.0.0.1:x", "nowhere:1", "127.0.0.1:1"] {
      #expect(throws: RVFIError.self) { _ = try RVFIMachineSubject.connected(to: address, timeout: .seconds(1)) }
    }
  }
}
