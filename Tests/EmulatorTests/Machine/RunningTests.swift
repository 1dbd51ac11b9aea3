import Architecture
import Emulator
import Testing

struct RunningTests {
  private static let counting = [
    Instruction(.addi, rd: 5, rs1: 5, immediate: 1), Instruction(.addi, rd: 6, rs1: 6, immediate: 1),
    Instruction(.addi, rd: 7, rs1: 7, immediate: 1), Instruction(.beq, immediate: -12),
  ]

  @Test func `A budget is used up exactly, wherever it ends within a block`() throws {
    for budget in 0..<20 {
      let kernel = try KernelMachine()
      try kernel.load(Self.counting)
      let result = kernel.machine.run(hart: 0, budget: budget)
      #expect(result == RunResult(exit: .budgetExhausted, instructionCount: budget))
      let counts = [5, 6, 7].map { kernel.machine.readInteger($0, hart: 0) }
      let expected = (0..<3).map { UInt64((budget + 3 - $0) / 4) }
      #expect(counts == expected)
      #expect(kernel.machine.programCounter(hart: 0) == KernelMachine.base + UInt64(budget % 4 * 4))
      #expect(kernel.machine.instructionsRetired(hart: 0) == UInt64(budget))
    }
  }

  @Test func `Many short budgets do what one long one does`() throws {
    let whole = try KernelMachine()
    try whole.load(Self.counting)
    _ = whole.machine.run(hart: 0, budget: 1000)
    let parts = try KernelMachine()
    try parts.load(Self.counting)
    for budget in [1, 2, 3, 5, 7, 11, 13, 17, 941] { _ = parts.machine.run(hart: 0, budget: budget) }
    for register in 0..<32 {
      #expect(whole.machine.readRegister(register, hart: 0) == parts.machine.readRegister(register, hart: 0))
    }
    #expect(whole.machine.programCounter(hart: 0) == parts.machine.programCounter(hart: 0))
  }

  @Test func `The instruction after a store executes what was stored`() throws {
    let kernel = try KernelMachine()
    let replacement = try Instruction(.addi, rd: 5, immediate: 2).encoded(in: .capability)
    kernel.machine.writeInteger(6, UInt64(replacement), hart: 0)
    try kernel.load([
      Instruction(.addi, rd: 5, immediate: 1), Instruction(.sw, rs1: 10, rs2: 6, immediate: 8),
      Instruction(.addi, rd: 5, immediate: 1), Instruction(.beq, immediate: -12),
    ])
    _ = kernel.machine.run(hart: 0, budget: 3)
    #expect(kernel.machine.readInteger(5, hart: 0) == 2)
  }

  @Test func `A trap tells cause and value, changes nothing, and leaves the program counter where it is`() throws {
    let kernel = try KernelMachine()
    try kernel.load([
      Instruction(.addi, rd: 5, immediate: 1), Instruction(.ld, rd: 6, rs1: 11, immediate: 16),
      Instruction(.addi, rd: 5, immediate: 2),
    ])
    kernel.machine.writeInteger(6, 99, hart: 0)
    let result = kernel.machine.run(hart: 0, budget: 100)
    let trap = Trap(cause: .capabilityException, value: 11 << 5 | 2)
    #expect(result == RunResult(exit: .trap(trap), instructionCount: 2))
    #expect(kernel.machine.programCounter(hart: 0) == KernelMachine.base + 4)
    #expect(kernel.machine.readInteger(5, hart: 0) == 1)
    #expect(kernel.machine.readInteger(6, hart: 0) == 99)
  }

