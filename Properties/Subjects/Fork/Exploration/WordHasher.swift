/// Condenses words into one. Unlike `Hasher` it gives the same in every process, and takes a few cycles a word.
public struct WordHasher: Sendable {
  @usableFromInline var state: UInt64 = 0x243F_6A88_85A3_08D3

  /// Begins with nothing.
  public init() {}

  /// What the words so far come to.
  @inlinable
  public var value: UInt64 { state ^ state &>> 32 }

  /// Adds a word.
  @inlinable
  public mutating func combine(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state &>> 29
  }

  /// Adds a number.
  @inlinable
  public mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }
}
