extension MicroOperation {
  /// What a micro-operation does, by the mnemonic of the instruction it stands for.
  enum Kind: UInt8 {
    // What has no instruction.
    case endOfBlock

    // Integers.
    case constant, auipc, auipcc
    case addi, slti, sltiu, xori, ori, andi, slli, srli, srai
    case add, sub, sll, slt, sltu, xor, srl, sra, or, and
    case addiw, slliw, srliw, sraiw
    case addw, subw, sllw, srlw, sraw
    case mul, mulh, mulhsu, mulhu, div, divu, rem, remu
    case mulw, divw, divuw, remw, remuw
    case nothing

    // Jumps.
    case beq, bne, blt, bge, bltu, bgeu
    case jal, cjal
    case jalr, cjalr, cInvoke

    // Memory.
    case lb, lh, lw, ld, lbu, lhu, lwu, lc
    case sb, sh, sw, sd, sc
    case cLoadTags
    case lrB, lrH, lrW, lrD, lrC
    case scB, scH, scW, scD, scC
    case amoswapW, amoaddW, amoxorW, amoandW, amoorW, amominW, amomaxW, amominuW, amomaxuW
    case amoswapD, amoaddD, amoxorD, amoandD, amoorD, amominD, amomaxD, amominuD, amomaxuD
    case amoswapC

    // Capabilities.
    case cGetPerm, cGetType, cGetBase, cGetLen, cGetTag, cGetSealed, cGetOffset, cGetFlags, cGetAddr, cGetHigh, cGetTop
    case cSeal, cUnseal, cAndPerm, cSetFlags, cSetOffset, cSetAddr, cSetHigh
    case cIncOffset, cIncOffsetImm, cSetBounds, cSetBoundsImm, cSetBoundsExact
    case cClearTag, cMove, cBuildCap, cCopyType, cCSeal, cSealEntry
    case cToPtr, cFromPtr, cSub, cTestSubset, cSetEqualExact
    case cRoundRepresentableLength, cRepresentableAlignmentMask
    case cSpecialRW

    // System.
    case csrrw, csrrs, csrrc, csrrwi, csrrsi, csrrci
    case fenceI, ecall, ebreak, mret, wfi
    case illegal
  }
}

extension MicroOperation.Kind {
  /// Whether a block ends with it: it may go elsewhere than on, or change what the following instructions mean.
  var endsBlock: Bool {
    switch self {
    case .beq, .bne, .blt, .bge, .bltu, .bgeu, .jal, .cjal, .jalr, .cjalr, .cInvoke, .cSpecialRW, .csrrw, .csrrs,
      .csrrc, .csrrwi, .csrrsi, .csrrci, .fenceI, .ecall, .ebreak, .mret, .wfi, .illegal, .endOfBlock:
      true
    default: false
    }
  }
}
