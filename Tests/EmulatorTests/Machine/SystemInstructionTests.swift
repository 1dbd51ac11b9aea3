import Architecture
import Emulator
import Testing

/// What a machine without supervisor and user mode answers to the instructions of the privileged architecture.
struct SystemInstructionTests {
  // Source: privileged ISA 3.1.6: MPP is 3; SXL and UXL are 0 without S and U.
  @Test(arguments: EncodingMode.allCases, Supply.allCases)
  func `mstatus tells machine mode and no other`(mode: EncodingMode, supply: Supply) throws {
    let hart = try BareHart(mode, supply)
    hart.perform(0x3000_2373)  // csrr x6, mstatus
    #expect(hart.machine.readRegister(6, hart: 0) == MachineCapability(integer: 0x1800))
  }

  @Test(arguments: EncodingMode.allCases, Supply.allCases)
  func `Without supervisor mode, sfence.vma and sret are illegal`(mode: EncodingMode, supply: Supply) throws {
    // sfence.vma; sfence.vma x5, x6; sret.
    for word: UInt32 in [0x1200_0073, 0x1262_8073, 0x1020_0073] {
      let hart = try BareHart(mode, supply)
      hart.perform(word)
      #expect(hart.machine.lastTrap(hart: 0) == Trap(cause: .illegalInstruction, value: UInt64(word)))
    }
  }

  @Test func `A process may not order translations`() throws {
    let kernel = try KernelMachine()
    #expect(kernel.machine.execute(0x1200_0073, hart: 0).trap == Trap(cause: .illegalInstruction, value: 0x1200_0073))
  }
}
