public import Architecture

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
