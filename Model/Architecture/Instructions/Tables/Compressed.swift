/// C: words of 16 bits, each an abbreviation of an instruction of 32 bits.
///
/// Source: RISC-V Unprivileged ISA, RVC instruction set listings, without floating point; CHERI ISA version 9 for
/// capability mode, where the stack pointer is a capability and loads and stores of doubles in floating-point
/// registers become loads and stores of capabilities.
extension Encoding {
  static let compressed: [Encoding] = [
    // Quadrant 0.
    Encoding(
      "c.addi4spn", .addi, .stackAddress, BitPattern(quadrant: 0, funct3: 0), reserved: .zeroImmediate, mode: .integer),
    Encoding(
      "c.cincoffset4cspn", .cIncOffsetImm, .stackAddress, BitPattern(quadrant: 0, funct3: 0),
      reserved: .zeroImmediate, mode: .capability),
    Encoding("c.clc", .lc, .shortLoad(.capabilityOffset), BitPattern(quadrant: 0, funct3: 1), mode: .capability),
    Encoding("c.lw", .lw, .shortLoad(.wordOffset), BitPattern(quadrant: 0, funct3: 2)),
    Encoding("c.ld", .ld, .shortLoad(.doubleOffset), BitPattern(quadrant: 0, funct3: 3)),
    Encoding("c.csc", .sc, .shortStore(.capabilityOffset), BitPattern(quadrant: 0, funct3: 5), mode: .capability),
    Encoding("c.sw", .sw, .shortStore(.wordOffset), BitPattern(quadrant: 0, funct3: 6)),
    Encoding("c.sd", .sd, .shortStore(.doubleOffset), BitPattern(quadrant: 0, funct3: 7)),

    // Quadrant 1.
    Encoding("c.addi", .addi, .addImmediate, BitPattern(quadrant: 1, funct3: 0)),
    Encoding("c.addiw", .addiw, .addImmediate, BitPattern(quadrant: 1, funct3: 1), reserved: .zeroDestination),
    Encoding("c.li", .addi, .loadImmediate, BitPattern(quadrant: 1, funct3: 2)),
    Encoding(
      "c.addi16sp", .addi, .stackAdjustment, BitPattern(quadrant: 1, funct3: 3, match: 2 << 7, mask: 0xF80),
      reserved: .zeroImmediate, mode: .integer),
    Encoding(
      "c.cincoffset16csp", .cIncOffsetImm, .stackAdjustment,
      BitPattern(quadrant: 1, funct3: 3, match: 2 << 7, mask: 0xF80), reserved: .zeroImmediate, mode: .capability),
    Encoding("c.lui", .lui, .loadUpper, BitPattern(quadrant: 1, funct3: 3), reserved: .zeroImmediate),
    Encoding("c.srli", .srli, .shortImmediate(.shiftAmount), narrowArithmetic(0x0000, mask: 0x0C00)),
    Encoding("c.srai", .srai, .shortImmediate(.shiftAmount), narrowArithmetic(0x0400, mask: 0x0C00)),
    Encoding("c.andi", .andi, .shortImmediate(.six), narrowArithmetic(0x0800, mask: 0x0C00)),
    Encoding("c.sub", .sub, .shortArithmetic, narrowArithmetic(0x0C00, mask: 0x1C60)),
    Encoding("c.xor", .xor, .shortArithmetic, narrowArithmetic(0x0C20, mask: 0x1C60)),
    Encoding("c.or", .or, .shortArithmetic, narrowArithmetic(0x0C40, mask: 0x1C60)),
    Encoding("c.and", .and, .shortArithmetic, narrowArithmetic(0x0C60, mask: 0x1C60)),
    Encoding("c.subw", .subw, .shortArithmetic, narrowArithmetic(0x1C00, mask: 0x1C60)),
    Encoding("c.addw", .addw, .shortArithmetic, narrowArithmetic(0x1C20, mask: 0x1C60)),
    Encoding("c.j", .jal, .shortJump, BitPattern(quadrant: 1, funct3: 5), mode: .integer),
    Encoding("c.cj", .cjal, .shortJump, BitPattern(quadrant: 1, funct3: 5), mode: .capability),
    Encoding("c.beqz", .beq, .shortBranch, BitPattern(quadrant: 1, funct3: 6)),
    Encoding("c.bnez", .bne, .shortBranch, BitPattern(quadrant: 1, funct3: 7)),

    // Quadrant 2.
    Encoding("c.slli", .slli, .shiftLeft, BitPattern(quadrant: 2, funct3: 0)),
    Encoding(
      "c.clcsp", .lc, .stackLoad(.capabilityStackLoad), BitPattern(quadrant: 2, funct3: 1),
      reserved: .zeroDestination, mode: .capability),
    Encoding(
      "c.lwsp", .lw, .stackLoad(.wordStackLoad), BitPattern(quadrant: 2, funct3: 2), reserved: .zeroDestination),
    Encoding(
      "c.ldsp", .ld, .stackLoad(.doubleStackLoad), BitPattern(quadrant: 2, funct3: 3), reserved: .zeroDestination),
    Encoding("c.jr", .jalr, .jumpRegister(link: 0), wideRegister(0x0000), reserved: .zeroSource, mode: .integer),
    Encoding("c.cjr", .cjalr, .jumpRegister(link: 0), wideRegister(0x0000), reserved: .zeroSource, mode: .capability),
    Encoding("c.mv", .add, .move, BitPattern(quadrant: 2, funct3: 4, match: 0x0000, mask: 0x1000)),
    Encoding("c.ebreak", .ebreak, .nothing, BitPattern(match: 0x9002, mask: 0xFFFF)),
    Encoding("c.jalr", .jalr, .jumpRegister(link: 1), wideRegister(0x1000), mode: .integer),
    Encoding("c.cjalr", .cjalr, .jumpRegister(link: 1), wideRegister(0x1000), mode: .capability),
    Encoding("c.add", .add, .addRegister, BitPattern(quadrant: 2, funct3: 4, match: 0x1000, mask: 0x1000)),
    Encoding(
      "c.cscsp", .sc, .stackStore(.capabilityStackStore), BitPattern(quadrant: 2, funct3: 5), mode: .capability),
    Encoding("c.swsp", .sw, .stackStore(.wordStackStore), BitPattern(quadrant: 2, funct3: 6)),
    Encoding("c.sdsp", .sd, .stackStore(.doubleStackStore), BitPattern(quadrant: 2, funct3: 7)),
  ]

