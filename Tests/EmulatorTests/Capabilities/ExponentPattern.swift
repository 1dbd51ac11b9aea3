import Architecture

/// Seven bits of the metadata that memory holds: six of the exponent, and the one that says whether they are one.
struct ExponentPattern: Sendable {
  let format: FormatName
  /// The bits, from the lowest of the exponent to the flag.
  let bits: UInt64

  /// All patterns of a format.
  static func all(_ format: FormatName) -> [Self] { (0..<128).map { Self(format: format, bits: $0) } }

  /// The bits of the mantissa's bottom field.
  static func mantissaWidth(_ format: FormatName) -> UInt64 { format == .cc128m ? 16 : 14 }

  /// A metadata word with this pattern, and the other bits of another word.
  func metadata(others: UInt64) -> UInt64 {
    let places: [UInt64] =
      switch format {
      case .cc128, .rv64y: [0, 1, 2, 14, 15, 16, 26]
      case .cc128m: [0, 1, 2, 16, 17, 18, 30]
      }
    return places.enumerated().reduce(others) { word, place in
      word & ~(1 << place.element) | (bits >> UInt64(place.offset) & 1) << place.element
    }
  }

  /// The exponent, by the format's document; `nil` if it says that the bounds do not depend on the address.
  var exponent: UInt64? {
    let (stored, flag) = (bits & 0x3F, bits >> 6)
    switch format {
    // Memory holds the inverse of bits 2, 15, 16 and 26: the null capability, all zeros, has the exponent 52.
    case .cc128: return flag == 1 ? 0 : min(stored ^ 0b110_100, 52)
    case .cc128m: return flag == 1 ? 0 : ~stored & 0x3F <= 50 ? ~stored & 0x3F : nil
    case .rv64y: return flag == 1 ? 0 : stored <= 52 ? 52 - stored : nil
    }
  }
}
