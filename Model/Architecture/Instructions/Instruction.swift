/// One decoded instruction: an operation and its operands. Plain data of 16 bytes.
///
/// A register operand that the operation does not have is 0. Two register fields carry other numbers: `rs2` of
/// `cspecialrw` is the number of the special register, and `rs1` of `csrrwi`, `csrrsi` and `csrrci` is the immediate
/// that is written.
public struct Instruction: Hashable, Sendable {
  /// What the instruction does.
  public var operation: Operation
  /// The number of the destination register, 0 to 31.
  public var rd: UInt8
  /// The number of the first source register, 0 to 31; of loads and stores, the register that holds the address.
  public var rs1: UInt8
  /// The number of the second source register, 0 to 31; of stores, the register whose value is stored.
  public var rs2: UInt8
  /// The size of the encoding in bytes: 2 if it was compressed, else 4.
  public var length: UInt8
  /// The immediate as the operation uses it: sign-extended unless the operation says otherwise, scaled, and with the
  /// upper immediates already shifted left by 12. Of CSR instructions it is the number of the register; of atomics
  /// bit 1 is `aq` and bit 0 is `rl`; of `fence` it is the field of 12 bits.
  public var immediate: Int64

  /// Makes an instruction from its parts; see ``encoded(in:)`` for the ranges that can be encoded.
  public init(
    _ operation: Operation, rd: UInt8 = 0, rs1: UInt8 = 0, rs2: UInt8 = 0, immediate: Int64 = 0, length: UInt8 = 4
  ) {
    self.operation = operation
    self.rd = rd
    self.rs1 = rs1
    self.rs2 = rs2
    self.length = length
    self.immediate = immediate
  }
}

extension Instruction {
  /// The number of the general-purpose register that `rs1` names; 0 if there is none, or if it is an immediate.
  public var firstSource: UInt8 {
    Encoding.of(operation).format.rs1Kind == .number ? 0 : rs1
  }

  /// The number of the general-purpose register that `rs2` names; 0 if there is none, or if it is a special register.
  public var secondSource: UInt8 {
    Encoding.of(operation).format.rs2Kind == .special ? 0 : rs2
  }
}

extension Instruction {
  private static let integerIndex = DecodingIndex(mode: .integer)
  private static let capabilityIndex = DecodingIndex(mode: .capability)

  /// Decodes an instruction word as a hart in the given mode reads it.
  ///
  /// A word whose two lowest bits are not both set is compressed: only its lower 16 bits count, and ``length`` is 2.
  /// Returns nil for a word that means nothing in this mode.
  public init?(decoding word: UInt32, mode: EncodingMode) {
    let index = mode == .integer ? Self.integerIndex : Self.capabilityIndex
    guard let instruction = index.decode(word) else { return nil }
    self = instruction
  }
}

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
