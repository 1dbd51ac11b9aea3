import Architecture
import Foundation
import Adapters
import SystemsUnderTest
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Both sides of both wires, given damaged messages.
struct WireFuzzTests {
  /// A machine that answers every instruction with the same record.
  private struct FixedMachine: MachineSubject {
    mutating func reset() {}
    mutating func execute(_ instruction: UInt32) -> TraceRecord { WireFuzzTests.record }
  }

  private static let record = TraceRecord(
    programCounter: 0x8000_0004, nextProgramCounter: 0x8000_0008, trap: false, destination: 5, destinationValue: 7,
    memory: MemoryAccess(
      address: 0x8000_1000, readMask: 0xFFFF, readData: .zero, writeMask: 0xFFFF, writeData: .zero))

  /// A connection, and the other end of it with bytes in it and nobody there any more.
  private func channel(holding bytes: [UInt8]) throws -> ByteChannel {
    var ends: [CInt] = [-1, -1]
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = CInt(SOCK_STREAM.rawValue)
    #endif
    try #require(unsafe socketpair(AF_UNIX, stream, 0, &ends) == 0)
    let other = FileDescriptor(rawValue: ends[1])
    try other.writeAll(bytes)
    // Answers are taken and forgotten, but nothing more will come.
    try #require(shutdown(ends[1], CInt(SHUT_WR)) == 0)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    kept.append(other)
    return ByteChannel(socket: ends[0], timeout: .seconds(20))
  }

  /// The other ends, which are closed behind each test case.
  private final class Ends {
    var all: [FileDescriptor] = []
    func append(_ end: FileDescriptor) {
      for old in all { try? old.close() }
      all = [end]
    }
    deinit { for end in all { try? end.close() } }
  }

  private let kept = Ends()

  @Test func `Trace packets of either version`() {
    let packet = RVFITrace(order: 1, instruction: 0x13, record: Self.record).version2Bytes
    for bytes in Damage(original: packet, count: 20_000) {
      let whole = bytes + [UInt8](repeating: 0, count: 128)
      _ = RVFITrace(version1: Array(whole.prefix(RVFITrace.version1ByteCount)))
      do {
        let head = Array(whole.prefix(RVFITrace.headByteCount))
        let count = try RVFITrace.sectionByteCount(head: head)
        _ = try RVFITrace(
          head: head,
          sections: Array(
            (whole.dropFirst(RVFITrace.headByteCount) + [UInt8](repeating: 0, count: count)).prefix(count)))
        _ = try RVFITrace(head: head, sections: Array(bytes.dropFirst(RVFITrace.headByteCount)))
      } catch {
        #expect(error.description.contains("RVFI-DII"))
      }
    }
  }

  @Test func `What a machine sends to us`() throws {
    let greeting = RVFITrace(halt: 3).version1Bytes + Array("version=".utf8) + [2, 0, 0, 0, 0, 0, 0, 0]
    let answer = RVFITrace(order: 1, instruction: 0x13, record: Self.record).version2Bytes
    for bytes in Damage(original: greeting + answer + answer, count: 3000) {
      do {
        let machine = try RVFIMachineSubject(try channel(holding: bytes))
        for _ in 0..<4 { _ = try machine.execute(0x13) }
      } catch is RVFIError {
        continue
      }
    }
  }

  @Test func `What a test-bench sends to us`() throws {
    let commands: [RVFICommand] = [
      .resetAskingForVersions, .setVersion(2), .instruction(0x13), .reset, .instruction(0xFFFF_FFFF), .quit,
    ]
    for bytes in Damage(original: commands.flatMap(\.bytes), count: 3000) {
      var server = RVFIServer(FixedMachine())
      var channel = try channel(holding: bytes)
      do {
        try server.serve(&channel)
      } catch is RVFIError {
        continue
      } catch is ChannelError {
        continue
      }
    }
  }

  private static let requests = [
    #"{"hello":{"version":1}}"#,
    #"{"start":{"world":{"frames":64,"regionSizeLog2":16,"regions":4,"segments":[{"kind":"text","pages":1},"#
      + #"{"kind":"data","pages":1},{"kind":"heap","pages":1}],"strategy":"copa"}}}"#,
    #"{"perform":{"step":{"process":0,"action":{"store":{"through":0,"offset":0,"width":8,"value":7}}}}}"#,
    #"{"perform":{"step":{"process":0,"action":{"fork":{"child":1}}}}}"#,
    #"{"perform":{"step":{"process":1,"action":{"load":{"through":0,"offset":0,"width":8}}}}}"#,
    #"{"perform":{"step":{"process":1,"action":{"exit":{"status":3}}}}}"#,
    #"{"perform":{"step":{"process":0,"action":{"wait":{}}}}}"#, #"{"inspect":{}}"#,
  ]

  @Test(arguments: ["implementation", "model"])
  func `What a checker asks our kernel`(subject: String) throws {
    let factory = subject == "model" ? SubjectFactory.model() : SubjectFactory.implementation()
    let directory = try ScratchDirectory()
    let original = Array((Self.requests.joined(separator: "\n") + "\n").utf8)
    for bytes in Damage(original: original, count: subject == "model" ? 100 : 1000) {
      var server = ForkServer(try factory.fork(.adversarial), description: .ours(named: subject))
      let input = try FileDescriptor.open(FilePath(try directory.write(bytes, to: "requests")), .readOnly)
      let output = try FileDescriptor.open(
        FilePath(directory.path + "/replies"), .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite]
      )
      try input.closeAfter { try output.closeAfter { try server.serve(from: input, to: output) } }
      let replies = try String(contentsOfFile: directory.path + "/replies", encoding: .utf8).split(separator: "\n")
      #expect(replies.count == bytes.count { $0 == 0x0A })
      for reply in replies {
        _ = try JSONDecoder().decode(ForkReply.self, from: Data(reply.utf8))
      }
    }
  }

  @Test func `What a kernel answers`() throws {
    let description = ForkSubjectDescription.ours(named: "a kernel")
    let replies: [ForkReply] = [
      .hello(description), .observation(.value(7)), .observation(.done), .failure(message: "no"),
    ]
    for reply in replies {
      for bytes in Damage(original: Array(try JSONEncoder().encode(reply)), count: 2000) {
        _ = try? JSONDecoder().decode(ForkReply.self, from: Data(bytes))
      }
    }
  }
}
