import Architecture
import CapabilityModel
import ExactIntegers

/// Branches and jumps. Source: RISC-V Unprivileged ISA, section 2.5; CHERI ISAv9, CJAL, CJALR, JALR.CAP, JALR.PCC,
/// CInvoke.
extension MachineState {
  /// Rule ``machine.jump.bounds``: Control may go where the shortest instruction, of two bytes, lies within the bounds
  /// of the capability that is jumped through. An address within bounds is always representable.
  private func check(_ target: Integer, within code: Capability, _ register: AuthorityRegister) throws(Trap) {
    guard code.bounds.contains(target, size: 2) else { throw .capability(.lengthViolation, register) }
  }

  /// A jump within the bounds of PCC.
  private func jumping(to target: Integer) throws(Trap) -> Effect.SpecialWrite {
    try check(target, within: programCounterCapability, .special(.programCounterCapability))
    return .init(register: .programCounterCapability, value: programCounterCapability.moved(to: target))
  }

  /// The address of the instruction behind the given one.
  func nextAddress(after instruction: Instruction) -> Integer {
    format.wrapped(programCounter + Integer(instruction.length))
  }

  /// Rule ``machine.jump.link``: A capability jump leaves behind PCC at the next instruction, sealed as an entry.
  private func link(after instruction: Instruction) -> Capability {
    programCounterCapability.moved(to: nextAddress(after: instruction)).sealEntry()
  }

  /// Rule ``machine.jump.branch``: A branch goes to pc + offset if its condition holds. Only then is the target
  /// checked.
  func branch(
    _ instruction: Instruction, if condition: (IntegerOperands) -> Bool
  ) throws(Trap) -> Effect {
    let operands = IntegerOperands(
      left: registers.integer(instruction.rs1), right: registers.integer(instruction.rs2), bits: 64)
    guard condition(operands) else { return .none }
    let target = format.wrapped(programCounter + Integer(instruction.immediate))
    return Effect(special: try jumping(to: target))
  }

  /// Rule ``machine.jump.relative``: `jal` and `cjal` go to pc + offset; the link is the address of the next
  /// instruction, or its sealed capability.
  func jumpRelative(_ instruction: Instruction) throws(Trap) -> Effect {
    let target = format.wrapped(programCounter + Integer(instruction.immediate))
    let jump = try jumping(to: target)
    var effect =
      instruction.operation == .cjal
      ? writing(link(after: instruction), to: instruction.rd)
      : writing(integer: nextAddress(after: instruction), to: instruction.rd)
    effect.special = jump
    return effect
  }

  /// Rule ``machine.jump.integer``: `jalr` and `jalr.pcc` go to the integer address rs1 + offset with bit 0 cleared,
  /// within the bounds of PCC; the link is the address of the next instruction.
  func jumpToInteger(_ instruction: Instruction) throws(Trap) -> Effect {
    let sum = format.wrapped(registers.integer(instruction.rs1) + Integer(instruction.immediate))
    var effect = writing(integer: nextAddress(after: instruction), to: instruction.rd)
    effect.special = try jumping(to: sum.replacingBits(0..<1, with: 0))
    return effect
  }

  /// Rule ``machine.jump.capability``: `cjalr` and `jalr.cap` go through cs1, which must be tagged, unsealed or an
  /// entry (then the offset must be 0), and executable, to its address + offset with bit 0 cleared, within its bounds.
  /// An entry is unsealed by the jump.
  func jumpToCapability(_ instruction: Instruction) throws(Trap) -> Effect {
    let (code, register) = (registers[instruction.rs1], AuthorityRegister.general(instruction.rs1))
    let offset = Integer(instruction.immediate)
    guard code.tag else { throw .capability(.tagViolation, register) }
    guard !code.isSealed || (code.isEntry && offset == 0) else { throw .capability(.sealViolation, register) }
    guard code.permissions.contains(.execute) else { throw .capability(.permitExecuteViolation, register) }
    let target = format.wrapped(code.address + offset).replacingBits(0..<1, with: 0)
    try check(target, within: code, register)
    var effect = writing(link(after: instruction), to: instruction.rd)
    effect.special = .init(register: .programCounterCapability, value: code.unsealed().moved(to: target))
    return effect
  }

  /// Rule ``machine.jump.invoke``: `cinvoke` goes through cs1 and hands over cs2 in c31, both unsealed. Both must be
  /// tagged and sealed with the same type, not a reserved one, both must have CInvoke, cs1 must be executable and cs2
  /// must not be, and the target, the address of cs1 with bit 0 cleared, must be within the bounds of cs1. Each check
  /// is made for cs1, then for cs2.
  func invoke(_ instruction: Instruction) throws(Trap) -> Effect {
    let (code, data) = (registers[instruction.rs1], registers[instruction.rs2])
    let (codeRegister, dataRegister) = (
      AuthorityRegister.general(instruction.rs1), AuthorityRegister.general(instruction.rs2)
    )
    guard code.tag else { throw .capability(.tagViolation, codeRegister) }
    guard data.tag else { throw .capability(.tagViolation, dataRegister) }
    guard !code.hasReservedObjectType else { throw .capability(.sealViolation, codeRegister) }
    guard !data.hasReservedObjectType else { throw .capability(.sealViolation, dataRegister) }
    guard code.objectType == data.objectType else { throw .capability(.typeViolation, codeRegister) }
    guard code.permissions.contains(.cInvoke) else { throw .capability(.permitCInvokeViolation, codeRegister) }
    guard data.permissions.contains(.cInvoke) else { throw .capability(.permitCInvokeViolation, dataRegister) }
    guard code.permissions.contains(.execute) else { throw .capability(.permitExecuteViolation, codeRegister) }
    guard !data.permissions.contains(.execute) else { throw .capability(.permitExecuteViolation, dataRegister) }
    let target = code.address.replacingBits(0..<1, with: 0)
    try check(target, within: code, codeRegister)
    var effect = writing(data.unsealed(), to: 31)
    effect.special = .init(register: .programCounterCapability, value: code.unsealed().moved(to: target))
    return effect
  }
}
