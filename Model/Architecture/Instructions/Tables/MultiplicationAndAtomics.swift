/// M and A, with the reservations of bytes and halfwords that CHERI-RISC-V adds.
///
/// Source: RISC-V Unprivileged ISA; CHERI ISA version 9.
extension Encoding {
  static let multiplication: [Encoding] = [
    Encoding("mul", .mul, .xxx, opcode: 0x33, funct3: 0, funct7: 0x01),
    Encoding("mulh", .mulh, .xxx, opcode: 0x33, funct3: 1, funct7: 0x01),
    Encoding("mulhsu", .mulhsu, .xxx, opcode: 0x33, funct3: 2, funct7: 0x01),
    Encoding("mulhu", .mulhu, .xxx, opcode: 0x33, funct3: 3, funct7: 0x01),
    Encoding("div", .div, .xxx, opcode: 0x33, funct3: 4, funct7: 0x01),
    Encoding("divu", .divu, .xxx, opcode: 0x33, funct3: 5, funct7: 0x01),
    Encoding("rem", .rem, .xxx, opcode: 0x33, funct3: 6, funct7: 0x01),
    Encoding("remu", .remu, .xxx, opcode: 0x33, funct3: 7, funct7: 0x01),
    Encoding("mulw", .mulw, .xxx, opcode: 0x3B, funct3: 0, funct7: 0x01),
    Encoding("divw", .divw, .xxx, opcode: 0x3B, funct3: 4, funct7: 0x01),
    Encoding("divuw", .divuw, .xxx, opcode: 0x3B, funct3: 5, funct7: 0x01),
    Encoding("remw", .remw, .xxx, opcode: 0x3B, funct3: 6, funct7: 0x01),
    Encoding("remuw", .remuw, .xxx, opcode: 0x3B, funct3: 7, funct7: 0x01),
  ]

  static let atomics: [Encoding] = [
    loadReserved("lr.b", .lrB, width: 0),
    loadReserved("lr.h", .lrH, width: 1),
    loadReserved("lr.w", .lrW, width: 2),
    loadReserved("lr.d", .lrD, width: 3),
    atomic("sc.b", .scB, .storeConditional, width: 0, funct5: 0x03),
    atomic("sc.h", .scH, .storeConditional, width: 1, funct5: 0x03),
    atomic("sc.w", .scW, .storeConditional, width: 2, funct5: 0x03),
    atomic("sc.d", .scD, .storeConditional, width: 3, funct5: 0x03),
    atomic("amoswap.w", .amoswapW, .atomic(.swap), width: 2, funct5: 0x01),
    atomic("amoadd.w", .amoaddW, .atomic(.add), width: 2, funct5: 0x00),
    atomic("amoxor.w", .amoxorW, .atomic(.xor), width: 2, funct5: 0x04),
    atomic("amoand.w", .amoandW, .atomic(.and), width: 2, funct5: 0x0C),
    atomic("amoor.w", .amoorW, .atomic(.or), width: 2, funct5: 0x08),
    atomic("amomin.w", .amominW, .atomic(.min), width: 2, funct5: 0x10),
    atomic("amomax.w", .amomaxW, .atomic(.max), width: 2, funct5: 0x14),
    atomic("amominu.w", .amominuW, .atomic(.minUnsigned), width: 2, funct5: 0x18),
    atomic("amomaxu.w", .amomaxuW, .atomic(.maxUnsigned), width: 2, funct5: 0x1C),
    atomic("amoswap.d", .amoswapD, .atomic(.swap), width: 3, funct5: 0x01),
    atomic("amoadd.d", .amoaddD, .atomic(.add), width: 3, funct5: 0x00),
    atomic("amoxor.d", .amoxorD, .atomic(.xor), width: 3, funct5: 0x04),
    atomic("amoand.d", .amoandD, .atomic(.and), width: 3, funct5: 0x0C),
    atomic("amoor.d", .amoorD, .atomic(.or), width: 3, funct5: 0x08),
    atomic("amomin.d", .amominD, .atomic(.min), width: 3, funct5: 0x10),
    atomic("amomax.d", .amomaxD, .atomic(.max), width: 3, funct5: 0x14),
    atomic("amominu.d", .amominuD, .atomic(.minUnsigned), width: 3, funct5: 0x18),
    atomic("amomaxu.d", .amomaxuD, .atomic(.maxUnsigned), width: 3, funct5: 0x1C),
  ]

  /// An atomic: funct7 is a function of five bits and the two ordering bits. `width` is log2 of the bytes accessed.
  static func atomic(
    _ mnemonic: String, _ operation: Operation, _ kind: MemoryOperation.Kind, _ format: OperandFormat = .atomic,
    width: UInt32, funct5: UInt32
  ) -> Encoding {
    Encoding(
      mnemonic, operation, format, length: 4,
      BitPattern(match: funct5 << 27 | width << 12 | 0x2F, mask: 0xF800_707F),
      memory: MemoryOperation(kind, .value(width: width)))
  }

  /// A load that makes a reservation: its second source field is 0.
  static func loadReserved(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat = .loadReserved, width: UInt32
  ) -> Encoding {
    Encoding(
      mnemonic, operation, format, length: 4, BitPattern(match: 0x1000_002F | width << 12, mask: 0xF9F0_707F),
      memory: MemoryOperation(.loadReserved, .value(width: width)))
  }
}

extension MemoryOperation.Value {
  /// What the instructions move whose width is log2 of its bytes: numbers of up to 8, and capabilities.
  fileprivate static func value(width: UInt32) -> MemoryOperation.Value {
    width == 4 ? .capability : .number(size: 1 << Int(width))
  }
}
