import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import Testing
import ModelAdapters

@Suite struct StateTests {
  /// Loads and stores of data and capabilities, jumps, a trap, atomics.
  private static let program: [Instruction] = [
    Instruction(.addi, rd: 5, immediate: 1), Instruction(.slli, rd: 5, rs1: 5, immediate: 31),
    Instruction(.cSetAddr, rd: 8, rs1: 8, rs2: 5), Instruction(.scCAP, rs1: 8, rs2: 8),
    Instruction(.lcCAP, rd: 9, rs1: 8), Instruction(.sbCAP, rs1: 8, rs2: 5), Instruction(.lcCAP, rd: 10, rs1: 8),
    Instruction(.lrDCAP, rd: 11, rs1: 8), Instruction(.scDCAP, rs1: 8, rs2: 5), Instruction(.ecall),
    Instruction(.csrrs, rd: 12, immediate: 0x342), Instruction(.cSpecialRW, rd: 13, rs1: 8, rs2: 29),
    Instruction(.jal, rd: 1, immediate: 64), Instruction(.lcCAP, rd: 14, rs1: 0),
  ]

  @Test func `A state that was kept stays as it was, and goes on as it did`() throws {
    let words = try Self.program.map { try $0.encoded(in: .integer) }
    var state = MachineState.injectionReset
    var kept: [(before: MachineState, record: StepRecord, after: MachineState)] = []
    for word in words {
      let before = state
      let record = state.step(injecting: word)
      kept.append((before, record, state))
    }
    for (word, moment) in zip(words, kept).reversed() {
      var again = moment.before
      #expect(again.step(injecting: word) == moment.record)
      #expect(again == moment.after)
    }
    #expect(kept.contains { if case .trapped = $0.record.outcome { true } else { false } })
    #expect(state.memory.isTagged(0x8000_0000) == false)
    #expect(kept.contains { $0.after.memory.isTagged(0x8000_0000) })
  }

  @Test func `An instruction that traps changes nothing but what tells of the trap`() throws {
    var state = MachineState.injectionReset
    state.registers[8] = state.format.null
    let before = state
    _ = state.step(injecting: try Instruction(.scCAP, rs1: 8, rs2: 9).encoded(in: .integer))
    #expect(state.controlRegisters.mcause == 0x1C)
    #expect(state.controlRegisters.mtval == 0x102)
    #expect(state.exceptionProgramCounterCapability == before.programCounterCapability)
    #expect(state.programCounterCapability == before.trapCodeCapability)
    #expect(state.registers == before.registers)
    #expect(state.memory == before.memory)
    #expect(state.controlRegisters.instret == before.controlRegisters.instret)
  }
}
