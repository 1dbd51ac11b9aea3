import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import Testing
import ModelAdapters

@Suite("The machine without supervisor and user mode") struct SystemTests {
  @Test("mstatus has machine mode as MPP, and no width for modes that there are not")
  func machineStatus() {
    var state = MachineState.injectionReset
    _ = state.step(injecting: 0x3000_2373)  // csrr x6, mstatus
    #expect(state.registers.integer(6) == 0x1800)
  }

  @Test(
    "sfence.vma and sret are illegal", arguments: EncodingMode.allCases,
    [0x1200_0073, 0x12B5_0073, 0x1020_0073] as [UInt32])
  func supervisorInstructions(mode: EncodingMode, word: UInt32) {
    var state = MachineState.injectionReset
    state.programCounterCapability = state.programCounterCapability.setFlags(Integer(mode.rawValue))
    #expect(state.step(injecting: word).outcome == .trapped(Trap(.illegalInstruction, value: Integer(word))))
  }
}
