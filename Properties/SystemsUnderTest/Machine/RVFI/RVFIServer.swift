/// Answers a test-bench that speaks RVFI-DII, with any machine.
public struct RVFIServer<Machine: MachineSubject> {
  private var machine: Machine
  private var version: UInt32 = 1
  private var order: UInt64 = 0

  /// Makes a server of a machine.
  public init(_ machine: Machine) { self.machine = machine }

  /// Answers commands until the other side quits or closes the connection.
  ///
  /// - Throws: ``RVFIError`` if the other side sends what is no command, or stops in the middle of one; or what the
  ///   machine throws.
  public mutating func serve(_ channel: inout ByteChannel) throws {
    version = 1
    while true {
      guard let command = try Self.nextCommand(from: &channel) else { return }
      switch command {
      case .quit: return
      case .reset: try reset(&channel, halt: 1)
      case .resetAskingForVersions: try reset(&channel, halt: 3)
      case .instruction(let word): try execute(word, &channel)
      case .setVersion(let wanted):
        guard wanted == 1 || wanted == 2 else {
          throw RVFIError.malformed("a wish for version \(wanted); there are 1 and 2")
        }
        version = wanted
        try channel.send(Array("version=".utf8) + LittleEndianReader.bytes(UInt64(wanted)))
      case .unknown(let command):
        throw RVFIError.malformed("the command \(command); there are 0, 1, “v” and “Q”")
      }
    }
  }

  /// The next command; `nil` if the other side has gone.
  private static func nextCommand(from channel: inout ByteChannel) throws(RVFIError) -> RVFICommand? {
    do {
      return RVFICommand(try channel.receive(RVFICommand.byteCount))
    } catch {
      guard error == .closed else { throw .channel(error) }
      return nil
    }
  }

  private mutating func reset(_ channel: inout ByteChannel, halt: UInt8) throws {
    try machine.reset()
    order = 0
    let answer = RVFITrace(halt: halt)
    // The question about versions is answered in version 1, which everybody reads.
    try channel.send(version == 1 || halt == 3 ? answer.version1Bytes : answer.version2Bytes)
  }

  private mutating func execute(_ word: UInt32, _ channel: inout ByteChannel) throws {
    let record = try machine.execute(word)
    order += 1
    let answer = RVFITrace(order: order, instruction: word, record: record)
    try channel.send(version == 1 ? answer.version1Bytes : answer.version2Bytes)
  }
}
