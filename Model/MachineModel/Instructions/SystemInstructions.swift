public import Architecture
public import CapabilityModel
public import ExactIntegers

/// Zicsr, special capability registers, and the way back from a trap.
///
/// Source: RISC-V Unprivileged ISA, chapter 6; RISC-V Privileged ISA, chapter 3; CHERI ISAv9, CSpecialRW and the table
/// of CSRs that need no permission.
extension MachineState {
  /// Rule ``machine.system.permission``: What needs the permission to access system registers needs it on PCC.
  private func checkSystemAccess(_ register: AuthorityRegister) throws(Trap) {
    guard programCounterCapability.permissions.contains(.accessSystemRegisters) else {
      throw .capability(.accessSystemRegistersViolation, register)
    }
  }

  /// Rule ``machine.system.csr``: A CSR instruction reads the old value and writes the new one: the operand, or the old
  /// value with the operand's bits set or cleared. Setting and clearing with register 0 or immediate 0 do not write. A
  /// CSR that does not exist, and a write to a read-only one, are illegal. All CSRs but the user counters need the
  /// permission to access system registers; the exception tells PCC.
  ///
  /// - Parameters:
  ///   - isWrite: Whether the register is written.
  ///   - new: What is written, of the old value and the operand.
  func controlRegisterAccess(
    _ instruction: Instruction, word: UInt32, isWrite: Bool, _ new: (Integer, Integer) -> Integer
  ) throws(Trap) -> Effect {
    let illegal = Trap(.illegalInstruction, value: Integer(word))
    guard let number = UInt16(exactly: instruction.immediate), let register = ControlRegister(rawValue: number) else {
      throw illegal
    }
    if isWrite && register.isReadOnly { throw illegal }
    if !register.isUserCounter { try checkSystemAccess(.special(.programCounterCapability)) }
    let old = controlRegister(register)
    var effect = writing(integer: old, to: instruction.rd)
    guard isWrite else { return effect }
    let isNumber = Encoding.of(instruction.operation).format.rs1Kind == .number
    let operand = isNumber ? Integer(instruction.rs1) : registers.integer(instruction.rs1)
    effect.control = .init(register: register, value: new(old, operand))
    return effect
  }

  /// Rule ``machine.system.csrValues``: mtvec and mepc show the addresses of MTCC and MEPCC. The clock counts cycles.
  /// There are no interrupts, no other modes and one hart, so the remaining registers are constant. In mstatus, MPP is
  /// machine mode, and SXL and UXL are 0, since there is neither S nor U (RISC-V Privileged ISA, 3.1.6).
  public func controlRegister(_ register: ControlRegister) -> Integer {
    switch register {
    case .mcause: controlRegisters.mcause
    case .mtval: controlRegisters.mtval
    case .mscratch: controlRegisters.mscratch
    case .mtvec: trapCodeCapability.address
    case .mepc: exceptionProgramCounterCapability.address
    case .mcycle, .cycle, .time: controlRegisters.cycle
    case .minstret, .instret: controlRegisters.instret
    case .mstatus: 0x1800
    case .misa: 0x8000_0000_0080_1105
    case .mie, .mip, .mvendorid, .marchid, .mimpid, .mhartid: 0
    }
  }

  /// Rule ``machine.system.csrWrite``: Writing mtvec or mepc sets the address of MTCC or MEPCC; writing a constant
  /// register changes nothing.
  mutating func setControlRegister(_ register: ControlRegister, to value: Integer) {
    switch register {
    case .mcause: controlRegisters.mcause = value
    case .mtval: controlRegisters.mtval = value
    case .mscratch: controlRegisters.mscratch = value
    case .mtvec: trapCodeCapability = legalTrapCode(trapCodeCapability.setAddress(value))
    case .mepc:
      exceptionProgramCounterCapability = legalExceptionCode(exceptionProgramCounterCapability.setAddress(value))
    case .mcycle: controlRegisters.cycle = value
    case .minstret: controlRegisters.instret = value
    case .mstatus, .misa, .mie, .mip: break
    // These are read-only.
    case .cycle, .time, .instret, .mvendorid, .marchid, .mimpid, .mhartid: break
    }
  }

  /// Rule ``machine.system.special``: `cspecialrw` reads a special capability register and then writes it, unless cs1
  /// is register 0. PCC is read-only. All but PCC and DDC need the permission to access system registers.
  func specialRegisterAccess(_ instruction: Instruction, word: UInt32) throws(Trap) -> Effect {
    let isWrite = instruction.rs1 != 0
    guard let register = SpecialRegister(rawValue: instruction.rs2),
      !(isWrite && register == .programCounterCapability)
    else { throw Trap(.illegalInstruction, value: Integer(word)) }
    if register != .programCounterCapability && register != .defaultDataCapability {
      try checkSystemAccess(.special(register))
    }
    var effect = writing(specialRegister(register), to: instruction.rd)
    if isWrite { effect.special = .init(register: register, value: registers[instruction.rs1]) }
    return effect
  }

  /// What a special capability register holds.
  public func specialRegister(_ register: SpecialRegister) -> Capability {
    switch register {
    case .programCounterCapability: programCounterCapability
    case .defaultDataCapability: defaultDataCapability
    case .machineTrapCodeCapability: trapCodeCapability
    case .machineTrapDataCapability: trapDataCapability
    case .machineScratchCapability: scratchCapability
    case .machineExceptionProgramCounterCapability: exceptionProgramCounterCapability
    }
  }

  /// Writes a special capability register, as `cspecialrw` does.
  mutating func setSpecialRegister(_ register: SpecialRegister, to value: Capability) {
    switch register {
    case .programCounterCapability: programCounterCapability = value
    case .defaultDataCapability: defaultDataCapability = value
    case .machineTrapCodeCapability: trapCodeCapability = legalTrapCode(value)
    case .machineTrapDataCapability: trapDataCapability = value
    case .machineScratchCapability: scratchCapability = value
    case .machineExceptionProgramCounterCapability: exceptionProgramCounterCapability = legalExceptionCode(value)
    }
  }

  /// Rule ``machine.system.trapCode``: MTCC keeps the two lowest bits of its address clear: all traps go to one place.
  /// A sealed capability loses its tag there.
  private func legalTrapCode(_ code: Capability) -> Capability {
    code.setAddress(code.address.replacingBits(0..<2, with: 0))
  }

  /// Rule ``machine.system.exceptionCode``: MEPCC keeps the lowest bit of its address clear.
  private func legalExceptionCode(_ code: Capability) -> Capability {
    code.address % 2 == 0 ? code : code.setAddress(code.address.replacingBits(0..<1, with: 0))
  }

  /// Rule ``machine.system.supervisor``: Without supervisor mode, its instructions, `sfence.vma` and `sret`, are
  /// illegal.
  func supervisorInstruction(_ word: UInt32) -> Trap { Trap(.illegalInstruction, value: Integer(word)) }

  /// Rule ``machine.system.return``: `mret` goes to MEPCC, unsealed if it is an entry. It needs the permission to
  /// access system registers.
  func trapReturn() throws(Trap) -> Effect {
    try checkSystemAccess(.special(.programCounterCapability))
    let code = exceptionProgramCounterCapability
    return Effect(special: .init(register: .programCounterCapability, value: code.isEntry ? code.unsealed() : code))
  }
}

extension ControlRegister {
  /// Rule ``machine.system.readOnly``: A CSR is read-only if the two highest of the twelve bits of its number are set.
  fileprivate var isReadOnly: Bool { rawValue >> 10 == 3 }

  fileprivate var isUserCounter: Bool { self == .cycle || self == .time || self == .instret }
}
