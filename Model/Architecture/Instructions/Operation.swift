/// What an instruction does, by its standard mnemonic: one case for each instruction of RV64IMA, Zicsr and Xcheri.
///
/// Compressed encodings have no cases of their own: they decode to the operation that they abbreviate. Where the
/// encoding mode changes which register *authorises* an access, the operation stays the same; where it changes the
/// *result* (`auipc` and `auipcc`, `jal` and `cjal`, `jalr` and `cjalr`), there are two operations.
public enum Operation: UInt16, CaseIterable, Codable, Hashable, Sendable {
  // Integer arithmetic on registers and immediates.
  case lui, auipc
  case addi, slti, sltiu, xori, ori, andi, slli, srli, srai
  case add, sub, sll, slt, sltu, xor, srl, sra, or, and
  case addiw, slliw, srliw, sraiw
  case addw, subw, sllw, srlw, sraw

  // Jumps and branches.
  case jal, jalr
  case beq, bne, blt, bge, bltu, bgeu

  // Loads and stores through the default data capability or a capability register, as the mode says.
  case lb, lh, lw, ld, lbu, lhu, lwu
  case sb, sh, sw, sd

  // Ordering and system.
  case fence, fenceI
  case ecall, ebreak, mret, wfi, sfenceVMA
  case csrrw, csrrs, csrrc, csrrwi, csrrsi, csrrci

  // Multiplication and division.
  case mul, mulh, mulhsu, mulhu, div, divu, rem, remu
  case mulw, divw, divuw, remw, remuw

  // Atomics, addressed as loads and stores are.
  case lrB, lrH, lrW, lrD
  case scB, scH, scW, scD
  case amoswapW, amoaddW, amoxorW, amoandW, amoorW, amominW, amomaxW, amominuW, amomaxuW
  case amoswapD, amoaddD, amoxorD, amoandD, amoorD, amominD, amomaxD, amominuD, amomaxuD

  // Capabilities in memory, addressed as loads and stores are.
  case lc, sc
  case lrC, scC, amoswapC
  case cLoadTags

  // Reading a capability's fields into an integer register.
  case cGetPerm, cGetType, cGetBase, cGetLen, cGetTag, cGetSealed, cGetOffset, cGetFlags, cGetAddr, cGetHigh, cGetTop

  // Deriving capabilities.
  case cSeal, cUnseal, cAndPerm, cSetFlags, cSetOffset, cSetAddr, cSetHigh
  case cIncOffset, cIncOffsetImm, cSetBounds, cSetBoundsImm, cSetBoundsExact
  case cClearTag, cMove, cBuildCap, cCopyType, cCSeal, cSealEntry

  // Between capabilities and integers.
  case cToPtr, cFromPtr, cSub, cTestSubset, cSetEqualExact
  case cRoundRepresentableLength, cRepresentableAlignmentMask

  // Special capability registers.
  case cSpecialRW

  // Capability jumps.
  case auipcc, cjal, cjalr
  case jalrCAP, jalrPCC, cInvoke

  // Memory through the default data capability, in either mode.
  case lbDDC, lhDDC, lwDDC, ldDDC, lbuDDC, lhuDDC, lwuDDC, lcDDC
  case sbDDC, shDDC, swDDC, sdDDC, scDDC
  case lrBDDC, lrHDDC, lrWDDC, lrDDDC, lrCDDC
  case scBDDC, scHDDC, scWDDC, scDDDC, scCDDC

  // Memory through a capability register, in either mode.
  case lbCAP, lhCAP, lwCAP, ldCAP, lbuCAP, lhuCAP, lwuCAP, lcCAP
  case sbCAP, shCAP, swCAP, sdCAP, scCAP
  case lrBCAP, lrHCAP, lrWCAP, lrDCAP, lrCCAP
  case scBCAP, scHCAP, scWCAP, scDCAP, scCCAP
}
