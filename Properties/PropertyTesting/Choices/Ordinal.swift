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
