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
