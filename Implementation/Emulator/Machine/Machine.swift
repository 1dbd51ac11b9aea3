public import Architecture

/// A CHERI-RISC-V machine: memory, harts, and in kernel mode the page table of the single address space.
///
/// In **bare** mode addresses are physical, the memory lies at 0x80000000, accesses elsewhere raise access faults, and
/// traps go to the hart's trap vector. In **kernel** mode addresses are translated, and what the hardware cannot serve
/// ends ``run(hart:budget:)``: a trap, or a jump through a sealed entry to a page that the page table marks as a kernel
/// entry. A kernel written in Swift then serves it and runs the hart again.
///
/// ```swift
/// var machine = try Machine.bare(byteCount: 8 << 20)
/// machine.execute(0x0070_0513, hart: 0)  // li a0, 7
/// machine.readInteger(10, hart: 0)  // 7
/// ```
///
/// A machine may have several harts, each with its own registers, translation lookaside buffer and reservation. They
/// run one at a time, for as many instructions as they are given, so every interleaving is deterministic.
public struct Machine: ~Copyable {
  let state: UnsafeMutablePointer<MachineState>
  @usableFromInline let memoryPointer: UnsafeMutablePointer<PhysicalMemory>

  private init(_ state: consuming MachineState) {
    self.state = .allocate(capacity: 1)
    memoryPointer = state.memory
    self.state.initialize(to: state)
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Makes a machine in bare mode with one hart, in the reset state: c1–c31, DDC and MTCC hold the root capability at
  /// address 0, the program counter is 0x80000000 in integer mode, and the memory is zeroed.
  ///
  /// - Parameters:
  ///   - byteCount: bytes of memory, rounded up to whole frames.
  ///   - base: where the memory begins, rounded down to a multiple of the page size; and the program counter.
  /// - Throws: ``PhysicalMemoryError`` if the host cannot provide the memory.
  public static func bare(
    byteCount: Int = 8 << 20, at base: UInt64 = 0x8000_0000
  ) throws(PhysicalMemoryError) -> Machine {
    let frames = byteCount / PhysicalMemory.frameSize + (byteCount % PhysicalMemory.frameSize == 0 ? 0 : 1)
    let memory = try PhysicalMemory(frameCount: frames)
    let machine = Machine(MachineState(memory: memory, pageTable: nil, physicalBase: base & ~0xFFF))
    machine.addHart()
    machine.resetHart(0)
    return machine
  }

  /// Makes a machine in kernel mode, without harts.
  ///
  /// - Parameters:
  ///   - memory: the physical memory whose frames the page table names.
  ///   - pageTable: translates every address that a hart uses.
  public static func kernel(memory: consuming PhysicalMemory, pageTable: PageTable) -> Machine {
    Machine(MachineState(memory: memory, pageTable: pageTable))
  }

  /// The physical memory, to look at.
  public var memory: PhysicalMemory {
    _read { yield memoryPointer.pointee }
  }

  /// Gives access to the physical memory. Between runs it may be written freely; the harts notice.
  ///
  /// A function, because the compiler (6.3) fails on a `_modify` accessor of a type that cannot be copied.
  @inlinable
  public func withMemory<Result, Failure: Error>(
    _ body: (inout PhysicalMemory) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(&memoryPointer.pointee)
  }

  // MARK: Harts

  /// How many harts there are; they are numbered from 0.
  public var hartCount: Int { state.pointee.harts.count }

  /// Adds a hart whose registers are all null: it can run once its program counter capability is set.
  ///
  /// - Returns: its number.
  @discardableResult
  public func addHart() -> Int { state.pointee.addHart() }

  /// Brings a hart's registers to the reset state of ``bare(byteCount:at:)``.
  public func resetHart(_ hart: Int) {
    let hart = self.hart(hart)
    let root = RegisterSlot(.root)
    hart.pointee.registers[0] = .null
    for number in 1..<32 { hart.pointee.registers[number] = root }
    for register in SpecialRegister.allCases { hart.pointee[register] = .null }
    hart.pointee[.defaultDataCapability] = root
    hart.pointee[.machineTrapCodeCapability] = root
    hart.pointee[.machineExceptionProgramCounterCapability] = root
    var counter = MachineCapability.root
    counter.address = state.pointee.physicalBase
    hart.pointee[.programCounterCapability] = RegisterSlot(counter)
    hart.pointee.clearCounters()
  }

  func hart(_ number: Int) -> UnsafeMutablePointer<Hart> {
    precondition(state.pointee.harts.indices.contains(number), "a hart that the machine does not have")
    return state.pointee.harts[number]
  }
}

extension Machine {
  /// A general-purpose register as a capability; an integer is a capability without metadata and tag.
  ///
  /// - Parameters:
  ///   - number: 0 to 31; register 0 is always null.
  ///   - hart: the number of the hart.
  public func readRegister(_ number: Int, hart: Int) -> MachineCapability {
    precondition((0..<32).contains(number), "a register from 0 to 31")
    return self.hart(hart).pointee.registers[number].capability
  }

