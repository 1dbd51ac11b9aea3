extension Instruction {
  /// The instruction as assembly, with registers by their roles: `clc ca0, 16(ca1)`.
  ///
  /// A compressed instruction is written as the one that it abbreviates.
  public func disassembly(in mode: EncodingMode) -> String {
    let row = Encoding.of(operation)
    let text = operandText(of: row.format, mode: mode).joined(separator: ", ")
    let mnemonic = row.mnemonic(in: mode) + (row.format.immediate == .ordering ? orderingSuffix : "")
    return text.isEmpty ? mnemonic : mnemonic + " " + text
  }

  /// A word as assembly; `.2byte` or `.4byte` and the word in hexadecimal if it means nothing in the given mode.
  public static func disassembly(of word: UInt32, in mode: EncodingMode) -> String {
    if let instruction = Instruction(decoding: word, mode: mode) { return instruction.disassembly(in: mode) }
    return word & 3 == 3 ? ".4byte 0x" + String(word, radix: 16) : ".2byte 0x" + String(word & 0xFFFF, radix: 16)
  }

  private func operandText(of format: OperandFormat, mode: EncodingMode) -> [String] {
    let destination = format.rd == .absent ? nil : name(rd, format.rdKind, mode)
    let first = format.rs1 == .absent ? nil : name(rs1, format.rs1Kind, mode)
    let second = format.rs2 == .absent ? nil : name(rs2, format.rs2Kind, mode)
    switch format.arrangement {
    case .list:
      let number = format.immediate == .none ? nil : String(immediate)
      return [destination, first, second, number].compactMap(\.self)
    case .offset:
      return [destination, second, first.map { "\(immediate)(\($0))" }].compactMap(\.self)
    case .address:
      return [destination, second, first.map { "(\($0))" }].compactMap(\.self)
    case .upperImmediate:
      return [destination, "0x" + String(immediate >> 12 & 0xFFFFF, radix: 16)].compactMap(\.self)
    case .controlRegister:
      return [destination, RegisterName.control(immediate), first].compactMap(\.self)
    case .specialRegister:
      return [destination, second, first].compactMap(\.self)
    case .fence:
      return operation == .fence ? [Self.fenceSet(immediate >> 4), Self.fenceSet(immediate)] : []
    }
  }

  private func name(_ number: UInt8, _ kind: RegisterKind, _ mode: EncodingMode) -> String {
    switch kind {
    case .number: String(number)
    case .special: RegisterName.special(number)
    case .address where mode == .capability, .capability:
      number < 32 ? RegisterName.capability[Int(number)] : "c\(number)"
    case .integer, .address: number < 32 ? RegisterName.integer[Int(number)] : "x\(number)"
    }
  }

  private var orderingSuffix: String { ["", ".rl", ".aq", ".aqrl"][Int(immediate & 3)] }

  /// A set of kinds of access, as the four lowest bits of `bits` give it.
  private static func fenceSet(_ bits: Int64) -> String {
    let letters = zip("iorw", [8, 4, 2, 1] as [Int64]).filter { bits & $0.1 != 0 }.map { String($0.0) }.joined()
    return letters.isEmpty ? "0" : letters
  }
}
