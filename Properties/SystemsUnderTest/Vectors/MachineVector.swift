import Architecture

/// One line of a file of machine vectors: a sequence of injected instructions, and the trace of somebody else's
/// machine.
public struct MachineVector: Decodable, Hashable, Sendable {
  /// The name of the sequence.
  public var name: String
  /// The instructions, of 16 or 32 bits each.
  public var instructions: [UInt32]
  /// What each instruction did; traps without cause and value, registers by their addresses only.
  public var trace: [TraceRecord]

  /// Reads a file of vectors.
  ///
  /// - Returns: the sequences in the order of the file.
  /// - Throws: ``VectorFileError`` at the first line that is not as expected.
  public static func read(file: String) throws(VectorFileError) -> [MachineVector] {
    try VectorFileReader(file: file).objects(MachineVector.self)
  }

  private enum CodingKeys: CodingKey { case name, instructions, trace }

  /// Reads a sequence from its JSON object.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    var words = try container.nestedUnkeyedContainer(forKey: .instructions)
    instructions = []
    while !words.isAtEnd { instructions.append(try words.decodeHexadecimal(as: UInt32.self)) }
    var records = try container.nestedUnkeyedContainer(forKey: .trace)
    trace = []
    while !records.isAtEnd {
      var record = try records.nestedUnkeyedContainer()
      trace.append(try TraceRecord(fields: &record))
    }
    if trace.count != instructions.count {
      throw DecodingError.dataCorruptedError(
        forKey: .trace, in: container,
        debugDescription: "\(instructions.count) instructions, but \(trace.count) trace records")
    }
  }
}

extension TraceRecord {
  /// `[pc, next_pc, trap, rd, rd_value, memory?]`.
  fileprivate init(fields: inout some UnkeyedDecodingContainer) throws {
    self.init(
      programCounter: try fields.decodeHexadecimal(), nextProgramCounter: try fields.decodeHexadecimal(),
      trap: try fields.decode(Int.self) != 0, destination: try fields.decode(UInt8.self),
      destinationValue: try fields.decodeHexadecimal())
    if !fields.isAtEnd {
      var access = try fields.nestedUnkeyedContainer()
      memory = try MemoryAccess(fields: &access)
    }
  }
}

extension MemoryAccess {
  /// `[address, read mask, [words read], write mask, [words written]]`.
  fileprivate init(fields: inout some UnkeyedDecodingContainer) throws {
    self.init(address: try fields.decodeHexadecimal())
    readMask = try fields.decodeHexadecimal()
    readData = try CapabilityBits(words: fields.nestedUnkeyedContainer())
    writeMask = try fields.decodeHexadecimal()
    writeData = try CapabilityBits(words: fields.nestedUnkeyedContainer())
  }
}

extension CapabilityBits {
  /// `[]` for nothing, or `[address or value, metadata, tag]`.
  fileprivate init(words: some UnkeyedDecodingContainer) throws {
    var words = words
    self = .zero
    if words.isAtEnd { return }
    address = try words.decodeHexadecimal()
    metadata = try words.decodeHexadecimal()
    tag = try words.decodeHexadecimal(as: UInt8.self) != 0
  }
}

extension UnkeyedDecodingContainer {
  /// A string that holds a hexadecimal number.
  fileprivate mutating func decodeHexadecimal<Number: FixedWidthInteger>(as type: Number.Type = Number.self) throws
    -> Number
  {
    let place = codingPath + [ListIndex(currentIndex)]
    let text = try decode(String.self)
    guard let number = Number(text, radix: 16) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: place,
          debugDescription: "“\(text)” is not a hexadecimal number of at most \(Number.bitWidth) bits"))
    }
    return number
  }
}

/// The place of an element in a list.
private struct ListIndex: CodingKey {
  var intValue: Int?
  var stringValue: String

  init(_ index: Int) {
    intValue = index
    stringValue = "\(index)"
  }

  init?(intValue: Int) { self.init(intValue) }

  init?(stringValue: String) { nil }
}

extension MachineVector: Encodable {
  /// Makes a sequence from instructions and what each of them did.
  public init(name: String, instructions: [UInt32], trace: [TraceRecord]) {
    self.name = name
    self.instructions = instructions
    self.trace = trace
  }

  private enum EncodingKeys: String, CodingKey { case name, instructions, trace }

  /// Writes a sequence as its JSON object, with numbers in hexadecimal.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: EncodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(instructions.map { String($0, radix: 16) }, forKey: .instructions)
    var records = container.nestedUnkeyedContainer(forKey: .trace)
    for record in trace {
      var fields = records.nestedUnkeyedContainer()
      try record.write(to: &fields)
    }
  }
}

extension TraceRecord {
  /// `[pc, next_pc, trap, rd, rd_value, memory?]`.
  fileprivate func write(to fields: inout some UnkeyedEncodingContainer) throws {
    try fields.encode(String(programCounter, radix: 16))
    try fields.encode(String(nextProgramCounter, radix: 16))
    try fields.encode(trap ? 1 : 0)
    try fields.encode(destination)
    try fields.encode(String(destinationValue, radix: 16))
    guard let memory else { return }
    var access = fields.nestedUnkeyedContainer()
    try access.encode(String(memory.address, radix: 16))
    for (mask, data) in [(memory.readMask, memory.readData), (memory.writeMask, memory.writeData)] {
      try access.encode(String(mask, radix: 16))
      try access.encode(
        data == .zero ? [] : [String(data.address, radix: 16), String(data.metadata, radix: 16), data.tag ? "1" : "0"])
    }
  }
}
