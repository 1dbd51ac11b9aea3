public import Architecture
import CapabilityModel
import ExactIntegers

extension MachineState {
  /// What an instruction does in this state, or why it traps; the state stays as it is.
  ///
  /// - Parameters:
  ///   - instruction: The decoded instruction, taken to stand at the program counter.
  ///   - word: Its encoding, which an illegal-instruction trap tells.
  public func effect(of instruction: Instruction, word: UInt32) throws(Trap) -> Effect {
    guard !instruction.isHint else { return .none }
    switch instruction.operation {
    case .lui, .auipc, .addi, .slti, .sltiu, .xori, .ori, .andi, .slli, .srli, .srai,
      .add, .sub, .sll, .slt, .sltu, .xor, .srl, .sra, .or, .and,
      .addiw, .slliw, .srliw, .sraiw, .addw, .subw, .sllw, .srlw, .sraw,
      .mul, .mulh, .mulhsu, .mulhu, .div, .divu, .rem, .remu, .mulw, .divw, .divuw, .remw, .remuw:
      return integerComputation(instruction)

    case .beq, .bne, .blt, .bge, .bltu, .bgeu: return try branch(instruction)
    case .jal, .cjal: return try jumpRelative(instruction)
    case .jalr, .jalrPCC: return try jumpToInteger(instruction)
    case .cjalr, .jalrCAP: return try jumpToCapability(instruction)
    case .cInvoke: return try invoke(instruction)
    case .auipcc: return addressRelativeToProgramCounter(instruction)

    case .lb: return try loadData(instruction, size: 1, isSigned: true)
    case .lh: return try loadData(instruction, size: 2, isSigned: true)
    case .lw: return try loadData(instruction, size: 4, isSigned: true)
    case .ld: return try loadData(instruction, size: 8, isSigned: true)
    case .lbu: return try loadData(instruction, size: 1, isSigned: false)
    case .lhu: return try loadData(instruction, size: 2, isSigned: false)
    case .lwu: return try loadData(instruction, size: 4, isSigned: false)
    case .lc: return try loadCapability(instruction)
    case .sb: return try storeData(instruction, size: 1)
    case .sh: return try storeData(instruction, size: 2)
    case .sw: return try storeData(instruction, size: 4)
    case .sd: return try storeData(instruction, size: 8)
    case .sc: return try storeCapability(instruction)
    case .cLoadTags: return try loadTags(instruction)

    case .lrB: return try loadReserved(instruction, size: 1)
    case .lrH: return try loadReserved(instruction, size: 2)
    case .lrW: return try loadReserved(instruction, size: 4)
    case .lrD: return try loadReserved(instruction, size: 8)
    case .lrC: return try loadReservedCapability(instruction)
    case .scB: return try storeConditional(instruction, size: 1)
    case .scH: return try storeConditional(instruction, size: 2)
    case .scW: return try storeConditional(instruction, size: 4)
    case .scD: return try storeConditional(instruction, size: 8)
    case .scC: return try storeConditionalCapability(instruction)
    case .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW:
      return try atomicOperation(instruction, size: 4)
    case .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD:
      return try atomicOperation(instruction, size: 8)
    case .amoswapC: return try swapCapability(instruction)

    case .cGetPerm, .cGetType, .cGetBase, .cGetLen, .cGetTag, .cGetSealed, .cGetOffset, .cGetFlags, .cGetAddr,
      .cGetHigh, .cGetTop:
      return inspection(instruction)
    case .cSeal, .cUnseal, .cAndPerm, .cSetFlags, .cSetOffset, .cSetAddr, .cSetHigh, .cIncOffset, .cIncOffsetImm,
      .cSetBounds, .cSetBoundsImm, .cSetBoundsExact, .cClearTag, .cMove, .cBuildCap, .cCopyType, .cCSeal, .cSealEntry,
      .cFromPtr:
      return derivation(instruction)
    case .cToPtr, .cSub, .cTestSubset, .cSetEqualExact, .cRoundRepresentableLength, .cRepresentableAlignmentMask:
      return comparison(instruction)

    case .csrrw, .csrrs, .csrrc, .csrrwi, .csrrsi, .csrrci:
      return try controlRegisterAccess(instruction, word: word)
    case .cSpecialRW: return try specialRegisterAccess(instruction, word: word)
    case .mret: return try trapReturn()
    case .ecall: throw Trap(.environmentCallFromMachine)
    case .ebreak: throw Trap(.breakpoint, value: programCounter)
    case .fence, .fenceI, .wfi: return .none
    case .sfenceVMA: throw supervisorInstruction(word)

    case .lbDDC, .lhDDC, .lwDDC, .ldDDC, .lbuDDC, .lhuDDC, .lwuDDC, .lcDDC, .sbDDC, .shDDC, .swDDC, .sdDDC, .scDDC,
      .lrBDDC, .lrHDDC, .lrWDDC, .lrDDDC, .lrCDDC, .scBDDC, .scHDDC, .scWDDC, .scDDDC, .scCDDC:
      return try accessThroughDefault(instruction)
    case .lbCAP, .lhCAP, .lwCAP, .ldCAP, .lbuCAP, .lhuCAP, .lwuCAP, .lcCAP, .sbCAP, .shCAP, .swCAP, .sdCAP, .scCAP,
      .lrBCAP, .lrHCAP, .lrWCAP, .lrDCAP, .lrCCAP, .scBCAP, .scHCAP, .scWCAP, .scDCAP, .scCCAP:
      return try accessThroughCapability(instruction)
    }
  }

