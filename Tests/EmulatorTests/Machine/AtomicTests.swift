import Architecture
import Emulator
import Testing

/// Load-reserved, store-conditional and atomic operations: what they check first, and what is reserved.
struct AtomicTests {
  private static let conditionals: [Operation] = [
    .scB, .scH, .scW, .scD, .scC, .scBDDC, .scHDDC, .scWDDC, .scDDDC, .scCDDC, .scBCAP, .scHCAP, .scWCAP, .scDCAP,
    .scCCAP,
  ]
  private static let atomics: [Operation] = [
    .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW,
    .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD, .amoswapC,
  ]

  /// `operation x6, x7, (x10)`; the explicit store-conditionals have no destination of their own.
  private static func instruction(_ operation: Operation) -> Instruction {
    Instruction(operation, rd: conditionals.dropFirst(5).contains(operation) ? 0 : 6, rs1: 10, rs2: 7)
  }

  // Source: privileged ISA 3.7.1 and Sail: no store-conditional retires unless it passes the checks of a store.
  @Test(arguments: EncodingMode.allCases, Supply.allCases)
  func `Where there is no memory they raise a store access fault`(mode: EncodingMode, supply: Supply) throws {
    for operation in Self.conditionals + Self.atomics {
      let hart = try BareHart(mode, supply)
      hart.machine.writeRegister(10, MachineCapability.root.withAddress(0x1000), hart: 0)
      let before = hart.registers
      try hart.perform(Self.instruction(operation), mode)
      #expect(hart.machine.lastTrap(hart: 0) == Trap(cause: .storeAccessFault, value: 0x1000), "\(operation)")
      #expect(hart.registers == before, "\(operation)")
    }
  }

  @Test func `A page that may not be written refuses them, whatever is reserved`() throws {
    for operation in Self.conditionals + Self.atomics {
      let kernel = try KernelMachine()
      kernel.map(0) { $0.isWritable = false }
      let word = try Self.instruction(operation).encoded(in: .capability)
      let hasAddress = !Self.conditionals[5..<10].contains(operation)
      if !hasAddress {
        kernel.machine.writeSpecial(.defaultDataCapability, kernel.machine.readRegister(10, hart: 0), hart: 0)
      }
      let record = kernel.machine.execute(word, hart: 0)
      #expect(record.trap == Trap(cause: .storePageFault, value: KernelMachine.base), "\(operation)")
    }
  }

  @Test func `A page that takes no capabilities refuses a store-conditional of one, whatever is reserved`() throws {
    let kernel = try KernelMachine()
    kernel.map(0) { $0.storePolicy = .fault }
    let word = try Instruction(.scC, rd: 6, rs1: 10, rs2: 10).encoded(in: .capability)
    let record = kernel.machine.execute(word, hart: 0)
    #expect(record.trap == Trap(cause: .capabilityStorePageFault, value: KernelMachine.base))
    let untagged = try Instruction(.scC, rd: 6, rs1: 10, rs2: 7).encoded(in: .capability)
    #expect(kernel.machine.execute(untagged, hart: 0).trap == nil)
    #expect(kernel.machine.readInteger(6, hart: 0) == 1)
  }

  @Test func `Without a reservation, a store-conditional to memory fails and stores nothing`() throws {
    for (operation, mode) in Self.conditionals.prefix(5).flatMap({ [($0, EncodingMode.integer), ($0, .capability)] }) {
      let hart = try BareHart(mode, .fetched)
      hart.machine.writeRegister(10, MachineCapability.root.withAddress(0x8000_4000), hart: 0)
      hart.machine.writeInteger(7, .max, hart: 0)
      try hart.perform(Self.instruction(operation), mode)
      #expect(hart.machine.lastTrap(hart: 0) == nil)
      #expect(hart.machine.readInteger(6, hart: 0) == 1)
      #expect(hart.machine.readPhysical(UInt64.self, at: 0x8000_4000) == 0)
    }
  }

  @Test(arguments: Supply.allCases)
  func `A capability reserved without the permission to load capabilities can be replaced`(supply: Supply) throws {
    let hart = try BareHart(.capability, supply)
    let cell = MachineCapability.root.withAddress(0x8000_4000)
    hart.machine.writeRegister(10, cell, hart: 0)
    hart.machine.writeRegister(11, cell.withPermissions(and: ~0x10), hart: 0)
    try hart.perform(Instruction(.sc, rs1: 10, rs2: 10), .capability)
    try hart.perform(Instruction(.lrC, rd: 5, rs1: 11), .capability)
    #expect(hart.machine.readRegister(5, hart: 0) == cell.clearingTag())
    try hart.perform(Instruction(.scC, rd: 6, rs1: 10, rs2: 0), .capability)
    #expect(hart.machine.readInteger(6, hart: 0) == 0)
    #expect(hart.machine.readPhysical(UInt64.self, at: 0x8000_4000) == 0)
  }

  @Test func `A capability reserved on a page that strips tags can be replaced`() throws {
    let kernel = try KernelMachine()
    kernel.machine.execute(try Instruction(.sc, rs1: 10, rs2: 10).encoded(in: .capability), hart: 0)
    kernel.map(0) { $0.loadPolicy = .strip }
    kernel.machine.flushTranslations()
    kernel.machine.execute(try Instruction(.lrC, rd: 5, rs1: 10).encoded(in: .capability), hart: 0)
    #expect(!kernel.machine.readRegister(5, hart: 0).tag)
    kernel.machine.execute(try Instruction(.scC, rd: 6, rs1: 10, rs2: 0).encoded(in: .capability), hart: 0)
    #expect(kernel.machine.readInteger(6, hart: 0) == 0)
    #expect(!kernel.machine.withMemory { $0.isTagged(frame: 0, granule: 0) })
  }

  /// The ISA leaves it open whether a store-conditional of another width may succeed, as long as all its bytes are
  /// reserved; ours does if they are, and fails if they are not.
  @Test(arguments: Supply.allCases)
  func `A store-conditional succeeds if all its bytes are reserved`(supply: Supply) throws {
    let reserving: [(Operation, Int)] = [(.lrB, 1), (.lrH, 2), (.lrW, 4), (.lrD, 8), (.lrC, 16)]
    let storing: [(Operation, Int)] = [(.scB, 1), (.scH, 2), (.scW, 4), (.scD, 8), (.scC, 16)]
    for (reserve, reserved) in reserving {
      for (conclude, stored) in storing {
        let hart = try BareHart(.capability, supply)
        hart.machine.writeRegister(10, MachineCapability.root.withAddress(0x8000_4000), hart: 0)
        // Negative at every width.
        hart.machine.writePhysical(0x8081_8283_8485_8687 as UInt64, at: 0x8000_4000)
        try hart.perform(Instruction(reserve, rd: 5, rs1: 10), .capability)
        try hart.perform(Instruction(conclude, rd: 6, rs1: 10, rs2: 0), .capability)
        #expect(hart.machine.readInteger(6, hart: 0) == (stored <= reserved ? 0 : 1), "\(reserve), \(conclude)")
      }
    }
  }
}