  @Test func `A page fault is served by mapping the page and running on`() throws {
    let kernel = try KernelMachine()
    kernel.map(2) { $0.isReadable = false }
    try kernel.load([Instruction(.lui, rd: 6, immediate: 0x2000), Instruction(.cIncOffset, rd: 7, rs1: 10, rs2: 6)])
    try kernel.load([Instruction(.ld, rd: 5, rs1: 7, immediate: 8), Instruction(.wfi)], at: 8)
    kernel.machine.withMemory { $0.store(UInt64(7), frame: 2, offset: 8) }
    let address = KernelMachine.base + 0x2008
    #expect(
      kernel.machine.run(hart: 0, budget: 4).exit == .trap(Trap(cause: .loadPageFault, value: address)))
    kernel.map(2)
    #expect(kernel.machine.run(hart: 0, budget: 1).exit == .budgetExhausted)
    #expect(kernel.machine.readInteger(5, hart: 0) == 7)
  }

  @Test func `What a hart remembers of a page ends with a flush`() throws {
    let kernel = try KernelMachine()
    let load = try Instruction(.ld, rd: 5, rs1: 10, immediate: 8).encoded(in: .capability)
    #expect(kernel.machine.execute(load, hart: 0).trap == nil)
    kernel.map(0) { $0.isReadable = false }
    kernel.machine.flushTranslation(page: KernelMachine.base >> 12)
    #expect(kernel.machine.execute(load, hart: 0).trap?.cause == .loadPageFault)
  }

  @Test func `A kernel entry is reached through a sealed entry only`() throws {
    let kernel = try KernelMachine()
    kernel.map(3) { $0.isKernelEntry = true }
    let entry = MachineCapability.root.withAddress(KernelMachine.base + 0x3040).withFlags(1)
    try kernel.load([Instruction(.cjalr, rd: 1, rs1: 11)])
    kernel.machine.writeRegister(11, entry.sealedAsEntry(), hart: 0)
    let start = kernel.machine.readSpecial(.programCounterCapability, hart: 0)
    let result = kernel.machine.run(hart: 0, budget: 100)
    #expect(result == RunResult(exit: .kernelEntry(address: entry.address), instructionCount: 1))
    #expect(kernel.machine.readRegister(1, hart: 0).isSentry)

    kernel.machine.writeSpecial(.programCounterCapability, start, hart: 0)
    kernel.machine.writeRegister(11, entry, hart: 0)
    let refused = kernel.machine.run(hart: 0, budget: 100)
    #expect(refused.exit == .trap(Trap(cause: .instructionPageFault, value: entry.address)))
  }

  @Test(arguments: [true, false])
  func `A store-conditional fails if another hart has stored there`(interferes: Bool) throws {
    let kernel = try KernelMachine(harts: 2)
    let reserve = try Instruction(.lrD, rd: 5, rs1: 10).encoded(in: .capability)
    let conclude = try Instruction(.scD, rd: 6, rs1: 10, rs2: 7).encoded(in: .capability)
    let store = try Instruction(.sd, rs1: 10, rs2: 0, immediate: 0).encoded(in: .capability)
    kernel.machine.execute(store, hart: 1)
    kernel.machine.execute(reserve, hart: 0)
    // The same value: what counts is that something was stored.
    if interferes { kernel.machine.execute(store, hart: 1) }
    kernel.machine.execute(conclude, hart: 0)
    #expect(kernel.machine.readInteger(6, hart: 0) == (interferes ? 1 : 0))
  }

  @Test func `Restoring a snapshot brings back memory, tags, registers and code`() throws {
    let kernel = try KernelMachine()
    try kernel.load(Self.counting)
    _ = kernel.machine.run(hart: 0, budget: 10)
    let snapshot = kernel.machine.snapshot()
    let before = (0..<32).map { kernel.machine.readRegister($0, hart: 0) }
    let store = try Instruction(.sc, rs1: 10, rs2: 10, immediate: 16).encoded(in: .capability)
    for _ in 0..<2 {
      kernel.machine.execute(store, hart: 0)
      _ = kernel.machine.run(hart: 0, budget: 9)
      #expect(kernel.machine.withMemory { $0.isTagged(frame: 0, granule: 1) })
      kernel.machine.restore(snapshot)
      #expect(!kernel.machine.withMemory { $0.isTagged(frame: 0, granule: 1) })
      #expect((0..<32).map { kernel.machine.readRegister($0, hart: 0) } == before)
    }
    _ = kernel.machine.run(hart: 0, budget: 2)
    #expect(kernel.machine.readInteger(5, hart: 0) == 3)
  }

  @Test func `What the kernel writes into code is executed`() throws {
    let kernel = try KernelMachine()
    try kernel.load([Instruction(.addi, rd: 5, rs1: 5, immediate: 1), Instruction(.beq, immediate: -4)])
    _ = kernel.machine.run(hart: 0, budget: 10)
    try kernel.load([Instruction(.addi, rd: 5, rs1: 5, immediate: 100)])
    _ = kernel.machine.run(hart: 0, budget: 2)
    #expect(kernel.machine.readInteger(5, hart: 0) == 105)
  }

  @Test func `An instruction may lie across two pages`() throws {
    let kernel = try KernelMachine()
    let word = try Instruction(.addi, rd: 5, rs1: 5, immediate: 1).encoded(in: .capability)
    kernel.machine.withMemory {
      $0.store(UInt16(truncatingIfNeeded: word), frame: 0, offset: 4094)
      $0.store(UInt16(truncatingIfNeeded: word >> 16), frame: 1, offset: 0)
    }
    let counter = kernel.machine.readSpecial(.programCounterCapability, hart: 0)
    kernel.machine.writeSpecial(
      .programCounterCapability, counter.withAddress(KernelMachine.base + 4094), hart: 0)
    #expect(kernel.machine.run(hart: 0, budget: 1).exit == .budgetExhausted)
    #expect(kernel.machine.readInteger(5, hart: 0) == 1)
    kernel.map(1) { $0.isExecutable = false }
    kernel.machine.flushTranslations()
    kernel.machine.writeSpecial(
      .programCounterCapability, counter.withAddress(KernelMachine.base + 4094), hart: 0)
    let fault = Trap(cause: .instructionPageFault, value: KernelMachine.base + 4096)
    #expect(kernel.machine.run(hart: 0, budget: 1).exit == .trap(fault))
  }
}
