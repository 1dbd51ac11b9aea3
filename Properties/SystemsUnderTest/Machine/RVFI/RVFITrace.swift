import Architecture

/// What a machine answers over RVFI-DII: a trace record, in the layout of either version.
public struct RVFITrace: Hashable, Sendable {
  /// Counts the records since the reset.
  public var order: UInt64 = 0
  /// The instruction.
  public var instruction: UInt32 = 0
  /// Marks the answer to a reset: 1, or 3 if the machine speaks version 2 as well.
  public var halt: UInt8 = 0
  /// What the instruction did.
  public var record: TraceRecord

  /// Bytes of an answer in version 1.
  public static let version1ByteCount = 88
  /// Bytes of the head of an answer in version 2; its sections follow.
  public static let headByteCount = 64

  private static let magic = Array("trace-v2".utf8)
  private static let integerMagic = Array("int-data".utf8)
  private static let memoryMagic = Array("mem-data".utf8)
  private static let integerByteCount = 40
  private static let memoryByteCount = 88

  /// Makes an answer.
  public init(order: UInt64, instruction: UInt32, record: TraceRecord) {
    self.order = order
    self.instruction = instruction
    self.record = record
  }

  /// Makes the answer to a reset.
  public init(halt: UInt8) {
    self.halt = halt
    record = TraceRecord(programCounter: 0, nextProgramCounter: 0, trap: false)
  }

  // MARK: Version 1

  /// Reads an answer in version 1, which tells the lowest 8 bytes of an access to memory.
  ///
  /// - Parameter bytes: ``version1ByteCount`` bytes.
  public init(version1 bytes: [UInt8]) {
    let reader = LittleEndianReader(bytes)
    order = reader.integer(UInt64.self, at: 0)
    instruction = UInt32(truncatingIfNeeded: reader.integer(UInt64.self, at: 24))
    halt = reader.integer(UInt8.self, at: 86)
    record = TraceRecord(
      programCounter: reader.integer(UInt64.self, at: 8), nextProgramCounter: reader.integer(UInt64.self, at: 16),
      trap: reader.integer(UInt8.self, at: 85) != 0, destination: reader.integer(UInt8.self, at: 84),
      destinationValue: reader.integer(UInt64.self, at: 48), sources: Self.sources(reader, numbers: 82, values: 32))
    record.memory = Self.memory(
      MemoryAccess(
        address: reader.integer(UInt64.self, at: 56), readMask: UInt32(reader.integer(UInt8.self, at: 80)),
        readData: CapabilityBits(metadata: 0, address: reader.integer(UInt64.self, at: 64), tag: false),
        writeMask: UInt32(reader.integer(UInt8.self, at: 81)),
        writeData: CapabilityBits(metadata: 0, address: reader.integer(UInt64.self, at: 72), tag: false)),
      toldAlways: false, trap: record.trap)
  }

  /// The access that an answer tells: none if nothing was read or written and nothing trapped. Where the layout has no
  /// way to say that there is none (version 1), the address 0 says so.
  private static func memory(_ access: MemoryAccess, toldAlways: Bool, trap: Bool) -> MemoryAccess? {
    guard access.isRefused else { return access }
    return trap && (toldAlways || access.address != 0) ? MemoryAccess(address: access.address) : nil
  }

  /// The numbers of `rs1` and `rs2` stand one after the other, as do their values.
  private static func sources(_ reader: LittleEndianReader, numbers: Int, values: Int) -> SourceRegisters {
    func source(_ index: Int) -> SourceRegisters.Source {
      let number = reader.integer(UInt8.self, at: numbers + index)
      return number == 0 ? .none : .init(number: number, value: reader.integer(UInt64.self, at: values + 8 * index))
    }
    return SourceRegisters(first: source(0), second: source(1))
  }

  /// The bytes of the answer in version 1.
  public var version1Bytes: [UInt8] {
    let memory = record.memory ?? MemoryAccess(address: 0)
    let sources = record.sources ?? .none
    let words: [UInt64] = [
      order, record.programCounter, record.nextProgramCounter, UInt64(instruction), sources.first.value,
      sources.second.value, record.destinationValue, memory.address, memory.readData.address, memory.writeData.address,
    ]
    return words.flatMap { LittleEndianReader.bytes($0) } + [
      UInt8(truncatingIfNeeded: memory.readMask), UInt8(truncatingIfNeeded: memory.writeMask), sources.first.number,
      sources.second.number, record.destination, record.trap ? 1 : 0, halt, 0,
    ]
  }

  // MARK: Version 2

