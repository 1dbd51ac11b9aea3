/// Where an encoding keeps the number of a register.
public enum RegisterField: Hashable, Sendable {
  /// The encoding has no such operand; it reads as register 0.
  case absent
  /// Five bits, of which the lowest stands at the given bit of the instruction.
  case wide(at: UInt8)
  /// Three bits that name registers 8 to 15, as compressed encodings do.
  case narrow(at: UInt8)
  /// Always the given register.
  case always(UInt8)

  /// The register's number in an instruction word.
  func number(in word: UInt32) -> UInt8 {
    switch self {
    case .absent: 0
    case .wide(let bit): UInt8(truncatingIfNeeded: word >> bit & 0x1F)
    case .narrow(let bit): UInt8(truncatingIfNeeded: word >> bit & 0x7) + 8
    case .always(let number): number
    }
  }

  /// The field's bits for a register, or nil if this field cannot name it.
  func bits(for number: UInt8) -> UInt32? {
    switch self {
    case .absent: number == 0 ? 0 : nil
    case .wide(let bit): number < 32 ? UInt32(number) << bit : nil
    case .narrow(let bit): (8..<16).contains(number) ? UInt32(number - 8) << bit : nil
    case .always(let fixed): number == fixed ? 0 : nil
    }
  }
}
