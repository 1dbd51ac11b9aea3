/// Xcheri: registers. Source: CHERI ISA version 9, CHERI-RISC-V instruction encodings (opcode 0x5B).
extension Encoding {
  static let capabilities: [Encoding] = [
    twoOperands("cgetperm", .cGetPerm, .xc, 0x00),
    twoOperands("cgettype", .cGetType, .xc, 0x01),
    twoOperands("cgetbase", .cGetBase, .xc, 0x02),
    twoOperands("cgetlen", .cGetLen, .xc, 0x03),
    twoOperands("cgettag", .cGetTag, .xc, 0x04),
    twoOperands("cgetsealed", .cGetSealed, .xc, 0x05),
    twoOperands("cgetoffset", .cGetOffset, .xc, 0x06),
    twoOperands("cgetflags", .cGetFlags, .xc, 0x07),
    twoOperands("crrl", .cRoundRepresentableLength, .xx, 0x08),
    twoOperands("cram", .cRepresentableAlignmentMask, .xx, 0x09),
    twoOperands("cmove", .cMove, .cc, 0x0A),
    twoOperands("ccleartag", .cClearTag, .cc, 0x0B),
    twoOperands("jalr.cap", .jalrCAP, .cc, 0x0C),
    twoOperands("cgetaddr", .cGetAddr, .xc, 0x0F),
    twoOperands("csealentry", .cSealEntry, .cc, 0x11),
    twoOperands("jalr.pcc", .jalrPCC, .xx, 0x14),
    twoOperands("cgethigh", .cGetHigh, .xc, 0x17),
    twoOperands("cgettop", .cGetTop, .xc, 0x18),

    threeOperands("cspecialrw", .cSpecialRW, .special, 0x01),
    threeOperands("csetbounds", .cSetBounds, .ccx, 0x08),
    threeOperands("csetboundsexact", .cSetBoundsExact, .ccx, 0x09),
    threeOperands("cseal", .cSeal, .ccc, 0x0B),
    threeOperands("cunseal", .cUnseal, .ccc, 0x0C),
    threeOperands("candperm", .cAndPerm, .ccx, 0x0D),
    threeOperands("csetflags", .cSetFlags, .ccx, 0x0E),
    threeOperands("csetoffset", .cSetOffset, .ccx, 0x0F),
    threeOperands("csetaddr", .cSetAddr, .ccx, 0x10),
    threeOperands("cincoffset", .cIncOffset, .ccx, 0x11),
    threeOperands("ctoptr", .cToPtr, .xcc, 0x12),
    threeOperands("cfromptr", .cFromPtr, .ccx, 0x13),
    threeOperands("csub", .cSub, .xcc, 0x14),
    threeOperands("csethigh", .cSetHigh, .ccx, 0x16),
    threeOperands("cbuildcap", .cBuildCap, .ccc, 0x1D),
    threeOperands("ccopytype", .cCopyType, .ccc, 0x1E),
    threeOperands("ccseal", .cCSeal, .ccc, 0x1F),
    threeOperands("ctestsubset", .cTestSubset, .xcc, 0x20),
    threeOperands("cseqx", .cSetEqualExact, .xcc, 0x21),

    Encoding("cincoffsetimm", .cIncOffsetImm, .ccImmediate, opcode: 0x5B, funct3: 1),
    Encoding("csetboundsimm", .cSetBoundsImm, .ccUnsigned, opcode: 0x5B, funct3: 2),
    Encoding("cinvoke", .cInvoke, .invoke, opcode: 0x5B, funct3: 0, funct7: 0x7E, rd: 0x01),
  ]

  /// A destination and one source: funct7 is 0x7F, and the field of the second source selects.
  private static func twoOperands(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat, _ selector: UInt32
  ) -> Encoding {
    Encoding(mnemonic, operation, format, opcode: 0x5B, funct3: 0, funct7: 0x7F, rs2: selector)
  }

  /// A destination and two sources: funct7 selects.
  private static func threeOperands(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat, _ funct7: UInt32
  ) -> Encoding {
    Encoding(mnemonic, operation, format, opcode: 0x5B, funct3: 0, funct7: funct7)
  }
}