  /// Arithmetic on registers 8 to 15: quadrant 1, function 4.
  private static func narrowArithmetic(_ match: UInt32, mask: UInt32) -> BitPattern {
    BitPattern(quadrant: 1, funct3: 4, match: match, mask: mask)
  }

  /// Jumps through a register: quadrant 2, function 4, with no second source.
  private static func wideRegister(_ bit12: UInt32) -> BitPattern {
    BitPattern(quadrant: 2, funct3: 4, match: bit12, mask: 0x107C)
  }
}

/// The immediates of compressed words.
extension ImmediateLayout {
  static let six = signed(bits(5...5, at: 12), bits(0...4, at: 2))
  static let upperSix = signed(bits(17...17, at: 12), bits(12...16, at: 2))
  static let shiftAmount = unsigned(bits(5...5, at: 12), bits(0...4, at: 2))
  static let stackOffset = unsigned(
    bits(4...5, at: 11), bits(6...9, at: 7), bits(2...2, at: 6), bits(3...3, at: 5))
  static let stackStep = signed(
    bits(9...9, at: 12), bits(4...4, at: 6), bits(6...6, at: 5), bits(7...8, at: 3), bits(5...5, at: 2))
  static let wordOffset = unsigned(bits(3...5, at: 10), bits(2...2, at: 6), bits(6...6, at: 5))
  static let doubleOffset = unsigned(bits(3...5, at: 10), bits(6...7, at: 5))
  static let capabilityOffset = unsigned(bits(4...5, at: 11), bits(8...8, at: 10), bits(6...7, at: 5))
  static let wordStackLoad = unsigned(bits(5...5, at: 12), bits(2...4, at: 4), bits(6...7, at: 2))
  static let doubleStackLoad = unsigned(bits(5...5, at: 12), bits(3...4, at: 5), bits(6...8, at: 2))
  static let capabilityStackLoad = unsigned(bits(5...5, at: 12), bits(4...4, at: 6), bits(6...9, at: 2))
  static let wordStackStore = unsigned(bits(2...5, at: 9), bits(6...7, at: 7))
  static let doubleStackStore = unsigned(bits(3...5, at: 10), bits(6...8, at: 7))
  static let capabilityStackStore = unsigned(bits(4...5, at: 11), bits(6...9, at: 7))
  static let shortJumpOffset = signed(
    bits(11...11, at: 12), bits(4...4, at: 11), bits(8...9, at: 9), bits(10...10, at: 8), bits(6...6, at: 7),
    bits(7...7, at: 6), bits(1...3, at: 3), bits(5...5, at: 2))
  static let shortBranchOffset = signed(
    bits(8...8, at: 12), bits(3...4, at: 10), bits(6...7, at: 5), bits(1...2, at: 3), bits(5...5, at: 2))
}

