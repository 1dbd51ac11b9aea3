import Architecture

/// The operations that the templates choose from; the simplest come first.
extension InstructionGenerator {
  static let arithmeticOperations: [Operation] = [
    .addi, .add, .sub, .xori, .ori, .andi, .slti, .sltiu, .slli, .srli, .srai, .lui,
    .xor, .or, .and, .sll, .srl, .sra, .slt, .sltu,
    .addiw, .slliw, .srliw, .sraiw, .addw, .subw, .sllw, .srlw, .sraw,
    .mul, .mulh, .mulhsu, .mulhu, .div, .divu, .rem, .remu, .mulw, .divw, .divuw, .remw, .remuw,
  ]
  static let inspectionOperations: [Operation] = [
    .cGetTag, .cGetHigh, .cGetAddr, .cGetBase, .cGetTop, .cGetLen, .cGetPerm, .cGetType, .cGetSealed, .cGetOffset,
    .cGetFlags, .cSub, .cToPtr, .cTestSubset, .cSetEqualExact, .cRoundRepresentableLength,
    .cRepresentableAlignmentMask,
  ]
  static let loads: [Operation] = [.lb, .lh, .lw, .ld, .lbu, .lhu, .lwu, .lc]
  static let stores: [Operation] = [.sb, .sh, .sw, .sd, .sc]
  static let derivations: [Operation] = [
    .cMove, .cIncOffsetImm, .cIncOffset, .cSetAddr, .cSetOffset, .cSetBoundsImm, .cSetBounds, .cSetBoundsExact,
    .cAndPerm, .cSetFlags, .cSetHigh, .cClearTag, .cFromPtr, .cBuildCap,
  ]
  static let explicitOperations: [Operation] = Encoding.explicitlyAddressed.map(\.operation)
  static let atomics: [Operation] = [
    .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW,
    .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD, .amoswapC,
  ]
  static let loadReserved: [Operation] = [.lrB, .lrH, .lrW, .lrD, .lrC]
  static let storeConditional: [Operation] = [.scB, .scH, .scW, .scD, .scC]
}

extension Encoding {
  /// The rows of the explicit memory forms.
  fileprivate static var explicitlyAddressed: [Encoding] {
    all.filter { row in row.memory.map { $0.authority != .byMode && $0.kind != .loadTags } == true }
  }
}
