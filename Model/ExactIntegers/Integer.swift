/// An integer of any size.
///
/// Nothing wraps around and nothing overflows: the value of an expression is the value of the mathematics. As a bit
/// pattern an integer is two's complement with its sign continued for ever to the left.
///
/// Values of up to 128 bits live in line; beyond that the value lives in GMP. Every value has exactly one of the two
/// representations, so that the difference can't be seen from outside.
@frozen
public struct Integer: Sendable {
  @usableFromInline let representation: Representation

  /// Where the value lives. A value that fits 128 bits is always in line.
  ///
  /// It is stored as two words and not as an `Int128`, which would have to stand at multiples of 16 bytes: without
  /// optimisation, Swift 6.2 doesn't keep that for large values on the stack that contain one.
  @frozen @usableFromInline
  enum Representation: Sendable {
    case inline(low: UInt64, high: Int64)
    case large(LargeInteger)
  }

  /// Makes an integer from 128 bits, in line.
  @inlinable
  init(inline value: Int128) {
    representation = .inline(low: value._low, high: value._high)
  }

  /// Makes an integer from the one GMP computed, in line if it fits.
  @usableFromInline
  package init(_ value: LargeInteger) {
    self = value.inlined.map(Integer.init(inline:)) ?? Integer(beyondInline: value)
  }

  private init(beyondInline value: LargeInteger) {
    representation = .large(value)
  }

  /// The value, if it fits 128 bits.
  @inlinable
  var inlined: Int128? {
    switch representation {
    case .inline(let low, let high): Int128(_low: low, _high: high)
    case .large: nil
    }
  }

  /// The value as GMP holds it.
  @usableFromInline
  package var large: LargeInteger {
    switch representation {
    case .inline(let low, let high): LargeInteger(Int128(_low: low, _high: high))
    case .large(let value): value
    }
  }
}

extension Integer: ExpressibleByIntegerLiteral {
  /// Makes an integer from a literal; a literal of more than 128 bits is refused when it is compiled.
  @inlinable
  public init(integerLiteral value: Int128) {
    self.init(inline: value)
  }
}

extension Integer: Equatable, Hashable {
  /// Whether two integers have the same value.
  @inlinable
  public static func == (left: Integer, right: Integer) -> Bool {
    switch (left.representation, right.representation) {
    case (.inline(let low, let high), .inline(let otherLow, let otherHigh)): low == otherLow && high == otherHigh
    case (.large(let left), .large(let right)): left.compare(right) == 0
    case (.inline, .large), (.large, .inline): false
    }
  }

  /// Feeds the value to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    switch representation {
    case .inline(let low, let high): hasher.combine(Int128(_low: low, _high: high))
    case .large(let value): hasher.combine(value.words)
    }
  }
}

extension Integer: Comparable {
  /// Whether the left integer is less than the right one.
  @inlinable
  public static func < (left: Integer, right: Integer) -> Bool {
    if let left = left.inlined, let right = right.inlined { return left < right }
    return left.large.compare(right.large) < 0
  }
}
