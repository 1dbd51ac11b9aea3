extension Integer: SignedNumeric {
  /// The absolute value.
  @inlinable
  public var magnitude: Integer {
    self < 0 ? -self : self
  }

  /// Makes an integer from any integer of the standard library; this never fails.
  @inlinable
  public init?(exactly source: some BinaryInteger) {
    self.init(source)
  }

  /// The sum.
  @inlinable
  public static func + (left: Integer, right: Integer) -> Integer {
    if let left = left.inlined, let right = right.inlined {
      let (sum, overflow) = left.addingReportingOverflow(right)
      if !overflow { return Integer(inline: sum) }
    }
    return Integer(left.large + right.large)
  }

  /// The difference.
  @inlinable
  public static func - (left: Integer, right: Integer) -> Integer {
    if let left = left.inlined, let right = right.inlined {
      let (difference, overflow) = left.subtractingReportingOverflow(right)
      if !overflow { return Integer(inline: difference) }
    }
    return Integer(left.large - right.large)
  }

  /// The value with the opposite sign.
  @inlinable
  public static prefix func - (value: Integer) -> Integer {
    0 - value
  }

  /// The product.
  @inlinable
  public static func * (left: Integer, right: Integer) -> Integer {
    if let left = left.inlined, let right = right.inlined {
      let (product, overflow) = left.multipliedReportingOverflow(by: right)
      if !overflow { return Integer(inline: product) }
    }
    return Integer(left.large * right.large)
  }

  /// The quotient, rounded down: -7 / 2 is -4. The divisor must not be zero.
  ///
  /// This is the division of number theory and of Python, not the one of Swift's fixed-width integers, which rounds
  /// towards zero.
  @inlinable
  public static func / (left: Integer, right: Integer) -> Integer {
    precondition(right != 0, "division of \(left) by zero")
    if let left = left.inlined, let right = right.inlined {
      let (quotient, overflow) = left.dividedReportingOverflow(by: right)
      if !overflow {
        let isRoundedUp = quotient &* right != left && (left < 0) != (right < 0)
        return Integer(inline: isRoundedUp ? quotient - 1 : quotient)
      }
    }
    return Integer(left.large / right.large)
  }

  /// The modulus, which has the sign of the divisor: -7 % 2 is 1. The divisor must not be zero.
  ///
  /// It goes with the division that rounds down: `(a / b) * b + a % b` is `a`.
  @inlinable
  public static func % (left: Integer, right: Integer) -> Integer {
    precondition(right != 0, "modulus of \(left) by zero")
    if let left = left.inlined, let right = right.inlined {
      let (remainder, overflow) = left.remainderReportingOverflow(dividingBy: right)
      if overflow { return 0 }
      return Integer(inline: remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder)
    }
    return Integer(left.large % right.large)
  }

  /// Adds in place.
  @inlinable
  public static func += (left: inout Integer, right: Integer) {
    left = left + right
  }

  /// Multiplies in place.
  @inlinable
  public static func *= (left: inout Integer, right: Integer) {
    left = left * right
  }

  /// 2 to the power of `exponent`, which must not be negative.
  @inlinable
  public static func twoTo(_ exponent: Int) -> Integer {
    precondition(exponent >= 0, "2 to the power of \(exponent) is not an integer")
    return 1 << exponent
  }
}
