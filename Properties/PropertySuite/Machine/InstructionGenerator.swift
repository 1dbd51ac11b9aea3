import Architecture
import PropertyTesting

/// Makes sequences of instructions out of templates: short runs that do something together.
struct InstructionGenerator {
  /// The mode in which the sequence begins; a template may change it.
  let mode: EncodingMode
  /// The templates that are switched on.
  let swarm: Swarm
  /// How often each template is chosen.
  let weights: [Int]

  /// A sequence for a machine prepared by a ``MachinePreamble``.
  static func sequence(
    from source: inout ChoiceSource, weights: [Int] = InstructionTemplate.weights
  ) -> InstructionSequence {
    let mode: EncodingMode = source.boolean(probability: 0.3) ? .integer : .capability
    let generator = InstructionGenerator(
      mode: mode, swarm: source.swarm(of: InstructionTemplate.allCases.count), weights: weights)
    let runs = source.list(1...60) { generator.run(from: &$0) }
    return InstructionSequence(mode: mode, words: runs.flatMap(\.self))
  }

  /// One run. Each of its instructions can be left out by itself.
  func run(from source: inout ChoiceSource) -> [UInt32] {
    let template = InstructionTemplate.allCases[source.weighted(weights, in: swarm)]
    switch template {
    case .anyWord: return [anyWord(from: &source)]
    case .compressed:
      return [source.boolean(probability: 0.2) ? hint(from: &source) : source.integer(in: 0...UInt32(0xFFFF))]
    default:
      let instructions = instructions(of: template, from: &source)
      return instructions.compactMap { instruction in
        let isThere = source.draw(from: 0, through: 1, simplest: 0) { _ in 1 } == 1
        return isThere ? try? instruction.encoded(in: mode) : nil
      }
    }
  }

  /// A compressed word that would leave an integer as it is, on a register that may hold a capability: c.addi, c.slli,
  /// c.srli or c.srai with 0. They are few among all words, and machines have taken the tag away.
  private func hint(from source: inout ChoiceSource) -> UInt32 {
    let register = UInt32(capability(&source))
    let narrow = register & 7
    let words: [UInt32] = [
      0x0001 | register << 7, 0x0002 | register << 7, 0x8001 | narrow << 7, 0x8401 | narrow << 7,
    ]
    return source.element(of: words)
  }

  /// A word that has the fixed bits of some encoding, or any word at all.
  private func anyWord(from source: inout ChoiceSource) -> UInt32 {
    let noise = source.integer(in: 0...UInt32.max)
    guard source.boolean(probability: 0.9) else { return noise }
    let pattern = source.element(of: Encoding.all).pattern
    return pattern.match | noise & ~pattern.mask
  }
}

/// Operands.
extension InstructionGenerator {
  /// Registers for results and operands.
  private static let scratch: [UInt8] = [10, 11, 12, 13, 14, 15, 5, 6, 7, 1]
  /// Registers that hold capabilities to memory.
  private static let pointers: [UInt8] = [8, 8, 8, 9, 18, 18, 23, 24, 25, 26, 27, 10, 11]
  /// Registers that hold capabilities of any kind.
  private static let capabilities: [UInt8] = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 10, 11, 12, 13]

  func scratch(_ source: inout ChoiceSource) -> UInt8 {
    source.choose(in: 0...31, preferring: Self.scratch, otherwise: 0.03)
  }

  func pointer(_ source: inout ChoiceSource) -> UInt8 {
    source.choose(in: 0...31, preferring: Self.pointers, otherwise: 0.05)
  }

  func capability(_ source: inout ChoiceSource) -> UInt8 {
    source.choose(in: 0...31, preferring: Self.capabilities, otherwise: 0.1)
  }

  /// An offset within a few granules, mostly aligned; sometimes any.
  func offset(_ source: inout ChoiceSource) -> Int64 {
    switch source.weighted([6, 3, 1]) {
    case 0: source.integer(in: 0...Int64(4)) * 16
    case 1: source.integer(in: 0...Int64(79))
    default: source.integer(in: -2048...Int64(2047), towards: 0)
    }
  }

  func immediate(_ source: inout ChoiceSource) -> Int64 {
    source.edgeBiased(in: -2048...Int64(2047), towards: 0)
  }
}

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

