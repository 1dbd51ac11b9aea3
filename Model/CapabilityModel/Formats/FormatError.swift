public import ExactIntegers

/// Why parameters contradict themselves and make no format.
public enum FormatError: Error, Hashable, Sendable {
  /// A width is too small to mean anything, or too large for another.
  case width(name: String, bits: Int, allowed: ClosedRange<Int>)
  /// A field has another size than the parameters ask for.
  case fieldSize(name: String, bits: Int, expected: Int)
  /// A field reaches beyond the metadata word.
  case fieldOutside(name: String, metadataWidth: Int)
  /// Two fields share a bit.
  case fieldsOverlap(String, String, bit: Int)
  /// The bits given up to the exponent can't hold the greatest exponent that the address space asks for.
  case exponentTooSmall(bits: Int, maximumExponent: Int)
  /// An object type has no place in its field, or means two things, or isn't reserved though the architecture uses it.
  case objectType(name: String, value: Int)
  /// A permission's requirement names a permission that the format doesn't have.
  case unknownPermission(String)
  /// A permission isn't given a position within a register in which it is read.
  case unreadablePermission(String)
  /// The metadata of null isn't that of an untouched capability without authority.
  case null(metadata: Integer, reason: String)
}

extension FormatError: CustomStringConvertible {
  /// The contradiction, and what would resolve it.
  public var description: String {
    switch self {
    case .width(let name, let bits, let allowed):
      "the \(name) is \(bits) bits; it must be from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .fieldSize(let name, let bits, let expected):
      "field \(name) has \(bits) bits; the other parameters ask for \(expected)"
    case .fieldOutside(let name, let metadataWidth):
      "field \(name) reaches beyond the \(metadataWidth) bits of the metadata word"
    case .fieldsOverlap(let one, let other, let bit):
      "fields \(one) and \(other) both claim bit \(bit)"
    case .exponentTooSmall(let bits, let maximumExponent):
      "an exponent of \(bits) bits can't reach \(maximumExponent), which the whole address space asks for; "
        + "take more bits from T and B, or make the mantissa wider"
    case .objectType(let name, let value):
      "object type \(value) can't be the \(name) one: it must fit its field, be reserved and mean one thing only"
    case .unknownPermission(let name):
      "a rule asks for permission \(name), which the layout gives no place"
    case .unreadablePermission(let name):
      "permission \(name) needs a position, within the width of an address, at which it is read"
    case .null(let metadata, let reason):
      "null, with architectural metadata \(metadata.hexadecimal), \(reason); choose another memory mask"
    }
  }
}
