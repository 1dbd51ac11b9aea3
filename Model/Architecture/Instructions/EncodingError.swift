/// Why an instruction cannot be encoded.
public enum EncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operation has no encoding of this length in this mode.
  case unavailable(mnemonic: String, length: UInt8, mode: EncodingMode)
  /// The register is not one that the field can name.
  case register(mnemonic: String, operand: String, number: UInt8)
  /// The immediate is out of range or not a multiple of the given step.
  case immediate(mnemonic: String, value: Int64, range: ClosedRange<Int64>, step: Int64)
  /// No compressed encoding of the operation can hold these operands.
  case notCompressible(mnemonic: String)

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .unavailable(let mnemonic, let length, let mode):
      return "\(mnemonic) has no encoding of \(length) bytes in \(mode) mode"
    case .register(let mnemonic, let operand, let number):
      return number < 32
        ? "\(mnemonic) has no operand \(operand); it must be 0, not \(number)"
        : "\(operand) of \(mnemonic) must be a register from 0 to 31, not \(number)"
    case .immediate(let mnemonic, let value, let range, let step):
      let multiple = step > 1 ? "a multiple of \(step) " : ""
      return range == 0...0
        ? "\(mnemonic) has no immediate; it must be 0, not \(value)"
        : "the immediate of \(mnemonic) must be \(multiple)from \(range.lowerBound) to \(range.upperBound), not \(value)"
    case .notCompressible(let mnemonic):
      return "no compressed encoding of \(mnemonic) can hold these operands; use a length of 4"
    }
  }
}
