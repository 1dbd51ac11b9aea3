/// An instruction as the interpreter executes it: what to do, and where the operands lie. Plain data of 16 bytes.
///
/// Registers are named by the byte offset of their slot, so that the loop neither scales nor checks them. A write to
/// register 0 goes to a slot that nothing reads. A memory access names the register that gives the address and the one
/// that *authorises* it apart, so that both encoding modes and the explicit forms share their code.
struct MicroOperation {
  /// What to do.
  var kind: Kind
  /// Bytes of the instruction: 2 or 4; 0 for an operation that ends a block.
  var length: UInt8
  /// The slot written. Of stores: the slot that authorises the access.
  var destination: UInt16
  /// The first source. Of memory accesses: the slot that holds the address.
  var first: UInt16
  /// The second source. Of loads: the slot that authorises the access; of stores: the slot whose value is stored.
  var second: UInt16
  /// The immediate. Of jumps and branches the distance of the target from the start of the block, of atomics the slot
  /// that authorises the access.
  var immediate: Int64

  init(
    _ kind: Kind, length: UInt8, destination: UInt16 = 0, first: UInt16 = 0, second: UInt16 = 0, immediate: Int64 = 0
  ) {
    self.kind = kind
    self.length = length
    self.destination = destination
    self.first = first
    self.second = second
    self.immediate = immediate
  }

  /// The immediate as the interpreter adds it.
  @inline(__always) var value: UInt64 { UInt64(bitPattern: immediate) }
}

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

extension MicroOperation {
  /// The number of the general-purpose register that is written, unless it traps; `nil` if none, or register 0.
  var writtenRegister: UInt8? {
    if kind == .cInvoke { return 31 }
    guard kind.hasDestination, destination < Slot.programCounter else { return nil }
    return UInt8(truncatingIfNeeded: Int(destination) / RegisterSlot.stride)
  }
}

extension MicroOperation.Kind {
  /// The memory that an operation touches.
  struct Access {
    var byteCount: UInt8
    var reads: Bool
    var writes: Bool
    /// Whether the immediate is added to the address.
    var hasOffset = false
    /// Whether it is made only if the destination becomes 0.
    var isConditional = false
  }

  /// Whether the destination is what is written: of stores it is what authorises them, and some instructions ignore it.
  var hasDestination: Bool {
    switch self {
    case .sb, .sh, .sw, .sd, .sc, .nothing, .fenceI: false
    default: true
    }
  }

  /// The access to memory, if the operation makes one.
  var access: Access? {
    switch self {
    case .lb, .lbu: Access(byteCount: 1, reads: true, writes: false, hasOffset: true)
    case .lh, .lhu: Access(byteCount: 2, reads: true, writes: false, hasOffset: true)
    case .lw, .lwu: Access(byteCount: 4, reads: true, writes: false, hasOffset: true)
    case .ld: Access(byteCount: 8, reads: true, writes: false, hasOffset: true)
    case .lc: Access(byteCount: 16, reads: true, writes: false, hasOffset: true)
    case .sb: Access(byteCount: 1, reads: false, writes: true, hasOffset: true)
    case .sh: Access(byteCount: 2, reads: false, writes: true, hasOffset: true)
    case .sw: Access(byteCount: 4, reads: false, writes: true, hasOffset: true)
    case .sd: Access(byteCount: 8, reads: false, writes: true, hasOffset: true)
    case .sc: Access(byteCount: 16, reads: false, writes: true, hasOffset: true)
    case .cLoadTags: Access(byteCount: 16, reads: true, writes: false)
    case .lrB: Access(byteCount: 1, reads: true, writes: false)
    case .lrH: Access(byteCount: 2, reads: true, writes: false)
    case .lrW: Access(byteCount: 4, reads: true, writes: false)
    case .lrD: Access(byteCount: 8, reads: true, writes: false)
    case .lrC: Access(byteCount: 16, reads: true, writes: false)
    case .scB: Access(byteCount: 1, reads: false, writes: true, isConditional: true)
    case .scH: Access(byteCount: 2, reads: false, writes: true, isConditional: true)
    case .scW: Access(byteCount: 4, reads: false, writes: true, isConditional: true)
    case .scD: Access(byteCount: 8, reads: false, writes: true, isConditional: true)
    case .scC: Access(byteCount: 16, reads: false, writes: true, isConditional: true)
    case .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW:
      Access(byteCount: 4, reads: true, writes: true)
    case .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD:
      Access(byteCount: 8, reads: true, writes: true)
    case .amoswapC: Access(byteCount: 16, reads: true, writes: true)
    default: nil
    }
  }
}
