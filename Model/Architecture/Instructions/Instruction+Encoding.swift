extension Instruction {
  /// The word that a hart in the given mode decodes as this instruction; one of 16 bits stands in the lower half.
  ///
  /// Throws an ``EncodingError`` that names the operand which does not fit.
  public func encoded(in mode: EncodingMode) throws(EncodingError) -> UInt32 {
    let row = Encoding.of(operation)
    if length == 4 && row.isAvailable(in: mode) { return try encoded(as: row) }
    if length == 2 { return try compressed(mnemonic: row.mnemonic, mode: mode) }
    throw .unavailable(mnemonic: row.mnemonic, length: length, mode: mode)
  }

  private func encoded(as row: Encoding) throws(EncodingError) -> UInt32 {
    func bits(_ operand: String, _ field: RegisterField, _ number: UInt8) throws(EncodingError) -> UInt32 {
      guard let bits = field.bits(for: number) else {
        throw .register(mnemonic: row.mnemonic, operand: operand, number: number)
      }
      return bits
    }
    let registers =
      try bits("rd", row.format.rd, rd) | bits("rs1", row.format.rs1, rs1) | bits("rs2", row.format.rs2, rs2)
    let layout = row.format.immediate
    guard let bits = layout.bits(for: immediate) else {
      throw .immediate(mnemonic: row.mnemonic, value: immediate, range: layout.range, step: layout.granularity)
    }
    return row.pattern.match | registers | bits
  }

  /// The word of the first compressed row that can hold the operands. A row may hold operands that another, more
  /// specific row claims or that are reserved, so the word must decode to this instruction again.
  private func compressed(mnemonic: String, mode: EncodingMode) throws(EncodingError) -> UInt32 {
    let rows = Encoding.compressed.filter { $0.operation == operation && $0.isAvailable(in: mode) }
    guard !rows.isEmpty else { throw .unavailable(mnemonic: mnemonic, length: length, mode: mode) }
    for row in rows {
      guard case .success(let word) = Result(catching: { () throws(EncodingError) in try encoded(as: row) }) else {
        continue
      }
      if Instruction(decoding: word, mode: mode) == self { return word }
    }
    throw .notCompressible(mnemonic: mnemonic)
  }
}
