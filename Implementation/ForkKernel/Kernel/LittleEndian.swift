/// Integers in the byte order of the machine, as structures in user memory hold them.
extension Array<UInt8> {
  /// Appends an integer, least significant byte first.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// The integer at an offset, least significant byte first.
  func littleEndian<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value {
    (0..<Value.bitWidth / 8).reduce(0) { $0 | Value(truncatingIfNeeded: self[offset + $1]) << (8 * $1) }
  }
}

extension FixedWidthInteger {
  /// The bytes of the integer, least significant first.
  var littleEndianBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: self)
    return bytes
  }
}