  /// Writes a general-purpose register; writing register 0 does nothing.
  public func writeRegister(_ number: Int, _ value: MachineCapability, hart: Int) {
    precondition((0..<32).contains(number), "a register from 0 to 31")
    if number != 0 { self.hart(hart).pointee.registers[number].capability = value }
  }

  /// The integer in a general-purpose register: the address of a capability.
  public func readInteger(_ number: Int, hart: Int) -> UInt64 { readRegister(number, hart: hart).address }

  /// Writes an integer to a general-purpose register.
  public func writeInteger(_ number: Int, _ value: UInt64, hart: Int) {
    writeRegister(number, MachineCapability(integer: value), hart: hart)
  }

  /// A special capability register. The program counter capability's address is that of the next instruction.
  public func readSpecial(_ register: SpecialRegister, hart: Int) -> MachineCapability {
    self.hart(hart).pointee[register].capability
  }

  /// Writes a special capability register as it is, without the adjustments that `cspecialrw` makes.
  public func writeSpecial(_ register: SpecialRegister, _ value: MachineCapability, hart: Int) {
    self.hart(hart).pointee[register].capability = value
    if register == .programCounterCapability { self.hart(hart).pointee.entryTarget = .max }
  }

  /// The address of the next instruction.
  public func programCounter(hart: Int) -> UInt64 {
    self.hart(hart).pointee[.programCounterCapability].address
  }

  /// Instructions that a hart has completed without a trap.
  public func instructionsRetired(hart: Int) -> UInt64 {
    self.hart(hart).pointee.steps &- self.hart(hart).pointee.traps
  }

  /// The last trap that a hart took; `nil` if it has taken none.
  public func lastTrap(hart: Int) -> Trap? {
    self.hart(hart).pointee.traps == 0 ? nil : Trap(self.hart(hart).pointee)
  }

  /// Sets a control and status register that holds something of its own, between two instructions. The others stay as
  /// they are.
  public func writeControl(_ register: ControlRegister, _ value: UInt64, hart: Int) {
    let hart = self.hart(hart)
    switch register {
    case .mcause: hart.pointee.machineCause = value
    case .mtval: hart.pointee.machineTrapValue = value
    case .mscratch: hart.pointee.scratchRegister = value
    case .mcycle, .cycle, .time: hart.pointee.cycleOffset = value &- hart.pointee.steps
    case .minstret, .instret: hart.pointee.retiredOffset = value &- (hart.pointee.steps &- hart.pointee.traps)
    case .mstatus, .misa, .mie, .mtvec, .mepc, .mip, .mvendorid, .marchid, .mimpid, .mhartid: break
    }
  }

  /// Ends a hart's reservation: its next store-conditional fails.
  public func clearReservation(hart: Int) { self.hart(hart).pointee.reservation = .none }
}
