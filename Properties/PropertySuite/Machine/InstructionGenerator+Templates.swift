import Architecture
import PropertyTesting

extension InstructionGenerator {
  /// The instructions of one run.
  func instructions(of template: InstructionTemplate, from source: inout ChoiceSource) -> [Instruction] {
    switch template {
    case .arithmetic: [arithmetic(&source)]
    case .constant: Instruction.loading(source.word(), into: scratch(&source))
    case .inspection: [inspection(&source)]
    case .load: [load(&source)]
    case .store: [store(&source)]
    case .capabilityMemory: capabilityMemory(&source)
    case .overlap: overlap(&source)
    case .explicitMemory: [explicitMemory(&source)]
    case .derivation: [derivation(&source)]
    case .bounds: bounds(&source)
    case .sealing: [sealing(&source)]
    case .invocation: invocation(&source)
    case .branch: [branch(&source)]
    case .jump: [jump(&source)]
    case .entry: entry(&source)
    case .atomic: [atomic(&source)]
    case .reservation: reservation(&source)
    case .special: [special(&source)]
    case .controlRegister: [controlRegister(&source)]
    case .trap: trap(&source)
    case .modeSwitch: modeSwitch(&source)
    case .systemAccessLoss: systemAccessLoss(&source)
    case .compressed, .anyWord: []
    }
  }

