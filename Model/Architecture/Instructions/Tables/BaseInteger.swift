/// RV64I. Source: RISC-V Unprivileged ISA, RV32/64G instruction set listings; CHERI ISA version 9 for the encodings
/// whose meaning depends on the mode.
extension Encoding {
  static let baseInteger: [Encoding] = [
    Encoding("lui", .lui, .xUpper, opcode: 0x37),
    Encoding("auipc", .auipc, .xUpper, opcode: 0x17, mode: .integer),
    Encoding("auipcc", .auipcc, .cUpper, opcode: 0x17, mode: .capability),

    Encoding("addi", .addi, .xxImmediate, opcode: 0x13, funct3: 0),
    Encoding("slti", .slti, .xxImmediate, opcode: 0x13, funct3: 2),
    Encoding("sltiu", .sltiu, .xxImmediate, opcode: 0x13, funct3: 3),
    Encoding("xori", .xori, .xxImmediate, opcode: 0x13, funct3: 4),
    Encoding("ori", .ori, .xxImmediate, opcode: 0x13, funct3: 6),
    Encoding("andi", .andi, .xxImmediate, opcode: 0x13, funct3: 7),
    shift("slli", .slli, funct3: 1, funct6: 0x00),
    shift("srli", .srli, funct3: 5, funct6: 0x00),
    shift("srai", .srai, funct3: 5, funct6: 0x10),

    Encoding("add", .add, .xxx, opcode: 0x33, funct3: 0, funct7: 0x00),
    Encoding("sub", .sub, .xxx, opcode: 0x33, funct3: 0, funct7: 0x20),
    Encoding("sll", .sll, .xxx, opcode: 0x33, funct3: 1, funct7: 0x00),
    Encoding("slt", .slt, .xxx, opcode: 0x33, funct3: 2, funct7: 0x00),
    Encoding("sltu", .sltu, .xxx, opcode: 0x33, funct3: 3, funct7: 0x00),
    Encoding("xor", .xor, .xxx, opcode: 0x33, funct3: 4, funct7: 0x00),
    Encoding("srl", .srl, .xxx, opcode: 0x33, funct3: 5, funct7: 0x00),
    Encoding("sra", .sra, .xxx, opcode: 0x33, funct3: 5, funct7: 0x20),
    Encoding("or", .or, .xxx, opcode: 0x33, funct3: 6, funct7: 0x00),
    Encoding("and", .and, .xxx, opcode: 0x33, funct3: 7, funct7: 0x00),

    Encoding("addiw", .addiw, .xxImmediate, opcode: 0x1B, funct3: 0),
    Encoding("slliw", .slliw, .xxShift32, opcode: 0x1B, funct3: 1, funct7: 0x00),
    Encoding("srliw", .srliw, .xxShift32, opcode: 0x1B, funct3: 5, funct7: 0x00),
    Encoding("sraiw", .sraiw, .xxShift32, opcode: 0x1B, funct3: 5, funct7: 0x20),
    Encoding("addw", .addw, .xxx, opcode: 0x3B, funct3: 0, funct7: 0x00),
    Encoding("subw", .subw, .xxx, opcode: 0x3B, funct3: 0, funct7: 0x20),
    Encoding("sllw", .sllw, .xxx, opcode: 0x3B, funct3: 1, funct7: 0x00),
    Encoding("srlw", .srlw, .xxx, opcode: 0x3B, funct3: 5, funct7: 0x00),
    Encoding("sraw", .sraw, .xxx, opcode: 0x3B, funct3: 5, funct7: 0x20),

    Encoding("jal", .jal, .xJump, opcode: 0x6F, mode: .integer),
    Encoding("cjal", .cjal, .cJump, opcode: 0x6F, mode: .capability),
    Encoding("jalr", .jalr, .xJumpRegister, opcode: 0x67, funct3: 0, mode: .integer),
    Encoding("cjalr", .cjalr, .cJumpRegister, opcode: 0x67, funct3: 0, mode: .capability),
    Encoding("beq", .beq, .branch, opcode: 0x63, funct3: 0),
    Encoding("bne", .bne, .branch, opcode: 0x63, funct3: 1),
    Encoding("blt", .blt, .branch, opcode: 0x63, funct3: 4),
    Encoding("bge", .bge, .branch, opcode: 0x63, funct3: 5),
    Encoding("bltu", .bltu, .branch, opcode: 0x63, funct3: 6),
    Encoding("bgeu", .bgeu, .branch, opcode: 0x63, funct3: 7),

    load("lb", .lb, size: 1, isSigned: true, funct3: 0),
    load("lh", .lh, size: 2, isSigned: true, funct3: 1),
    load("lw", .lw, size: 4, isSigned: true, funct3: 2),
    load("ld", .ld, size: 8, isSigned: true, funct3: 3),
    load("lbu", .lbu, size: 1, isSigned: false, funct3: 4),
    load("lhu", .lhu, size: 2, isSigned: false, funct3: 5),
    load("lwu", .lwu, size: 4, isSigned: false, funct3: 6),
    store("sb", .sb, size: 1, funct3: 0),
    store("sh", .sh, size: 2, funct3: 1),
    store("sw", .sw, size: 4, funct3: 2),
    store("sd", .sd, size: 8, funct3: 3),
  ]

  private static func load(
    _ mnemonic: String, _ operation: Operation, size: Int, isSigned: Bool, funct3: UInt32
  ) -> Encoding {
    Encoding(
      mnemonic, operation, .load, opcode: 0x03, funct3: funct3,
      memory: MemoryOperation(.load, .number(size: size, isSigned: isSigned)))
  }

  private static func store(_ mnemonic: String, _ operation: Operation, size: Int, funct3: UInt32) -> Encoding {
    Encoding(
      mnemonic, operation, .store, opcode: 0x23, funct3: funct3,
      memory: MemoryOperation(.store, .number(size: size)))
  }

  /// A shift of 64 bits: its amount reaches into the lowest bit of funct7.
  private static func shift(
    _ mnemonic: String, _ operation: Operation, funct3: UInt32, funct6: UInt32
  ) -> Encoding {
    Encoding(
      mnemonic, operation, .xxShift64, length: 4,
      BitPattern(match: funct6 << 26 | funct3 << 12 | 0x13, mask: 0xFC00_707F))
  }
}
