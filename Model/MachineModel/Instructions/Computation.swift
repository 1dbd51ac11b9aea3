import Architecture
import CapabilityModel
import ExactIntegers

/// The operands of a computation on integers of so many bits, read without and with a sign.
struct IntegerOperands {
  let left: Integer
  let right: Integer
  let bits: Int

  var signedLeft: Integer { left.signExtended(from: bits) }
  var signedRight: Integer { right.signExtended(from: bits) }

  /// By how much a shift shifts: the lowest six bits of the right operand, or five of one of 32 bits.
  var amount: Int { Int(truncatingIfNeeded: right.bits(0..<(bits == 64 ? 6 : 5))) }
}

/// RV64I and M: computation on integers. Source: RISC-V Unprivileged ISA, chapters 2, 4 and 13.
///
/// Rule ``machine.integer.result``: The exact result of a computation, modulo 2^64, becomes an integer in the
/// destination register.
extension MachineState {
  /// Rule ``machine.integer.double``: Arithmetic, comparison and logic on 64 bits. Shift amounts are the lowest six
  /// bits of their operand; a right shift is arithmetic (rounding down) or logical as the operand is read with or
  /// without a sign.
  func doubleResult(_ instruction: Instruction, _ result: (IntegerOperands) -> Integer) -> Effect {
    let operands = IntegerOperands(
      left: registers.integer(instruction.rs1), right: secondOperand(of: instruction), bits: 64)
    return writing(integer: result(operands), to: instruction.rd)
  }

  /// Rule ``machine.integer.word``: The same on the lower 32 bits of the operands, with shift amounts of five bits; the
  /// lower 32 bits of the result are sign-extended.
  func wordResult(_ instruction: Instruction, _ result: (IntegerOperands) -> Integer) -> Effect {
    let operands = IntegerOperands(
      left: registers.integer(instruction.rs1).bits(0..<32), right: secondOperand(of: instruction).bits(0..<32),
      bits: 32)
    return writing(integer: result(operands).signExtended(from: 32), to: instruction.rd)
  }

  /// The second source register, or the immediate of operations that have none, as an unsigned number of 64 bits.
  private func secondOperand(of instruction: Instruction) -> Integer {
    Encoding.of(instruction.operation).format.rs2 == .absent
      ? format.wrapped(Integer(instruction.immediate)) : registers.integer(instruction.rs2)
  }

  /// Rule ``machine.integer.division``: Division rounds towards zero. The quotient by 0 is -1, all bits set.
  func quotient(_ dividend: Integer, _ divisor: Integer) -> Integer {
    guard divisor != 0 else { return -1 }
    let magnitude = dividend.magnitude / divisor.magnitude
    return (dividend < 0) == (divisor < 0) ? magnitude : -magnitude
  }

  /// Rule ``machine.integer.remainder``: The remainder has the sign of the dividend. The remainder by 0 is the
  /// dividend.
  func remainder(_ dividend: Integer, _ divisor: Integer) -> Integer {
    guard divisor != 0 else { return dividend }
    return dividend - quotient(dividend, divisor) * divisor
  }
}

/// Xcheri on registers: what the operations of the capability model have to do with registers.
extension MachineState {
  /// Rule ``machine.capability.inspect``: Inspecting a capability never traps. The part that is asked for becomes an
  /// integer in the destination register; a top or a length of 2^64 is shown as 2^64 - 1.
  func inspection(_ instruction: Instruction, _ part: (Capability) -> Integer) -> Effect {
    writing(integer: part(registers[instruction.rs1]), to: instruction.rd)
  }

  /// Rule ``machine.capability.derive``: Deriving a capability never traps. Where the derivation is not allowed, the
  /// result is untagged.
  func derivation(
    _ instruction: Instruction, from source: Capability? = nil, _ result: (Capability, Capability) -> Capability
  ) -> Effect {
    writing(result(source ?? registers[instruction.rs1], registers[instruction.rs2]), to: instruction.rd)
  }

  /// Rule ``machine.capability.compare``: Comparing capabilities and turning them into integers never traps.
  func comparison(_ instruction: Instruction, _ result: (Capability, Capability) -> Integer) -> Effect {
    writing(integer: result(registers[instruction.rs1], registers[instruction.rs2]), to: instruction.rd)
  }

  /// Rule ``machine.capability.default``: Where `cbuildcap`, `cfromptr`, `ctestsubset` and `ctoptr` take an authority
  /// or a base, register 0 stands for DDC.
  func orDefault(_ register: UInt8) -> Capability {
    register == 0 ? defaultDataCapability : registers[register]
  }
}

/// HINTs: code points that software may use to tell the hart something, and that do nothing.
///
/// Source: RISC-V Unprivileged ISA, "C" extension, RVC HINT instructions, for RV64.
extension Instruction {
  /// Rule ``machine.step.hint``: A compressed instruction that is a HINT changes nothing: its registers keep
  /// capabilities, tags included. HINTs are `c.addi`, `c.slli`, `c.srli` and `c.srai` with an immediate of 0, and
  /// `c.nop`, `c.li`, `c.lui`, `c.slli`, `c.mv` and `c.add` where the destination is register 0. A HINT of 32 bits
  /// needs no rule: its destination is register 0.
  var isHint: Bool {
    length == 2 && (leavesOperandAsItIs || computesIntoZero)
  }

  /// `c.addi rd, 0` and shifts by 0. Only these have one register for source and destination; that of `c.li rd, 0` is
  /// 0.
  private var leavesOperandAsItIs: Bool {
    let operations: Set<Operation> = [.addi, .slli, .srli, .srai]
    return operations.contains(operation) && rd == rs1 && immediate == 0
  }

  private var computesIntoZero: Bool {
    let operations: Set<Operation> = [.addi, .lui, .slli, .add]
    return operations.contains(operation) && rd == 0
  }
}
