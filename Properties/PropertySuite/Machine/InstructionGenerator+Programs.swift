import Architecture
import PropertyTesting

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
    return MachineProgram(mode: mode, words: parts.flatMap(\.self), runs: runs)
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
