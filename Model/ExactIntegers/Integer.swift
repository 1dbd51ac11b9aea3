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
  @frozen @usableFromInline
  enum Representation: Sendable {
    case inline(Int128)
    case large(LargeInteger)
  }

  /// Makes an integer from 128 bits, in line.
  @inlinable
  init(inline value: Int128) {
    representation = .inline(value)
  }

  /// Makes an integer from the one GMP computed, in line if it fits.
  @usableFromInline
  package init(_ value: LargeInteger) {
    representation = value.inlined.map { .inline($0) } ?? .large(value)
  }

  /// The value as GMP holds it.
  @usableFromInline
  package var large: LargeInteger {
    switch representation {
    case .inline(let value): LargeInteger(value)
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
    case (.inline(let left), .inline(let right)): left == right
    case (.large(let left), .large(let right)): left.compare(right) == 0
    default: false
    }
  }

  /// Feeds the value to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    switch representation {
    case .inline(let value): hasher.combine(value)
    case .large(let value): hasher.combine(value.words)
    }
  }
}

extension Integer: Comparable {
  /// Whether the left integer is less than the right one.
  @inlinable
  public static func < (left: Integer, right: Integer) -> Bool {
    switch (left.representation, right.representation) {
    case (.inline(let left), .inline(let right)): left < right
    default: left.large.compare(right.large) < 0
    }
  }
}
