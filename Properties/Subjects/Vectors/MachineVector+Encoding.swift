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
