import Architecture

extension MicroOperation {
  /// Where the interpreter finds a register.
  enum Slot {
    /// The slot of a general-purpose register.
    static func register(_ number: UInt8) -> UInt16 { UInt16(number & 31) * UInt16(RegisterSlot.stride) }

    /// The slot of a special capability register.
    static func special(_ number: UInt8) -> UInt16 { (32 + UInt16(number & 31)) * UInt16(RegisterSlot.stride) }

    /// The slot of the program counter capability.
    static var programCounter: UInt16 { special(SpecialRegister.programCounterCapability.rawValue) }

    /// The slot of the default data capability.
    static var defaultData: UInt16 { special(SpecialRegister.defaultDataCapability.rawValue) }

    /// The slot that takes what is written to register 0.
    static var discard: UInt16 { special(2) }

    /// How many slots there are.
    static let count = 64
  }

  /// Translates an instruction.
  ///
  /// - Parameters:
  ///   - instruction: what to translate.
  ///   - mode: the encoding mode, which decides what authorises loads and stores.
  ///   - word: its encoding, which is reported if it turns out to be illegal.
  ///   - offset: bytes from the start of the block to the instruction.
  init(_ instruction: Instruction, in mode: EncodingMode, word: UInt32, at offset: Int64) {
    guard Self.isLegal(instruction) else {
      self.init(illegal: word)
      return
    }
    guard !Self.isHint(instruction) else {
      self.init(.nothing, length: instruction.length)
      return
    }
    let kind = Kind(instruction.operation)
    let rd = instruction.rd == 0 ? Slot.discard : Slot.register(instruction.rd)
    let rs1 = Slot.register(instruction.rs1)
    let rs2 = Slot.register(instruction.rs2)
    self.init(
      kind, length: instruction.length, destination: rd, first: rs1, second: rs2, immediate: instruction.immediate)
    switch kind {
    case .auipc, .auipcc, .beq, .bne, .blt, .bge, .bltu, .bgeu, .jal, .cjal:
      immediate &+= offset
    case .lb, .lh, .lw, .ld, .lbu, .lhu, .lwu, .lc, .lrB, .lrH, .lrW, .lrD, .lrC:
      second = Self.authority(of: instruction.operation, address: rs1, in: mode)
      if kind.isReserving { immediate = 0 }
    case .sb, .sh, .sw, .sd, .sc:
      destination = Self.authority(of: instruction.operation, address: rs1, in: mode)
    case .scB, .scH, .scW, .scD, .scC, .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW,
      .amomaxuW, .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD, .amoswapC:
      immediate = Int64(Self.authority(of: instruction.operation, address: rs1, in: mode))
      if instruction.operation.isExplicitConditional {
        // These have no destination of their own: the result replaces the value.
        destination = instruction.rs2 == 0 ? Slot.discard : rs2
      }
    case .cLoadTags:
      second = rs1
      immediate = 0
    case .cSpecialRW:
      immediate = Int64(instruction.rs2)
    case .csrrwi, .csrrsi, .csrrci:
      first = UInt16(instruction.rs1)
    case .cBuildCap, .cFromPtr, .cTestSubset:
      if instruction.rs1 == 0 { first = Slot.defaultData }
    case .cToPtr:
      if instruction.rs2 == 0 { second = Slot.defaultData }
    default:
      break
    }
  }

  /// The operation for a word that means nothing.
  init(illegal word: UInt32) {
    let isCompressed = word & 3 != 3
    self.init(.illegal, length: isCompressed ? 2 : 4, immediate: Int64(isCompressed ? word & 0xFFFF : word))
  }

  /// Whether it is one of the compressed words that would leave an integer as it is, which the ISA calls HINTs: adding
  /// 0 to a register, or shifting it by 0. They change nothing, not even the tag of a capability. The other HINTs name
  /// register 0 as the destination.
  private static func isHint(_ instruction: Instruction) -> Bool {
    guard instruction.length == 2, instruction.rd == instruction.rs1, instruction.immediate == 0 else { return false }
    switch instruction.operation {
    case .addi, .slli, .srli, .srai: return true
    default: return false
    }
  }

