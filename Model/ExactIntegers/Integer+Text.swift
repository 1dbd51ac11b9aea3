extension Integer: CustomStringConvertible, LosslessStringConvertible {
  /// The decimal digits, with a minus sign if the value is negative.
  public var description: String {
    digits(base: 10)
  }

  /// Lower case hexadecimal digits after "0x", with a minus sign in front if the value is negative.
  public var hexadecimal: String {
    self < 0 ? "-" + magnitude.hexadecimal : "0x" + digits(base: 16)
  }

  /// Reads decimal digits, or hexadecimal ones after "0x", with an optional minus sign in front. Anything else, spaces
  /// included, gives nothing.
  public init?(_ description: String) {
    let isNegative = description.hasPrefix("-")
    let unsigned = description.dropFirst(isNegative ? 1 : 0)
    let isHexadecimal = unsigned.hasPrefix("0x")
    self.init(unsigned.dropFirst(isHexadecimal ? 2 : 0), base: isHexadecimal ? 16 : 10)
    if isNegative { self = -self }
  }

  /// Reads digits of base 10 or 16 without sign or prefix; anything else, spaces included, gives nothing.
  public init?(_ digits: some StringProtocol, base: Int) {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ isDigit($0, base: base) }) else { return nil }
    self.init(LargeInteger(digits: String(digits), base: base))
  }

  private func digits(base: Int) -> String {
    inlined.map { String($0, radix: base) } ?? large.digits(base: base)
  }
}

private func isDigit(_ character: UInt8, base: Int) -> Bool {
  let isDecimal = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
  let isLetter = [UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F")].contains {
    $0.contains(character)
  }
  return isDecimal || base == 16 && isLetter
}

extension Integer: Codable {
  /// Reads a number, or a string of digits as ``init(_:)`` takes it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self.init(try container.decode(Int64.self))
    } catch is DecodingError {
      // What is no number has to be text.
      let text = try container.decode(String.self)
      guard let value = Integer(text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "\"\(text)\" is not an integer: write digits, or 0x and hexadecimal digits")
      }
      self = value
    }
  }

  /// Writes a number up to 2^53, which every reader of JSON keeps exactly, and a string of decimal digits beyond.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let number = Int64(exactly: self), number.magnitude <= 1 << 53 {
      try container.encode(number)
    } else {
      try container.encode(description)
    }
  }
}
