public import Architecture

/// Where the fields of a capability stand in its metadata word; bit 0 is the lowest.
public struct FormatLayout: Hashable, Sendable {
  /// The number of bits in the metadata word.
  public var metadataWidth: Int
  /// The position of each permission that the format knows.
  public var permissions: [Permission: Int]
  /// The flags; may be empty.
  public var flags: Range<Int>
  /// The object type.
  public var objectType: Range<Int>
  /// The bit that says whether the exponent is stored within T and B.
  public var internalExponent: Int
  /// T, two bits shorter than the mantissa.
  public var top: Range<Int>
  /// B, as long as the mantissa.
  public var bottom: Range<Int>

  /// Makes a layout from the positions of its fields.
  public init(
    metadataWidth: Int, permissions: [Permission: Int], flags: Range<Int>, objectType: Range<Int>,
    internalExponent: Int, top: Range<Int>, bottom: Range<Int>
  ) {
    self.metadataWidth = metadataWidth
    self.permissions = permissions
    self.flags = flags
    self.objectType = objectType
    self.internalExponent = internalExponent
    self.top = top
    self.bottom = bottom
  }

  /// Positions for consecutive permissions, the first at `lowest`.
  public static func consecutive(_ permissions: [Permission], from lowest: Int) -> [Permission: Int] {
    Dictionary(uniqueKeysWithValues: zip(permissions, lowest...))
  }

  /// Every field with its name, as messages about the layout call it.
  var fields: [(name: String, bits: Range<Int>)] {
    permissions.sorted { $0.value < $1.value }.map { ("permission \($0.key)", $0.value..<$0.value + 1) } + [
      ("flags", flags), ("object type", objectType),
      ("internal exponent flag", internalExponent..<internalExponent + 1),
      ("T", top), ("B", bottom),
    ]
  }
}
