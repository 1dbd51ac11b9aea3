import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import Testing
import ModelAdapters

@Suite struct FetchTests {
  /// Counts down from 5 and adds up, with compressed and ordinary instructions, in any mode.
  private static let program: [Instruction] = [
    Instruction(.addi, rd: 10, immediate: 5, length: 2), Instruction(.addi, rd: 11, immediate: 0),
    Instruction(.add, rd: 11, rs1: 11, rs2: 10, length: 2), Instruction(.addi, rd: 10, rs1: 10, immediate: -1),
    Instruction(.bne, rs1: 10, rs2: 0, immediate: -6, length: 2), Instruction(.ecall),
  ]

  private static func state(running program: [Instruction], mode: EncodingMode) throws -> MachineState {
    var state = MachineState.injectionReset
    state.programCounterCapability = state.programCounterCapability.setFlags(Integer(mode.rawValue))
    var address = state.programCounter
    for instruction in program {
      let word = try instruction.encoded(in: mode)
      state.memory.store(Integer(word), at: address, size: Int(instruction.length))
      address += Integer(instruction.length)
    }
    return state
  }

  @Test(arguments: EncodingMode.allCases)
  func `A program in memory runs as it does when it is injected`(mode: EncodingMode) throws {
    var fetching = try Self.state(running: Self.program, mode: mode)
    var injected = fetching
    for _ in 0..<18 {
      let word = UInt32(truncatingIfNeeded: fetching.memory.load(fetching.programCounter, size: 4))
      #expect(fetching.step() == injected.step(injecting: word))
      #expect(fetching == injected)
    }
    #expect(fetching.registers.integer(11) == 15)
    #expect(fetching.controlRegisters.mcause == Integer(ExceptionCause.environmentCallFromMachine.rawValue))
  }

  @Test func `A program can change an instruction that is executed next`() throws {
    let program = [
      Instruction(.sw, rs1: 5, rs2: 6), Instruction(.addi, rd: 10, immediate: 1), Instruction(.ecall),
    ]
    var state = try Self.state(running: program, mode: .integer)
    let replacement = try Instruction(.addi, rd: 10, immediate: 2).encoded(in: .integer)
    state.registers[5] = state.format.null.setAddress(0x8000_0004)
    state.registers[6] = state.format.null.setAddress(Integer(replacement))
    _ = state.step()
    _ = state.step()
    #expect(state.registers.integer(10) == 2)
  }

  @Test func `Where there is no memory, a fetch raises an access fault`() {
    var state = MachineState.injectionReset
    state.programCounterCapability = state.programCounterCapability.setAddress(0x1000)
    #expect(state.step().outcome == .trapped(Trap(.instructionAccessFault, value: 0x1000)))
  }

  @Test func `An instruction may go on at address 0 if PCC holds everything`() throws {
    let (end, word) = (Integer.twoTo(64) - 2, try Instruction(.addi, rd: 10, immediate: 7).encoded(in: .integer))
    let memory = TaggedMemory(ranges: [Bounds(base: 0, top: 16), Bounds(base: end - 14, top: end + 2)])
    var state = MachineState(format: .cc128, programCounter: end, memory: memory)
    state.memory.store(Integer(word & 0xFFFF), at: end, size: 2)
    state.memory.store(Integer(word >> 16), at: 0, size: 2)
    var injected = state
    #expect(state.step() == injected.step(injecting: word))
    #expect(state.registers.integer(10) == 7)
    #expect(state.programCounter == 2)
  }

  @Test func `An instruction that reaches beyond the end of PCC does not go on at address 0`() throws {
    var state = MachineState.injectionReset
    let code = state.programCounterCapability.setAddress(.twoTo(64) - 16).setBounds(length: 16).capability
    state.programCounterCapability = code.setAddress(.twoTo(64) - 2)
    let violation = StepRecord.Outcome.trapped(Trap(.capabilityException, value: 0x20 * 32 + 1))
    #expect(state.step(injecting: 0x0070_0513).outcome == violation)
  }

  @Test func `A compressed instruction may be the last in the bounds of the program counter capability`() throws {
    var state = try Self.state(running: Self.program, mode: .capability)
    state.programCounterCapability = state.programCounterCapability.setBounds(length: 2).capability
    guard case .completed = state.step().outcome else {
      Issue.record("the first instruction lies within the bounds")
      return
    }
    #expect(state.step().outcome == .trapped(Trap(.capabilityException, value: 0x20 * 32 + 1)))
  }
}
