import Architecture
import ExactIntegers

/// RV64I and M: computation on integers. Source: RISC-V Unprivileged ISA, chapters 2, 4 and 13.
extension MachineState {
  /// Rule ``machine.integer.result``: The exact result of a computation, modulo 2^64, becomes an integer in the destination
  /// register.
  func integerComputation(_ instruction: Instruction) -> Effect {
    let result =
      isWordOperation(instruction.operation) ? wordResult(of: instruction) : doubleResult(of: instruction)
    return writing(integer: result, to: instruction.rd)
  }

  private func isWordOperation(_ operation: Operation) -> Bool {
    switch operation {
    case .addiw, .slliw, .srliw, .sraiw, .addw, .subw, .sllw, .srlw, .sraw: true
    case .mulw, .divw, .divuw, .remw, .remuw: true
    default: false
    }
  }

  /// Rule ``machine.integer.double``: Arithmetic, comparison and logic on 64 bits. Shift amounts are the lowest six bits of
  /// their operand; a right shift is arithmetic (rounding down) or logical as the operand is read with or without a sign.
  private func doubleResult(of instruction: Instruction) -> Integer {
    let left = registers.integer(instruction.rs1)
    let right = secondOperand(of: instruction)
    let (signedLeft, signedRight) = (left.signExtended(from: 64), right.signExtended(from: 64))
    let amount = Int(truncatingIfNeeded: right.bits(0..<6))
    switch instruction.operation {
    case .lui: return right
    case .auipc: return programCounter + right
    case .addi, .add: return left + right
    case .sub: return left - right
    case .slti, .slt: return Integer(signedLeft < signedRight)
    case .sltiu, .sltu: return Integer(left < right)
    case .xori, .xor: return left ^ right
    case .ori, .or: return left | right
    case .andi, .and: return left & right
    case .slli, .sll: return left << amount
    case .srli, .srl: return left >> amount
    case .srai, .sra: return signedLeft >> amount
    case .mul: return left * right
    case .mulh: return (signedLeft * signedRight) >> 64
    case .mulhsu: return (signedLeft * right) >> 64
    case .mulhu: return (left * right) >> 64
    case .div: return quotient(signedLeft, signedRight)
    case .divu: return quotient(left, right)
    case .rem: return remainder(signedLeft, signedRight)
    case .remu: return remainder(left, right)
    default: return 0
    }
  }

  /// Rule ``machine.integer.word``: The same on the lower 32 bits of the operands, with shift amounts of five bits; the lower
  /// 32 bits of the result are sign-extended.
  private func wordResult(of instruction: Instruction) -> Integer {
    let left = registers.integer(instruction.rs1).bits(0..<32)
    let right = secondOperand(of: instruction).bits(0..<32)
    let (signedLeft, signedRight) = (left.signExtended(from: 32), right.signExtended(from: 32))
    let amount = Int(truncatingIfNeeded: right.bits(0..<5))
    let result: Integer =
      switch instruction.operation {
      case .addiw, .addw: left + right
      case .subw: left - right
      case .slliw, .sllw: left << amount
      case .srliw, .srlw: left >> amount
      case .sraiw, .sraw: signedLeft >> amount
      case .mulw: left * right
      case .divw: quotient(signedLeft, signedRight)
      case .divuw: quotient(left, right)
      case .remw: remainder(signedLeft, signedRight)
      case .remuw: remainder(left, right)
      default: 0
      }
    return result.signExtended(from: 32)
  }

  /// The second source register, or the immediate of operations that have one, as an unsigned number of 64 bits.
  private func secondOperand(of instruction: Instruction) -> Integer {
    instruction.hasImmediateOperand
      ? format.wrapped(Integer(instruction.immediate)) : registers.integer(instruction.rs2)
  }

  /// Rule ``machine.integer.division``: Division rounds towards zero. The quotient by 0 is -1, all bits set.
  private func quotient(_ dividend: Integer, _ divisor: Integer) -> Integer {
    guard divisor != 0 else { return -1 }
    let magnitude = dividend.magnitude / divisor.magnitude
    return (dividend < 0) == (divisor < 0) ? magnitude : -magnitude
  }

  /// Rule ``machine.integer.remainder``: The remainder has the sign of the dividend. The remainder by 0 is the dividend.
  private func remainder(_ dividend: Integer, _ divisor: Integer) -> Integer {
    guard divisor != 0 else { return dividend }
    return dividend - quotient(dividend, divisor) * divisor
  }
}
