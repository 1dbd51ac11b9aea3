extension Integer {
  /// The bits set in both.
  @inlinable
  public static func & (left: Integer, right: Integer) -> Integer {
    if let left = left.inlined, let right = right.inlined {
      return Integer(inline: left & right)
    }
    return Integer(left.large & right.large)
  }

  /// The bits set in either.
  @inlinable
  public static func | (left: Integer, right: Integer) -> Integer {
    if let left = left.inlined, let right = right.inlined {
      return Integer(inline: left | right)
    }
    return Integer(left.large | right.large)
  }

  /// The bits set in one but not in both.
  @inlinable
  public static func ^ (left: Integer, right: Integer) -> Integer {
    if let left = left.inlined, let right = right.inlined {
      return Integer(inline: left ^ right)
    }
    return Integer(left.large ^ right.large)
  }

  /// Every bit turned over, the sign with them: `~x` is `-x - 1`.
  @inlinable
  public static prefix func ~ (value: Integer) -> Integer {
    -1 - value
  }

  /// The value times 2^`count`; a negative count shifts to the right.
  @inlinable
  public static func << (value: Integer, count: Int) -> Integer {
    if count < 0 { return value >> count.negatedOrMaximum }
    if let value = value.inlined {
      if value == 0 { return 0 }
      let shifted = value << count
      if count < Int128.bitWidth, shifted >> count == value { return Integer(inline: shifted) }
    }
    return Integer(value.large << count)
  }

  /// The value divided by 2^`count`, rounded down; a negative count shifts to the left.
  @inlinable
  public static func >> (value: Integer, count: Int) -> Integer {
    if count < 0 { return value << count.negatedOrMaximum }
    if let value = value.inlined { return Integer(inline: value >> count) }
    return Integer(value.large >> count)
  }

  /// Bits `high` down to `low`, both included, as a number that isn't negative: `x.bits(13, downTo: 0)` is what the ISA
  /// manuals write x[13:0].
  ///
  /// Bit 0 is the lowest. Above the sign bit the pattern repeats the sign.
  @inlinable
  public func bits(_ high: Int, downTo low: Int) -> Integer {
    precondition(low >= 0 && high >= low, "bits \(high) down to \(low) are not a range of bits")
    return (self >> low).modulo(twoTo: high - low + 1)
  }

  /// The bits of a range, counted from the lowest, as a number that isn't negative; no bits are 0.
  @inlinable
  public func bits(_ range: Range<Int>) -> Integer {
    precondition(range.lowerBound >= 0, "bits are counted from 0, not from \(range.lowerBound)")
    return (self >> range.lowerBound).modulo(twoTo: range.count)
  }

  /// Whether the bit at a position is set; bit 0 is the lowest.
  @inlinable
  public func bit(_ position: Int) -> Bool {
    precondition(position >= 0, "bits are counted from 0, not from \(position)")
    return (self >> position) & 1 == 1
  }

  /// The value with the bits of a range replaced by the lowest bits of another one.
  @inlinable
  public func replacingBits(_ range: Range<Int>, with bits: Integer) -> Integer {
    self + ((bits.modulo(twoTo: range.count) - self.bits(range)) << range.lowerBound)
  }

  /// The value modulo 2^`exponent`: from 0 up to 2^`exponent` - 1. In other words its lowest bits, `exponent` of them.
  @inlinable
  public func modulo(twoTo exponent: Int) -> Integer {
    precondition(exponent >= 0, "2 to the power of \(exponent) is not an integer")
    if let value = inlined {
      if exponent < Int128.bitWidth - 1 { return Integer(inline: value & ((1 << exponent) - 1)) }
      if value >= 0 { return self }
    }
    return Integer(large.modulo(twoTo: exponent))
  }

  /// The lowest `width` bits read as a two's complement number: from -2^(`width` - 1) up to 2^(`width` - 1) - 1.
  @inlinable
  public func signExtended(from width: Int) -> Integer {
    precondition(width > 0, "a sign needs a bit to stand in")
    let pattern = modulo(twoTo: width)
    return pattern.bit(width - 1) ? pattern - Integer.twoTo(width) : pattern
  }

  /// The position of the highest bit set; nothing for zero and for negative numbers, which have infinitely many.
  @inlinable
  public var highestBit: Int? {
    if let value = inlined { return value <= 0 ? nil : Int128.bitWidth - 1 - value.leadingZeroBitCount }
    return large.signum < 0 ? nil : large.signedBitWidth - 2
  }

  /// The fewest bits that hold the value, which must not be negative: 0 for 0, 3 for 4 to 7.
  @inlinable
  public var bitCount: Int {
    precondition(self >= 0, "\(self) has infinitely many bits")
    guard let highestBit else { return 0 }
    return highestBit + 1
  }

  /// Whether the value is a multiple of 2^`exponent`.
  @inlinable
  public func isMultiple(ofTwoTo exponent: Int) -> Bool {
    modulo(twoTo: exponent) == 0
  }
}

extension Int {
  /// The opposite of a negative number; of the least number, the greatest, which is as good for a shift.
  @inlinable
  var negatedOrMaximum: Int {
    self == .min ? .max : -self
  }
}
