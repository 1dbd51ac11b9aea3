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
    let immediate = Integer(instruction.immediate)
    switch instruction.operation {
    case .lui: return doubleResult(instruction) { $0.right }
    case .auipc: return doubleResult(instruction) { programCounter + $0.right }
    case .addi, .add: return doubleResult(instruction) { $0.left + $0.right }
    case .sub: return doubleResult(instruction) { $0.left - $0.right }
    case .slti, .slt: return doubleResult(instruction) { Integer($0.signedLeft < $0.signedRight) }
    case .sltiu, .sltu: return doubleResult(instruction) { Integer($0.left < $0.right) }
    case .xori, .xor: return doubleResult(instruction) { $0.left ^ $0.right }
    case .ori, .or: return doubleResult(instruction) { $0.left | $0.right }
    case .andi, .and: return doubleResult(instruction) { $0.left & $0.right }
    case .slli, .sll: return doubleResult(instruction) { $0.left << $0.amount }
    case .srli, .srl: return doubleResult(instruction) { $0.left >> $0.amount }
    case .srai, .sra: return doubleResult(instruction) { $0.signedLeft >> $0.amount }
    case .mul: return doubleResult(instruction) { $0.left * $0.right }
    case .mulh: return doubleResult(instruction) { ($0.signedLeft * $0.signedRight) >> 64 }
    case .mulhsu: return doubleResult(instruction) { ($0.signedLeft * $0.right) >> 64 }
    case .mulhu: return doubleResult(instruction) { ($0.left * $0.right) >> 64 }
    case .div: return doubleResult(instruction) { quotient($0.signedLeft, $0.signedRight) }
    case .divu: return doubleResult(instruction) { quotient($0.left, $0.right) }
    case .rem: return doubleResult(instruction) { remainder($0.signedLeft, $0.signedRight) }
    case .remu: return doubleResult(instruction) { remainder($0.left, $0.right) }

    case .addiw, .addw: return wordResult(instruction) { $0.left + $0.right }
    case .subw: return wordResult(instruction) { $0.left - $0.right }
    case .slliw, .sllw: return wordResult(instruction) { $0.left << $0.amount }
    case .srliw, .srlw: return wordResult(instruction) { $0.left >> $0.amount }
    case .sraiw, .sraw: return wordResult(instruction) { $0.signedLeft >> $0.amount }
    case .mulw: return wordResult(instruction) { $0.left * $0.right }
    case .divw: return wordResult(instruction) { quotient($0.signedLeft, $0.signedRight) }
    case .divuw: return wordResult(instruction) { quotient($0.left, $0.right) }
    case .remw: return wordResult(instruction) { remainder($0.signedLeft, $0.signedRight) }
    case .remuw: return wordResult(instruction) { remainder($0.left, $0.right) }

    case .beq: return try branch(instruction) { $0.left == $0.right }
    case .bne: return try branch(instruction) { $0.left != $0.right }
    case .blt: return try branch(instruction) { $0.signedLeft < $0.signedRight }
    case .bge: return try branch(instruction) { $0.signedLeft >= $0.signedRight }
    case .bltu: return try branch(instruction) { $0.left < $0.right }
    case .bgeu: return try branch(instruction) { $0.left >= $0.right }
    case .jal, .cjal: return try jumpRelative(instruction)
    case .jalr, .jalrPCC: return try jumpToInteger(instruction)
    case .cjalr, .jalrCAP: return try jumpToCapability(instruction)
    case .cInvoke: return try invoke(instruction)
    case .auipcc: return addressRelativeToProgramCounter(instruction)

    case .lb, .lh, .lw, .ld, .lbu, .lhu, .lwu, .lc, .sb, .sh, .sw, .sd, .sc, .cLoadTags,
      .lrB, .lrH, .lrW, .lrD, .lrC, .scB, .scH, .scW, .scD, .scC,
      .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW,
      .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD, .amoswapC,
      .lbDDC, .lhDDC, .lwDDC, .ldDDC, .lbuDDC, .lhuDDC, .lwuDDC, .lcDDC, .sbDDC, .shDDC, .swDDC, .sdDDC, .scDDC,
      .lrBDDC, .lrHDDC, .lrWDDC, .lrDDDC, .lrCDDC, .scBDDC, .scHDDC, .scWDDC, .scDDDC, .scCDDC,
      .lbCAP, .lhCAP, .lwCAP, .ldCAP, .lbuCAP, .lhuCAP, .lwuCAP, .lcCAP, .sbCAP, .shCAP, .swCAP, .sdCAP, .scCAP,
      .lrBCAP, .lrHCAP, .lrWCAP, .lrDCAP, .lrCCAP, .scBCAP, .scHCAP, .scWCAP, .scDCAP, .scCCAP:
      return try memoryEffect(of: instruction)

    case .cGetPerm: return inspection(instruction) { $0.permissionBits }
    case .cGetType: return inspection(instruction) { $0.inspectedObjectType }
    case .cGetBase: return inspection(instruction) { $0.base }
    case .cGetLen: return inspection(instruction) { min($0.length, format.addressSpaceSize - 1) }
    case .cGetTag: return inspection(instruction) { Integer($0.tag) }
    case .cGetSealed: return inspection(instruction) { Integer($0.isSealed) }
    case .cGetOffset: return inspection(instruction) { $0.offset }
    case .cGetFlags: return inspection(instruction) { Integer($0.flags) }
    case .cGetAddr: return inspection(instruction) { $0.address }
    case .cGetHigh: return inspection(instruction) { $0.metadata }
    case .cGetTop: return inspection(instruction) { min($0.top, format.addressSpaceSize - 1) }

    case .cMove: return derivation(instruction) { source, _ in source }
    case .cAndPerm: return derivation(instruction) { $0.andPermissions(mask: $1.address) }
    case .cSetFlags: return derivation(instruction) { $0.setFlags($1.address) }
    case .cSetOffset: return derivation(instruction) { $0.setOffset($1.address) }
    case .cSetAddr: return derivation(instruction) { $0.setAddress($1.address) }
    case .cSetHigh: return derivation(instruction) { $0.setHigh($1.address) }
    case .cIncOffset: return derivation(instruction) { $0.incrementOffset(by: $1.address) }
    case .cIncOffsetImm: return derivation(instruction) { source, _ in source.incrementOffset(by: immediate) }
    case .cSetBounds: return derivation(instruction) { $0.setBounds(length: $1.address).capability }
    case .cSetBoundsImm: return derivation(instruction) { source, _ in source.setBounds(length: immediate).capability }
    case .cSetBoundsExact: return derivation(instruction) { $0.setBoundsExact(length: $1.address).capability }
    case .cClearTag: return derivation(instruction) { source, _ in source.clearTag() }
    case .cSeal: return derivation(instruction) { $0.seal(with: $1) }
    case .cUnseal: return derivation(instruction) { $0.unseal(with: $1) }
    case .cCSeal: return derivation(instruction) { $0.conditionalSeal(with: $1) }
    case .cSealEntry: return derivation(instruction) { source, _ in source.sealEntry() }
    case .cCopyType: return derivation(instruction) { $0.copyType(of: $1) }
    case .cBuildCap: return derivation(instruction, from: orDefault(instruction.rs1)) { $0.build($1) }
    case .cFromPtr: return derivation(instruction, from: orDefault(instruction.rs1)) { $0.fromPointer($1.address) }

    case .cToPtr: return comparison(instruction) { first, _ in first.toPointer(relativeTo: orDefault(instruction.rs2)) }
    case .cSub: return comparison(instruction) { $0.subtract($1) }
    case .cTestSubset: return comparison(instruction) { Integer(orDefault(instruction.rs1).hasSubset($1)) }
    case .cSetEqualExact: return comparison(instruction) { Integer($0.isExactlyEqual(to: $1)) }
    case .cRoundRepresentableLength:
      return comparison(instruction) { length, _ in format.representableLength(length.address) }
    case .cRepresentableAlignmentMask:
      return comparison(instruction) { length, _ in format.representableAlignmentMask(length: length.address) }

    case .csrrw, .csrrwi: return try controlRegisterAccess(instruction, word: word, isWrite: true) { $1 }
    case .csrrs, .csrrsi:
      return try controlRegisterAccess(instruction, word: word, isWrite: instruction.rs1 != 0) { $0 | $1 }
    case .csrrc, .csrrci:
      return try controlRegisterAccess(instruction, word: word, isWrite: instruction.rs1 != 0) { $0 - ($0 & $1) }
    case .cSpecialRW: return try specialRegisterAccess(instruction, word: word)
    case .mret: return try trapReturn()
    case .ecall: throw Trap(.environmentCallFromMachine)
    case .ebreak: throw Trap(.breakpoint, value: programCounter)
    case .fence, .fenceI, .wfi: return .none
    case .sfenceVMA: throw supervisorInstruction(word)
    }
  }

  /// What an instruction does to memory, by kind, size and authority of the access; that only loads and stores have an
  /// offset is a matter of the address.
  private func memoryEffect(of instruction: Instruction) throws(Trap) -> Effect {
    guard let memory = instruction.operation.memory else {
      impossible("machine.memory.authority", "\(instruction.operation) is said to access memory, and has no access")
    }
    let authority = memory.authority
    switch (memory.kind, memory.value) {
    case (.load, .number(let size, let isSigned)):
      return try loadData(instruction, authority, size: size, isSigned: isSigned)
    case (.load, .capability): return try loadCapability(instruction, authority)
    case (.loadReserved, .number(let size, _)): return try loadReserved(instruction, authority, size: size)
    case (.loadReserved, .capability): return try loadReservedCapability(instruction, authority)
    case (.store, .number(let size, _)): return try storeData(instruction, authority, size: size)
    case (.store, .capability): return try storeCapability(instruction, authority)
    case (.storeConditional, .number(let size, _)): return try storeConditional(instruction, authority, size: size)
    case (.storeConditional, .capability): return try storeConditionalCapability(instruction, authority)
    case (.atomic(let function), .number(let size, _)):
      return try atomicOperation(instruction, function, size: size)
    case (.atomic, .capability): return try swapCapability(instruction)
    case (.loadTags, _): return try loadTags(instruction)
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