  private func arithmetic(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: Self.arithmeticOperations)
    let layout = Encoding.of(operation).format.immediate
    let hasImmediate = !layout.parts.isEmpty
    let value = hasImmediate ? source.edgeBiased(in: layout.range, towards: 0) : 0
    let isUpper = operation == .lui
    let relative: Operation = mode == .capability ? .auipcc : .auipc
    return Instruction(
      isUpper && source.boolean() ? relative : operation, rd: scratch(&source), rs1: isUpper ? 0 : scratch(&source),
      rs2: hasImmediate ? 0 : scratch(&source),
      immediate: (value / layout.granularity) * layout.granularity)
  }

  private func inspection(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: Self.inspectionOperations)
    let hasSecond = Encoding.of(operation).format.rs2 != .absent
    return Instruction(
      operation, rd: scratch(&source), rs1: capability(&source), rs2: hasSecond ? capability(&source) : 0)
  }

  private func load(_ source: inout ChoiceSource) -> Instruction {
    Instruction(
      source.element(of: Self.loads), rd: scratch(&source), rs1: pointer(&source), immediate: offset(&source))
  }

  private func store(_ source: inout ChoiceSource) -> Instruction {
    Instruction(
      source.element(of: Self.stores), rs1: pointer(&source), rs2: scratch(&source), immediate: offset(&source))
  }

  /// A capability goes to memory and comes back, perhaps through another register; chains of these are chased pointers.
  private func capabilityMemory(_ source: inout ChoiceSource) -> [Instruction] {
    let (address, result, offset) = (pointer(&source), scratch(&source), offset(&source))
    return [
      Instruction(.sc, rs1: address, rs2: capability(&source), immediate: offset),
      Instruction(.lc, rd: result, rs1: address, immediate: offset),
      Instruction(.lc, rd: scratch(&source), rs1: result),
    ]
  }

  /// A capability in memory, a store of data near it, and what is left of the tags.
  private func overlap(_ source: inout ChoiceSource) -> [Instruction] {
    let (address, granule) = (pointer(&source), source.integer(in: 0...Int64(3)) * 16)
    return [
      Instruction(.sc, rs1: address, rs2: capability(&source), immediate: granule),
      Instruction(
        source.element(of: Self.stores), rs1: address, rs2: scratch(&source),
        immediate: granule + source.integer(in: -8...Int64(17), towards: 0)),
      Instruction(.lc, rd: scratch(&source), rs1: address, immediate: granule),
      Instruction(.cLoadTags, rd: scratch(&source), rs1: address),
    ]
  }

  private func explicitMemory(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: Self.explicitOperations)
    let isLoad = Encoding.of(operation).format.rd != .absent
    return Instruction(
      operation, rd: isLoad ? scratch(&source) : 0, rs1: pointer(&source), rs2: isLoad ? 0 : capability(&source))
  }

  private func derivation(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: Self.derivations)
    let layout = Encoding.of(operation).format
    let hasSecond = layout.rs2 != .absent
    let range = layout.immediate.range
    return Instruction(
      operation, rd: scratch(&source), rs1: capability(&source),
      rs2: hasSecond ? (source.boolean() ? capability(&source) : scratch(&source)) : 0,
      immediate: range == 0...0 ? 0 : source.edgeBiased(in: range, towards: 0))
  }

  /// New bounds of an interesting length at an interesting place.
  private func bounds(_ source: inout ChoiceSource) -> [Instruction] {
    let (register, length) = (scratch(&source), scratch(&source))
    let bits = source.integer(in: 1...64)
    let operation = source.boolean() ? Operation.cSetBoundsExact : .cSetBounds
    return Instruction.loading(source.word(bits: bits), into: length) + [
      Instruction(.cIncOffsetImm, rd: register, rs1: capability(&source), immediate: immediate(&source)),
      Instruction(operation, rd: register, rs1: register, rs2: length),
    ]
  }

  private func sealing(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: [Operation.cSeal, .cUnseal, .cCSeal, .cSealEntry, .cCopyType, .cBuildCap])
    let isUnary = operation == .cSealEntry
    return Instruction(
      operation, rd: scratch(&source), rs1: capability(&source),
      rs2: isUnary ? 0 : source.choose(in: 0...31, preferring: [19, 19, 20, 10, 11], otherwise: 0.2))
  }

  /// An invocation of any two capabilities, or of the sealed pair with one of them replaced by one of another type.
  private func invocation(_ source: inout ChoiceSource) -> [Instruction] {
    let (type, sealed) = (scratch(&source), scratch(&source))
    let otherType = [
      Instruction(.cIncOffsetImm, rd: type, rs1: 19, immediate: source.integer(in: 0...2)),
      Instruction(.cSeal, rd: sealed, rs1: capability(&source), rs2: type),
    ]
    return switch source.weighted([3, 2, 2]) {
    case 0: [Instruction(.cInvoke, rs1: capability(&source), rs2: capability(&source))]
    case 1: otherType + [Instruction(.cInvoke, rs1: 20, rs2: sealed)]
    default: otherType + [Instruction(.cInvoke, rs1: sealed, rs2: 21)]
    }
  }

  private func branch(_ source: inout ChoiceSource) -> Instruction {
    Instruction(
      source.element(of: [Operation.beq, .bne, .blt, .bge, .bltu, .bgeu]), rs1: scratch(&source),
      rs2: scratch(&source), immediate: source.edgeBiased(in: -2048...Int64(2047), towards: 0) * 2)
  }

  private func jump(_ source: inout ChoiceSource) -> Instruction {
    let relative: Operation = mode == .capability ? .cjal : .jal
    let register: Operation = mode == .capability ? .cjalr : .jalr
    return switch source.weighted([3, 2, 1, 1]) {
    case 0:
      Instruction(
        relative, rd: scratch(&source), immediate: source.edgeBiased(in: -0x8_0000...Int64(0x7_FFFF), towards: 0) * 2)
    case 1: Instruction(register, rd: scratch(&source), rs1: capability(&source), immediate: immediate(&source))
    case 2: Instruction(.jalrCAP, rd: scratch(&source), rs1: capability(&source))
    default: Instruction(.jalrPCC, rd: scratch(&source), rs1: scratch(&source))
    }
  }

  /// An entry near the program counter, sometimes with narrow bounds, and a jump through it.
  private func entry(_ source: inout ChoiceSource) -> [Instruction] {
    let register = scratch(&source)
    let narrowing = Instruction(
      .cSetBoundsImm, rd: register, rs1: register, immediate: source.integer(in: 2...Int64(128)))
    return [
      Instruction(.cSpecialRW, rd: register, rs2: SpecialRegister.programCounterCapability.rawValue),
      Instruction(.cIncOffsetImm, rd: register, rs1: register, immediate: immediate(&source)),
    ] + (source.boolean(probability: 0.3) ? [narrowing] : []) + [
      Instruction(.cSealEntry, rd: register, rs1: register),
      Instruction(.jalrCAP, rd: scratch(&source), rs1: register),
    ]
  }

  private func atomic(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: Self.atomics)
    let hasSecond = Encoding.of(operation).format.rs2 != .absent
    return Instruction(
      operation, rd: scratch(&source), rs1: pointer(&source), rs2: hasSecond ? capability(&source) : 0,
      immediate: source.integer(in: 0...3))
  }

  /// A load-reserved, perhaps something in between, and a store-conditional of the same or another size.
  private func reservation(_ source: inout ChoiceSource) -> [Instruction] {
    let (address, size) = (pointer(&source), source.integer(in: 0...4))
    let conditional = source.boolean(probability: 0.2) ? source.integer(in: 0...4) : size
    let between = source.weighted([3, 1, 1])
    return [Instruction(Self.loadReserved[size], rd: scratch(&source), rs1: address)]
      + (between == 0 ? [] : [between == 1 ? store(&source) : arithmetic(&source)])
      + [Instruction(Self.storeConditional[conditional], rd: scratch(&source), rs1: address, rs2: capability(&source))]
  }

  private func special(_ source: inout ChoiceSource) -> Instruction {
    let register = source.choose(in: 0...31, preferring: SpecialRegister.allCases.map(\.rawValue), otherwise: 0.05)
    return Instruction(
      .cSpecialRW, rd: scratch(&source), rs1: source.boolean() ? capability(&source) : 0, rs2: register)
  }

  private func controlRegister(_ source: inout ChoiceSource) -> Instruction {
    let operation = source.element(of: [Operation.csrrs, .csrrw, .csrrc, .csrrwi, .csrrsi, .csrrci])
    let register = source.choose(
      in: 0...0xFFF, preferring: ControlRegister.allCases.map(\.rawValue), otherwise: 0.05)
    return Instruction(
      operation, rd: scratch(&source), rs1: source.boolean(probability: 0.4) ? scratch(&source) : 0,
      immediate: Int64(register))
  }

  /// A trap, or the way back from one, and what is known of it.
  private func trap(_ source: inout ChoiceSource) -> [Instruction] {
    [
      Instruction(source.element(of: [Operation.ecall, .ebreak, .mret, .fence, .wfi])),
      Instruction(.csrrs, rd: scratch(&source), immediate: Int64(ControlRegister.mcause.rawValue)),
      Instruction(.csrrs, rd: scratch(&source), immediate: Int64(ControlRegister.mtval.rawValue)),
      Instruction(
        .cSpecialRW, rd: scratch(&source), rs2: SpecialRegister.machineExceptionProgramCounterCapability.rawValue),
    ]
  }

  /// A jump to the code that follows, in a chosen mode.
  private func modeSwitch(_ source: inout ChoiceSource) -> [Instruction] {
    let (register, flag) = (scratch(&source), scratch(&source))
    return [
      Instruction(.addi, rd: flag, immediate: source.integer(in: 0...1)),
      Instruction(.cSpecialRW, rd: register, rs2: SpecialRegister.programCounterCapability.rawValue),
      Instruction(.cSetFlags, rd: register, rs1: register, rs2: flag),
      Instruction(.jalrCAP, rd: scratch(&source), rs1: register),
    ]
  }

  /// A jump through a program counter capability without the permission to access system registers.
  private func systemAccessLoss(_ source: inout ChoiceSource) -> [Instruction] {
    let (register, mask) = (scratch(&source), scratch(&source))
    return [
      Instruction(.addi, rd: mask, immediate: ~(1 << Int64(Permission.accessSystemRegisters.rawValue))),
      Instruction(.cSpecialRW, rd: register, rs2: SpecialRegister.programCounterCapability.rawValue),
      Instruction(.cAndPerm, rd: register, rs1: register, rs2: mask),
      Instruction(.jalrCAP, rd: scratch(&source), rs1: register),
    ]
  }
}