  /// Whether the machine has the instruction: the registers that it names by number exist and may be written if it
  /// writes them. Without supervisor mode there is nothing that `sfence.vma` could order.
  private static func isLegal(_ instruction: Instruction) -> Bool {
    switch instruction.operation {
    case .sfenceVMA:
      return false
    case .cSpecialRW:
      guard let register = SpecialRegister(rawValue: instruction.rs2) else { return false }
      return register != .programCounterCapability || instruction.rs1 == 0
    case .csrrw, .csrrwi, .csrrs, .csrrc, .csrrsi, .csrrci:
      let number = UInt16(truncatingIfNeeded: instruction.immediate)
      let writes =
        instruction.operation == .csrrw || instruction.operation == .csrrwi || instruction.rs1 != 0
      // The two highest bits of a read-only register's number are set.
      return ControlRegister(rawValue: number) != nil && !(writes && number >> 10 == 3)
    default:
      return true
    }
  }

  /// The slot of the capability that authorises a memory access.
  private static func authority(of operation: Operation, address: UInt16, in mode: EncodingMode) -> UInt16 {
    switch operation.memory?.authority {
    case .defaultData: Slot.defaultData
    case .capability: address
    case .byMode, nil: mode == .capability ? address : Slot.defaultData
    }
  }
}

extension Operation {
  /// Whether it is a store-conditional that names its authority.
  fileprivate var isExplicitConditional: Bool {
    memory?.kind == .storeConditional && memory?.authority != .byMode
  }
}

extension MicroOperation.Kind {
  /// Whether it is one of the load-reserved instructions.
  var isReserving: Bool {
    switch self {
    case .lrB, .lrH, .lrW, .lrD, .lrC: true
    default: false
    }
  }