/// The operands of compressed words. Register 2 is the stack pointer.
extension OperandFormat {
  static let nothing = OperandFormat(rd: .absent)
  static let stackAddress = OperandFormat(rd: .narrow(at: 2), rs1: .always(2), immediate: .stackOffset)
  static let stackAdjustment = OperandFormat(rd: .always(2), rs1: .always(2), immediate: .stackStep)
  static let addImmediate = OperandFormat(rd: .wide(at: 7), rs1: .wide(at: 7), immediate: .six)
  static let loadImmediate = OperandFormat(rd: .wide(at: 7), immediate: .six)
  static let loadUpper = OperandFormat(rd: .wide(at: 7), immediate: .upperSix)
  static let shiftLeft = OperandFormat(rd: .wide(at: 7), rs1: .wide(at: 7), immediate: .shiftAmount)
  static let shortArithmetic = OperandFormat(rd: .narrow(at: 7), rs1: .narrow(at: 7), rs2: .narrow(at: 2))
  static let shortJump = OperandFormat(rd: .absent, immediate: .shortJumpOffset)
  static let shortBranch = OperandFormat(rd: .absent, rs1: .narrow(at: 7), rs2: .absent, immediate: .shortBranchOffset)
  static let move = OperandFormat(rd: .wide(at: 7), rs2: .wide(at: 2))
  static let addRegister = OperandFormat(rd: .wide(at: 7), rs1: .wide(at: 7), rs2: .wide(at: 2))

  static func shortImmediate(_ immediate: ImmediateLayout) -> OperandFormat {
    OperandFormat(rd: .narrow(at: 7), rs1: .narrow(at: 7), immediate: immediate)
  }

  static func shortLoad(_ offset: ImmediateLayout) -> OperandFormat {
    OperandFormat(rd: .narrow(at: 2), rs1: .narrow(at: 7), immediate: offset)
  }

  static func shortStore(_ offset: ImmediateLayout) -> OperandFormat {
    OperandFormat(rd: .absent, rs1: .narrow(at: 7), rs2: .narrow(at: 2), immediate: offset)
  }

  static func stackLoad(_ offset: ImmediateLayout) -> OperandFormat {
    OperandFormat(rd: .wide(at: 7), rs1: .always(2), immediate: offset)
  }

  static func stackStore(_ offset: ImmediateLayout) -> OperandFormat {
    OperandFormat(rd: .absent, rs1: .always(2), rs2: .wide(at: 2), immediate: offset)
  }

  static func jumpRegister(link: UInt8) -> OperandFormat {
    OperandFormat(rd: .always(link), rs1: .wide(at: 7))
  }
}
