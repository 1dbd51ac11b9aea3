/// The pseudo-random generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
///
/// It gives the same numbers on every platform and release, which the system's generator does not promise.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a sequence; equal seeds give equal sequences.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 to `bound`, both included, all equally likely up to a bias of 2^-64.
  public mutating func next(through bound: UInt64) -> UInt64 {
    bound == .max ? next() : next().multipliedFullWidth(by: bound + 1).high
  }

  /// Spreads the bits of a word over the whole word, one to one.
  package static func mix(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Where the choices of one case come from: nothing but the seed of the run, the property's name and the case's index.
///
/// So a case is the same whichever worker checks it, and whichever cases were checked before.
package struct CaseSeed: Hashable, Sendable {
  /// The seed of the case's own random numbers.
  package let value: UInt64
  /// How large the case may become, from 1 to 100.
  package let size: Int

  package init(run seed: UInt64, property name: String, index: Int) {
    // FNV-1a over the name: Swift's own hash differs from run to run.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let word = SplitMix64.mix(SplitMix64.mix(seed &+ hash) &+ UInt64(truncatingIfNeeded: index))
    value = SplitMix64.mix(word &+ 0x9E37_79B9_7F4A_7C15)
    // The first cases grow, so that a simple mistake is met in a simple case; then all sizes are mixed.
    size = index < 100 ? index + 1 : Int(word % 100) + 1
  }
}
