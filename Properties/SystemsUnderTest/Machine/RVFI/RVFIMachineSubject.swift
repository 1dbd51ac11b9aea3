/// Somebody else's machine at the other end of an RVFI-DII connection, as a subject.
///
/// It speaks version 2 if the other side does, else version 1. Traps come without cause and value, registers without
/// metadata and tag.
public final class RVFIMachineSubject: MachineSubject {
  private var channel: ByteChannel
  /// The version that both sides speak.
  public private(set) var version: UInt32 = 1

  /// Takes over a connection: resets the machine and agrees on a version.
  ///
  /// - Throws: ``RVFIError`` if the other side is silent, goes away or speaks something else.
  public init(_ channel: consuming ByteChannel) throws(RVFIError) {
    self.channel = channel
    try send(.resetAskingForVersions)
    let answer = RVFITrace(version1: try receive(RVFITrace.version1ByteCount))
    guard answer.halt & 1 != 0 else {
      throw .malformed("an answer to a reset that is not marked as one")
    }
    guard answer.halt & 2 != 0 else { return }
    try send(.setVersion(2))
    let name = try receive(8)
    guard name == Array("version=".utf8) else {
      throw .malformed("“\(String(decoding: name, as: UTF8.self))” instead of “version=”")
    }
    version = UInt32(truncatingIfNeeded: LittleEndianReader(try receive(8)).integer(UInt64.self, at: 0))
    guard version == 1 || version == 2 else { throw .malformed("version \(version), which is neither 1 nor 2") }
  }

  /// Connects to a machine.
  ///
  /// - Parameters:
  ///   - address: where it listens, such as `127.0.0.1:5555`.
  ///   - timeout: how long it may take to answer.
  /// - Throws: ``RVFIError`` if nobody listens there, or does not speak RVFI-DII.
  public static func connected(to address: String, timeout: Duration) throws(RVFIError) -> RVFIMachineSubject {
    let parts = address.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let port = UInt16(parts[1]) else {
      throw .address("“\(address)” is not an address such as 127.0.0.1:5555")
    }
    let channel: ByteChannel
    do {
      channel = try TCPSocket.connect(host: String(parts[0]), port: port, timeout: timeout)
    } catch {
      throw .channel(error)
    }
    return try RVFIMachineSubject(channel)
  }

  /// Only version 2 tells all of an access to a capability.
  public var tellsWholeAccesses: Bool { version == 2 }

  /// RVFI leaves the address open where both masks are 0.
  public var tellsRefusedAccesses: Bool { false }

  /// Returns to the reset state.
  public func reset() throws {
    try send(.reset)
    let answer = try answer()
    guard answer.halt & 1 != 0 else { throw RVFIError.malformed("an answer to a reset that is not marked as one") }
  }

  /// Executes one instruction as if it had been fetched from the program counter.
  public func execute(_ instruction: UInt32) throws -> TraceRecord {
    try send(.instruction(instruction))
    return try answer().record
  }

  private func answer() throws(RVFIError) -> RVFITrace {
    if version == 1 { return RVFITrace(version1: try receive(RVFITrace.version1ByteCount)) }
    let head = try receive(RVFITrace.headByteCount)
    let sections = try receive(try RVFITrace.sectionByteCount(head: head))
    return try RVFITrace(head: head, sections: sections)
  }

  private func send(_ command: RVFICommand) throws(RVFIError) {
    do { try channel.send(command.bytes) } catch { throw .channel(error) }
  }

  private func receive(_ count: Int) throws(RVFIError) -> [UInt8] {
    do { return try channel.receive(count) } catch { throw .channel(error) }
  }
}
