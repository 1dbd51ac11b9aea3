/// One decision of a generator: a number out of an interval, and the number in it that counts as the simplest.
///
/// All decisions are kept in this one form (signed numbers with their order kept), so that one shrinker serves every
/// generator.
package struct Choice: Hashable, Sendable {
  package var value: UInt64
  package var low: UInt64
  package var high: UInt64
  package var simplest: UInt64

  /// How far the value is from the simplest one; numbers below it count as a little farther than those above.
  var distance: Distance {
    value >= simplest
      ? Distance(magnitude: value - simplest, isBelow: false) : Distance(magnitude: simplest - value, isBelow: true)
  }

  /// Whether another choice is made from the same numbers.
  func isAlike(_ other: Choice) -> Bool {
    low == other.low && high == other.high && simplest == other.simplest
  }

  /// How simple a value is.
  struct Distance: Comparable {
    var magnitude: UInt64
    var isBelow: Bool

    static func < (left: Distance, right: Distance) -> Bool {
      left.magnitude == right.magnitude ? !left.isBelow && right.isBelow : left.magnitude < right.magnitude
    }
  }
}

extension Choice: Codable {
  package init(from decoder: any Decoder) throws {
    var numbers = try decoder.unkeyedContainer()
    value = try numbers.decode(UInt64.self)
    low = try numbers.decode(UInt64.self)
    high = try numbers.decode(UInt64.self)
    simplest = try numbers.decode(UInt64.self)
  }

  /// Four numbers in a row: choices are many.
  package func encode(to encoder: any Encoder) throws {
    var numbers = encoder.unkeyedContainer()
    for number in [value, low, high, simplest] { try numbers.encode(number) }
  }
}

/// A stretch of choices that belong together.
package struct Span: Hashable, Codable, Sendable {
  /// The first choice.
  package var start: Int
  /// One past the last choice.
  package var end: Int
  /// How many spans it lies in.
  package var depth: Int
  /// Whether it is an element of a list, so that it can be left out and what follows keeps its meaning.
  package var isElement: Bool
}

/// Numbers of any fixed width as unsigned words, in the same order.
enum Ordinal {
  /// The word that stands for a number of up to 64 bits.
  static func of<Number: FixedWidthInteger>(_ number: Number) -> UInt64 {
    let word = UInt64(truncatingIfNeeded: number)
    return Number.isSigned ? word ^ (1 << 63) : word
  }

  /// The number that a word stands for.
  static func number<Number: FixedWidthInteger>(_ word: UInt64) -> Number {
    Number(truncatingIfNeeded: Number.isSigned ? word ^ (1 << 63) : word)
  }
}
