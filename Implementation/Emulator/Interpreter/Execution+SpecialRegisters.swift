import Architecture

extension Execution {
  /// `cspecialrw`: reads a special capability register, and writes it unless the source is c0.
  func accessSpecialRegister(_ operation: MicroOperation) -> Flow {
    guard let register = SpecialRegister(rawValue: UInt8(truncatingIfNeeded: operation.immediate)) else {
      return illegal(operation)
    }
    let writes = operation.first != MicroOperation.Slot.register(0)
    let number = MicroOperation.Slot.special(register.rawValue)
    switch register {
    case .programCounterCapability:
      var counter = slot(number).pointee.capability
      counter.address = hart.pointee.blockEnd &- UInt64(operation.length)
      slot(operation.destination).pointee.capability = counter
      return .next
    case .defaultDataCapability:
      break
    case .machineTrapCodeCapability, .machineTrapDataCapability, .machineScratchCapability,
      .machineExceptionProgramCounterCapability:
      guard mayAccessSystemRegisters else { return violation(.accessSystemRegistersViolation, of: number) }
    }
    let old = slot(number).pointee
    if writes {
      slot(number).pointee.capability = Self.legalized(slot(operation.first).pointee.capability, for: register)
    }
    slot(operation.destination).pointee = old
    return .next
  }

  /// The trap vector has no low two address bits, the exception program counter no lowest one.
  private static func legalized(_ value: MachineCapability, for register: SpecialRegister) -> MachineCapability {
    switch register {
    case .machineTrapCodeCapability: value.withAddress(value.address & ~3)
    case .machineExceptionProgramCounterCapability:
      value.address & 1 == 0 ? value : value.withAddress(value.address & ~1)
    default: value
    }
  }

  // MARK: Control and status registers

  /// The CSR instructions.
  ///
  /// - Parameters:
  ///   - operand: the value to write, set or clear.
  ///   - combine: the new value of the register from the old one; `nil` if nothing is written.
  func accessControlRegister(_ operation: MicroOperation, _ combine: ((UInt64) -> UInt64)?) -> Flow {
    guard let register = ControlRegister(rawValue: UInt16(truncatingIfNeeded: operation.immediate)) else {
      return illegal(operation)
    }
    guard Self.isUnprivileged(register) || mayAccessSystemRegisters else {
      return violation(.accessSystemRegistersViolation, of: MicroOperation.Slot.programCounter)
    }
    let old = read(register)
    if let combine { write(combine(old), to: register) }
    slot(operation.destination).pointee.set(integer: old)
    return .next
  }

  /// Whether a register is read without the permission to access system registers.
  private static func isUnprivileged(_ register: ControlRegister) -> Bool {
    register == .cycle || register == .time || register == .instret
  }

  /// Instructions executed before this one, trapping ones included.
  private var stepsBefore: UInt64 {
    hart.pointee.steps &+ UInt64(truncatingIfNeeded: hart.pointee.budget &- hart.pointee.unused &- 1)
  }

  private func read(_ register: ControlRegister) -> UInt64 {
    switch register {
    case .mtvec: hart.pointee[.machineTrapCodeCapability].address
    case .mscratch: hart.pointee.scratchRegister
    case .mepc: hart.pointee[.machineExceptionProgramCounterCapability].address
    case .mcause: hart.pointee.machineCause
    case .mtval: hart.pointee.machineTrapValue
    case .cycle, .time, .mcycle: stepsBefore &+ hart.pointee.cycleOffset
    case .instret, .minstret: stepsBefore &- hart.pointee.traps &+ hart.pointee.retiredOffset
    case .mhartid: hart.pointee.identifier
    // Machine mode before the trap, as there is no other; without them, the lengths of registers in S and U are 0.
    case .mstatus: 0x1800
    // RV64 with A, C, I, M and extensions of its own.
    case .misa: 0x8000_0000_0080_1105
    case .mie, .mip, .mvendorid, .marchid, .mimpid: 0
    }
  }

  private func write(_ value: UInt64, to register: ControlRegister) {
    switch register {
    case .mtvec:
      let vector = hart.pointee[.machineTrapCodeCapability].capability
      hart.pointee[.machineTrapCodeCapability] = RegisterSlot(vector.withAddress(value & ~3))
    case .mscratch:
      hart.pointee.scratchRegister = value
    case .mepc:
      let counter = hart.pointee[.machineExceptionProgramCounterCapability].capability
      hart.pointee[.machineExceptionProgramCounterCapability] = RegisterSlot(counter.withAddress(value & ~1))
    case .mcycle:
      hart.pointee.cycleOffset = value &- stepsBefore &- 1
    case .minstret:
      // The instruction that writes is not counted on top of what it wrote.
      hart.pointee.retiredOffset = value &- (stepsBefore &+ 1 &- hart.pointee.traps)
    case .mcause:
      hart.pointee.machineCause = value
    case .mtval:
      hart.pointee.machineTrapValue = value
    default:
      break
    }
  }

  /// Raises the trap for a word that means nothing; its value is the word.
  func illegal(_ operation: MicroOperation) -> Flow {
    trap(.illegalInstruction, operation.value)
  }
}
