/// A small random number generator, so that placement and scheduling are reproducible from a seed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word &>> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word &>> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word &>> 31
  }

  /// A number from 0 to `limit - 1`; 0 for limits below 1.
  mutating func next(below limit: Int) -> Int {
    limit < 2 ? 0 : Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }
}
