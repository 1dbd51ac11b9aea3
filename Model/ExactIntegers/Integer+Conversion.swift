extension Integer {
  /// Makes an integer from any integer of the standard library.
  @inlinable
  public init<Source: BinaryInteger>(_ source: Source) {
    if let value = Int128(exactly: source) {
      self.init(inline: value)
    } else {
      self.init(LargeInteger(words: source.words, isNegative: source < 0))
    }
  }

  /// Makes 1 from true and 0 from false.
  @inlinable
  public init(_ condition: Bool) {
    self.init(inline: condition ? 1 : 0)
  }
}

extension FixedWidthInteger {
  /// The same value, which must fit.
  @inlinable
  public init(fitting source: Integer) {
    guard let value = Self(exactly: source) else { fatalError("\(source) does not fit \(Self.self)") }
    self = value
  }

  /// The same value, or nothing if it doesn't fit.
  @inlinable
  public init?(exactly source: Integer) {
    switch source.representation {
    case .inline(let low, let high): self.init(exactly: Int128(_low: low, _high: high))
    case .large(let value):
      // Only UInt128 and wider types of somebody else's hold what 128 bits with a sign don't.
      self.init(truncatingIfNeeded: source)
      guard Integer(self).large.compare(value) == 0 else { return nil }
    }
  }

  /// The value modulo 2^`bitWidth`: its lowest bits.
  @inlinable
  public init(truncatingIfNeeded source: Integer) {
    switch source.representation {
    case .inline(let low, let high): self.init(truncatingIfNeeded: Int128(_low: low, _high: high))
    case .large(let value):
      self = 0
      for index in 0..<(Self.bitWidth + UInt.bitWidth - 1) / UInt.bitWidth {
        self |= Self(truncatingIfNeeded: value.word(index)) << (index * UInt.bitWidth)
      }
    }
  }
}