  /// The bytes of the answer in version 2: a head, then a section for integers and one for memory where there is
  /// something to tell.
  public var version2Bytes: [UInt8] {
    var sections: [UInt8] = []
    var available: UInt64 = 0
    let sources = record.sources ?? .none
    if record.destination != 0 || sources != .none {
      available |= 1
      sections += Self.integerMagic
      for value in [record.destinationValue, sources.first.value, sources.second.value] {
        sections += LittleEndianReader.bytes(value)
      }
      sections += [record.destination, sources.first.number, sources.second.number, 0, 0, 0, 0, 0]
    }
    if let memory = record.memory {
      available |= 2
      sections += Self.memoryMagic + Self.bytes(memory.readData) + Self.bytes(memory.writeData)
      sections += LittleEndianReader.bytes(memory.readMask) + LittleEndianReader.bytes(memory.writeMask)
      sections += LittleEndianReader.bytes(memory.address)
    }
    let head: [[UInt8]] = [
      Self.magic, LittleEndianReader.bytes(UInt64(Self.headByteCount + sections.count)),
      LittleEndianReader.bytes(order), LittleEndianReader.bytes(UInt64(instruction)),
      // Trap, halt, interrupt, machine mode, 64 bits, valid.
      [record.trap ? 1 : 0, halt, 0, 3, 2, 1, 0, 0],
      LittleEndianReader.bytes(record.programCounter), LittleEndianReader.bytes(record.nextProgramCounter),
      LittleEndianReader.bytes(available),
    ]
    return head.flatMap { $0 } + sections
  }

  /// The number of bytes that follow the head of an answer in version 2.
  ///
  /// - Throws: ``RVFIError`` if it is no such head.
  public static func sectionByteCount(head bytes: [UInt8]) throws(RVFIError) -> Int {
    guard bytes.starts(with: magic) else {
      throw .malformed("an answer that begins with the bytes \(hexadecimal(bytes.prefix(8))) instead of “trace-v2”")
    }
    let size = LittleEndianReader(bytes).integer(UInt64.self, at: 8)
    guard size >= UInt64(headByteCount), size <= 4096 else {
      throw .malformed("an answer that claims to have \(size) bytes; 64 to 4096 are possible")
    }
    return Int(size) - headByteCount
  }

  /// Reads an answer in version 2.
  ///
  /// - Throws: ``RVFIError`` if a section is missing or has another name.
  public init(head bytes: [UInt8], sections: [UInt8]) throws(RVFIError) {
    let head = LittleEndianReader(bytes)
    order = head.integer(UInt64.self, at: 16)
    instruction = UInt32(truncatingIfNeeded: head.integer(UInt64.self, at: 24))
    halt = head.integer(UInt8.self, at: 33)
    record = TraceRecord(
      programCounter: head.integer(UInt64.self, at: 40), nextProgramCounter: head.integer(UInt64.self, at: 48),
      trap: head.integer(UInt8.self, at: 32) != 0, sources: SourceRegisters.none)
    let available = head.integer(UInt64.self, at: 56)
    var rest = sections[...]
    if available & 1 != 0 {
      let section = try Self.section(Self.integerMagic, Self.integerByteCount, of: &rest)
      record.destination = section.integer(UInt8.self, at: 32)
      record.destinationValue = record.destination == 0 ? 0 : section.integer(UInt64.self, at: 8)
      record.sources = Self.sources(section, numbers: 33, values: 16)
    }
    if available & 2 != 0 {
      let section = try Self.section(Self.memoryMagic, Self.memoryByteCount, of: &rest)
      let readMask = section.integer(UInt32.self, at: 72)
      let writeMask = section.integer(UInt32.self, at: 76)
      record.memory = Self.memory(
        MemoryAccess(
          address: section.integer(UInt64.self, at: 80), readMask: readMask,
          readData: readMask == 0 ? .zero : Self.data(section, at: 8), writeMask: writeMask,
          writeData: writeMask == 0 ? .zero : Self.data(section, at: 40)),
        toldAlways: true, trap: record.trap)
    }
  }

  private static func section(_ magic: [UInt8], _ count: Int, of rest: inout ArraySlice<UInt8>) throws(RVFIError)
    -> LittleEndianReader
  {
    guard rest.count >= count, rest.starts(with: magic) else {
      throw .malformed(
        "an answer without the section “\(String(decoding: magic, as: UTF8.self))” that its head announces")
    }
    defer { rest = rest.dropFirst(count) }
    return LittleEndianReader(Array(rest.prefix(count)))
  }

  /// 32 bytes: address word, metadata word, tag, nothing.
  private static func bytes(_ data: CapabilityBits) -> [UInt8] {
    [data.address, data.metadata, data.tag ? 1 : 0, 0].flatMap { LittleEndianReader.bytes($0) }
  }

  private static func data(_ section: LittleEndianReader, at offset: Int) -> CapabilityBits {
    CapabilityBits(
      metadata: section.integer(UInt64.self, at: offset + 8), address: section.integer(UInt64.self, at: offset),
      tag: section.integer(UInt8.self, at: offset + 16) & 1 != 0)
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
