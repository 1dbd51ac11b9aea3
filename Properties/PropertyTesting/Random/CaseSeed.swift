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