  /// The `.ddc` forms: as their counterparts without suffix, through DDC in either mode.
  private func accessThroughDefault(_ instruction: Instruction) throws(Trap) -> Effect {
    switch instruction.operation {
    case .lbDDC: try loadData(instruction, .defaultData, size: 1, isSigned: true)
    case .lhDDC: try loadData(instruction, .defaultData, size: 2, isSigned: true)
    case .lwDDC: try loadData(instruction, .defaultData, size: 4, isSigned: true)
    case .ldDDC: try loadData(instruction, .defaultData, size: 8, isSigned: true)
    case .lbuDDC: try loadData(instruction, .defaultData, size: 1, isSigned: false)
    case .lhuDDC: try loadData(instruction, .defaultData, size: 2, isSigned: false)
    case .lwuDDC: try loadData(instruction, .defaultData, size: 4, isSigned: false)
    case .lcDDC: try loadCapability(instruction, .defaultData)
    case .sbDDC: try storeData(instruction, .defaultData, size: 1)
    case .shDDC: try storeData(instruction, .defaultData, size: 2)
    case .swDDC: try storeData(instruction, .defaultData, size: 4)
    case .sdDDC: try storeData(instruction, .defaultData, size: 8)
    case .scDDC: try storeCapability(instruction, .defaultData)
    case .lrBDDC: try loadReserved(instruction, .defaultData, size: 1)
    case .lrHDDC: try loadReserved(instruction, .defaultData, size: 2)
    case .lrWDDC: try loadReserved(instruction, .defaultData, size: 4)
    case .lrDDDC: try loadReserved(instruction, .defaultData, size: 8)
    case .lrCDDC: try loadReservedCapability(instruction, .defaultData)
    case .scBDDC: try storeConditional(instruction, .defaultData, size: 1)
    case .scHDDC: try storeConditional(instruction, .defaultData, size: 2)
    case .scWDDC: try storeConditional(instruction, .defaultData, size: 4)
    case .scDDDC: try storeConditional(instruction, .defaultData, size: 8)
    default: try storeConditionalCapability(instruction, .defaultData)
    }
  }

  /// The `.cap` forms: as their counterparts without suffix, through the capability in the address register in either mode.
  private func accessThroughCapability(_ instruction: Instruction) throws(Trap) -> Effect {
    switch instruction.operation {
    case .lbCAP: try loadData(instruction, .capability, size: 1, isSigned: true)
    case .lhCAP: try loadData(instruction, .capability, size: 2, isSigned: true)
    case .lwCAP: try loadData(instruction, .capability, size: 4, isSigned: true)
    case .ldCAP: try loadData(instruction, .capability, size: 8, isSigned: true)
    case .lbuCAP: try loadData(instruction, .capability, size: 1, isSigned: false)
    case .lhuCAP: try loadData(instruction, .capability, size: 2, isSigned: false)
    case .lwuCAP: try loadData(instruction, .capability, size: 4, isSigned: false)
    case .lcCAP: try loadCapability(instruction, .capability)
    case .sbCAP: try storeData(instruction, .capability, size: 1)
    case .shCAP: try storeData(instruction, .capability, size: 2)
    case .swCAP: try storeData(instruction, .capability, size: 4)
    case .sdCAP: try storeData(instruction, .capability, size: 8)
    case .scCAP: try storeCapability(instruction, .capability)
    case .lrBCAP: try loadReserved(instruction, .capability, size: 1)
    case .lrHCAP: try loadReserved(instruction, .capability, size: 2)
    case .lrWCAP: try loadReserved(instruction, .capability, size: 4)
    case .lrDCAP: try loadReserved(instruction, .capability, size: 8)
    case .lrCCAP: try loadReservedCapability(instruction, .capability)
    case .scBCAP: try storeConditional(instruction, .capability, size: 1)
    case .scHCAP: try storeConditional(instruction, .capability, size: 2)
    case .scWCAP: try storeConditional(instruction, .capability, size: 4)
    case .scDCAP: try storeConditional(instruction, .capability, size: 8)
    default: try storeConditionalCapability(instruction, .capability)
    }
  }

  /// Rule ``machine.capability.auipcc``: `auipcc` results in PCC at pc + offset, untagged if that is not representable.
  private func addressRelativeToProgramCounter(_ instruction: Instruction) -> Effect {
    writing(
      programCounterCapability.setAddress(programCounter + Integer(instruction.immediate)), to: instruction.rd)
  }

  /// The effect of writing a capability to a general register.
  func writing(_ value: Capability, to register: UInt8) -> Effect {
    Effect(register: .init(number: register, value: value))
  }

  /// The effect of writing an integer, modulo 2^64, to a general register: null at that address.
  func writing(integer value: Integer, to register: UInt8) -> Effect {
    writing(registers.null.moved(to: value), to: register)
  }
}
