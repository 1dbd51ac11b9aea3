import Architecture

extension Instruction {
  /// The shortest usual instructions that put a constant into an integer register.
  static func loading(_ constant: UInt64, into register: UInt8) -> [Instruction] {
    let value = Int64(bitPattern: constant)
    let low = (value << 52) >> 52
    if value == low { return [Instruction(.addi, rd: register, immediate: low)] }
    let rest = value &- low
    let last = Instruction(.addi, rd: register, rs1: register, immediate: low)
    if rest == Int64(Int32(truncatingIfNeeded: rest)) {
      let upper = Instruction(.lui, rd: register, immediate: rest)
      return low == 0 ? [upper] : [upper, last]
    }
    let shifted = loading(UInt64(bitPattern: rest >> 12), into: register)
    return shifted + [Instruction(.slli, rd: register, rs1: register, immediate: 12)] + (low == 0 ? [] : [last])
  }

  /// The words of instructions in a mode; those that can't be encoded there are left out.
  static func words(_ instructions: [Instruction], in mode: EncodingMode) -> [UInt32] {
    instructions.compactMap { try? $0.encoded(in: mode) }
  }
}
