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