/// Programs: what only means something when instructions are fetched.
extension InstructionGenerator {
  /// A program for a machine prepared by a ``MachinePreamble``, to be executed some instructions at a time.
  static func program(from source: inout ChoiceSource) -> MachineProgram {
    let mode: EncodingMode = source.boolean(probability: 0.3) ? .integer : .capability
    let generator = InstructionGenerator(
      mode: mode, swarm: source.swarm(of: InstructionTemplate.allCases.count),
      weights: InstructionTemplate.weightsOfPrograms)
    let parts = source.list(1...40) { generator.part(from: &$0) }
    let runs = source.list(1...8) { $0.integer(in: 1...60) }
    var program = MachineProgram(mode: mode, words: parts.flatMap(\.self), runs: runs)
    if source.boolean(probability: 0.1) { program.bytesBeforeEnd = 2 * source.integer(in: 1...32) }
    return program
  }

  private func part(from source: inout ChoiceSource) -> [UInt32] {
    switch source.weighted([8, 1, 1]) {
    case 0: run(from: &source)
    case 1: Instruction.words(nearbyBranch(&source), in: mode)
    default: Instruction.words(changeOfCode(&source), in: mode)
    }
  }

  /// A branch to one of the instructions around it: a loop, if it leads back. The program is executed for so many
  /// instructions, so that a loop without end is none.
  private func nearbyBranch(_ source: inout ChoiceSource) -> [Instruction] {
    let register = scratch(&source)
    return [
      Instruction(.addi, rd: register, rs1: register, immediate: -1),
      Instruction(
        source.element(of: [Operation.bne, .beq, .bgeu]), rs1: register, rs2: source.boolean() ? register : 0,
        immediate: 4 * source.integer(in: -12...Int64(4), towards: 1)),
    ]
  }

  /// Another instruction is stored over one nearby, which may be the next; there may be a fence, which nothing here
  /// needs.
  private func changeOfCode(_ source: inout ChoiceSource) -> [Instruction] {
    let (place, value): (UInt8, UInt8) = (28, 29)
    let replacement = run(from: &source).first ?? 0x13
    let distance = 4 * source.integer(in: -8...Int64(16), towards: 8)
    let store = source.weighted([3, 1, 1])
    return [
      Instruction(.cSpecialRW, rd: place, rs2: SpecialRegister.programCounterCapability.rawValue),
      Instruction(.cIncOffsetImm, rd: place, rs1: place, immediate: distance),
    ] + Instruction.loading(UInt64(replacement), into: value) + [
      Instruction([Operation.swCAP, .shCAP, .sbCAP][store], rs1: place, rs2: value)
    ] + (source.boolean() ? [Instruction(.fenceI)] : [])
  }
}

/// The kinds of runs that an ``InstructionGenerator`` makes.
enum InstructionTemplate: Int, CaseIterable {
  case arithmetic, load, store, derivation, inspection
  case constant, bounds, capabilityMemory, overlap, explicitMemory
  case sealing, invocation, branch, jump, entry
  case atomic, reservation, special, controlRegister, trap
  case modeSwitch, systemAccessLoss, compressed, anyWord

  /// How often each is chosen.
  static let weights = allCases.map(\.weight)

  /// How often each is chosen where traps are not what matters.
  static let weightsAvoidingTraps = allCases.map { template in
    switch template {
    case .trap, .controlRegister, .systemAccessLoss, .branch, .jump: 0
    case .special, .invocation, .compressed, .anyWord: 1
    default: template.weight
    }
  }

  /// How often each is chosen in programs in memory, which a jump to anywhere would leave for good.
  static let weightsOfPrograms = allCases.map { template in
    switch template {
    case .branch, .jump, .invocation, .anyWord, .systemAccessLoss: 1
    default: template.weight * 2
    }
  }

  private var weight: Int {
    switch self {
    case .arithmetic, .derivation: 8
    case .explicitMemory: 6
    case .load, .store, .bounds, .capabilityMemory, .sealing: 5
    case .inspection, .constant, .overlap, .atomic, .compressed, .anyWord: 4
    case .branch, .jump, .entry, .reservation, .invocation, .special, .controlRegister, .trap: 2
    case .modeSwitch, .systemAccessLoss: 1
    }
  }
}
