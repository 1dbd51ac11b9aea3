/// Why two regions cannot be relocated between by adding their distance to address words.
public enum RelocationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The size is not one of those that the format can relocate: 2^`minimum` … 2^61 bytes.
  case sizeOutOfRange(sizeLog2: UInt8, minimum: UInt8)
  /// The base is not a multiple of four times the size.
  case baseMisaligned(base: UInt64, alignmentLog2: UInt8)
  /// The format's addresses do not reach the region, or treat it differently from others.
  case baseOutOfRange(base: UInt64)

  /// A sentence that names the value and what would be accepted.
  public var description: String {
    switch self {
    case .sizeOutOfRange(let sizeLog2, let minimum):
      "a region of 2^\(sizeLog2) bytes cannot be relocated; sizes go from 2^\(minimum) to 2^61 bytes"
    case .baseMisaligned(let base, let alignmentLog2):
      "a region at 0x\(String(base, radix: 16)) cannot be relocated; its base must be a multiple of 2^\(alignmentLog2)"
    case .baseOutOfRange(let base):
      "a region at 0x\(String(base, radix: 16)) lies outside the addresses at which this format relocates"
    }
  }
}