  /// What an operation is to the interpreter.
  init(_ operation: Operation) {
    self =
      switch operation {
      case .lui: .constant
      case .fence: .nothing
      case .jalr, .jalrPCC: .jalr
      case .cjalr, .jalrCAP: .cjalr
      case .auipc: .auipc
      case .auipcc: .auipcc
      case .addi: .addi
      case .slti: .slti
      case .sltiu: .sltiu
      case .xori: .xori
      case .ori: .ori
      case .andi: .andi
      case .slli: .slli
      case .srli: .srli
      case .srai: .srai
      case .add: .add
      case .sub: .sub
      case .sll: .sll
      case .slt: .slt
      case .sltu: .sltu
      case .xor: .xor
      case .srl: .srl
      case .sra: .sra
      case .or: .or
      case .and: .and
      case .addiw: .addiw
      case .slliw: .slliw
      case .srliw: .srliw
      case .sraiw: .sraiw
      case .addw: .addw
      case .subw: .subw
      case .sllw: .sllw
      case .srlw: .srlw
      case .sraw: .sraw
      case .mul: .mul
      case .mulh: .mulh
      case .mulhsu: .mulhsu
      case .mulhu: .mulhu
      case .div: .div
      case .divu: .divu
      case .rem: .rem
      case .remu: .remu
      case .mulw: .mulw
      case .divw: .divw
      case .divuw: .divuw
      case .remw: .remw
      case .remuw: .remuw
      case .beq: .beq
      case .bne: .bne
      case .blt: .blt
      case .bge: .bge
      case .bltu: .bltu
      case .bgeu: .bgeu
      case .jal: .jal
      case .cjal: .cjal
      case .cLoadTags: .cLoadTags
      case .amoswapW: .amoswapW
      case .amoaddW: .amoaddW
      case .amoxorW: .amoxorW
      case .amoandW: .amoandW
      case .amoorW: .amoorW
      case .amominW: .amominW
      case .amomaxW: .amomaxW
      case .amominuW: .amominuW
      case .amomaxuW: .amomaxuW
      case .amoswapD: .amoswapD
      case .amoaddD: .amoaddD
      case .amoxorD: .amoxorD
      case .amoandD: .amoandD
      case .amoorD: .amoorD
      case .amominD: .amominD
      case .amomaxD: .amomaxD
      case .amominuD: .amominuD
      case .amomaxuD: .amomaxuD
      case .amoswapC: .amoswapC
      case .cGetPerm: .cGetPerm
      case .cGetType: .cGetType
      case .cGetBase: .cGetBase
      case .cGetLen: .cGetLen
      case .cGetTag: .cGetTag
      case .cGetSealed: .cGetSealed
      case .cGetOffset: .cGetOffset
      case .cGetFlags: .cGetFlags
      case .cGetAddr: .cGetAddr
      case .cGetHigh: .cGetHigh
      case .cGetTop: .cGetTop
      case .cSeal: .cSeal
      case .cUnseal: .cUnseal
      case .cAndPerm: .cAndPerm
      case .cSetFlags: .cSetFlags
      case .cSetOffset: .cSetOffset
      case .cSetAddr: .cSetAddr
      case .cSetHigh: .cSetHigh
      case .cIncOffset: .cIncOffset
      case .cIncOffsetImm: .cIncOffsetImm
      case .cSetBounds: .cSetBounds
      case .cSetBoundsImm: .cSetBoundsImm
      case .cSetBoundsExact: .cSetBoundsExact
      case .cClearTag: .cClearTag
      case .cMove: .cMove
      case .cBuildCap: .cBuildCap
      case .cCopyType: .cCopyType
      case .cCSeal: .cCSeal
      case .cSealEntry: .cSealEntry
      case .cToPtr: .cToPtr
      case .cFromPtr: .cFromPtr
      case .cSub: .cSub
      case .cTestSubset: .cTestSubset
      case .cSetEqualExact: .cSetEqualExact
      case .cRoundRepresentableLength: .cRoundRepresentableLength
      case .cRepresentableAlignmentMask: .cRepresentableAlignmentMask
      case .cSpecialRW: .cSpecialRW
      case .cInvoke: .cInvoke
      case .csrrw: .csrrw
      case .csrrs: .csrrs
      case .csrrc: .csrrc
      case .csrrwi: .csrrwi
      case .csrrsi: .csrrsi
      case .csrrci: .csrrci
      case .fenceI: .fenceI
      case .ecall: .ecall
      case .ebreak: .ebreak
      case .mret: .mret
      case .wfi: .wfi
      case .sfenceVMA: .illegal
      case .lb, .lbDDC, .lbCAP: .lb
      case .lh, .lhDDC, .lhCAP: .lh
      case .lw, .lwDDC, .lwCAP: .lw
      case .ld, .ldDDC, .ldCAP: .ld
      case .lbu, .lbuDDC, .lbuCAP: .lbu
      case .lhu, .lhuDDC, .lhuCAP: .lhu
      case .lwu, .lwuDDC, .lwuCAP: .lwu
      case .lc, .lcDDC, .lcCAP: .lc
      case .sb, .sbDDC, .sbCAP: .sb
      case .sh, .shDDC, .shCAP: .sh
      case .sw, .swDDC, .swCAP: .sw
      case .sd, .sdDDC, .sdCAP: .sd
      case .sc, .scDDC, .scCAP: .sc
      case .lrB, .lrBDDC, .lrBCAP: .lrB
      case .lrH, .lrHDDC, .lrHCAP: .lrH
      case .lrW, .lrWDDC, .lrWCAP: .lrW
      case .lrD, .lrDDDC, .lrDCAP: .lrD
      case .lrC, .lrCDDC, .lrCCAP: .lrC
      case .scB, .scBDDC, .scBCAP: .scB
      case .scH, .scHDDC, .scHCAP: .scH
      case .scW, .scWDDC, .scWCAP: .scW
      case .scD, .scDDDC, .scDCAP: .scD
      case .scC, .scCDDC, .scCCAP: .scC
      }
  }
}
