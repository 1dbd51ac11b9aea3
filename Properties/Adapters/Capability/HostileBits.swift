public import Emulator
import PropertyTesting

/// Runs random bit patterns, tagged or not, through every operation of the Implementation.
///
/// Nothing is asked of the answers but that there is one: an operation that traps ends the program.
public struct HostileBits<Format: CapabilityFormat>: Sendable {
  private typealias Capability = PackedCapability<Format>
  private var random: SplitMix64

  /// Starts a sequence of patterns.
  public init(_ format: Format.Type = Format.self, seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// Runs patterns through every operation.
  ///
  /// - Returns: a digest of all answers, the same for the same seed and count.
  public mutating func run(count: Int) -> UInt64 {
    var digest: UInt64 = 0
    for _ in 0..<count {
      let (first, second) = (pattern(), pattern())
      let (word, other) = (number(), number())
      digest = digest &* 31 &+ arithmetic(first, word) &+ sealing(first, second) &+ relocation(first, word, other)
    }
    return digest
  }

  private mutating func pattern() -> Capability {
    Capability(metadata: random.next(), address: number(), tag: random.next() & 3 != 0)
  }

  /// A number of any size, often at the edge of one.
  private mutating func number() -> UInt64 {
    let word = random.next() >> (random.next() & 63)
    return random.next() & 3 == 0 ? ~word : word
  }

  @inline(__always)
  private func arithmetic(_ capability: Capability, _ word: UInt64) -> UInt64 {
    let bounds = capability.bounds
    let bounded = capability.withBounds(length: word)
    let exact = capability.withExactBounds(length: word, within: bounds)
    var digest = bounds.base ^ bounds.topLow ^ bounds.topCarry ^ bounds.length ^ capability.offset
    digest &+= hash(bounded.capability) ^ bounded.bounds.base ^ bounded.bounds.topLow ^ hash(exact.capability)
    digest &+= hash(capability.withAddress(word)) ^ hash(capability.adding(word)) ^ hash(capability.withOffset(word))
    digest &+= hash(capability.withPermissions(and: word)) ^ hash(capability.withFlags(word))
    digest &+= hash(capability.withMetadata(word)) ^ hash(capability.clearingTag()) ^ hash(Capability(integer: word))
    digest &+= capability.permissions ^ capability.flags ^ capability.objectType
    digest &+= Capability.representableLength(word) ^ Capability.representableAlignmentMask(word)
    return digest &+ (bounds.contain(address: word, size: digest) ? 1 : 0)
  }

  @inline(__always)
  private func sealing(_ capability: Capability, _ authority: Capability) -> UInt64 {
    var digest = hash(capability.sealed(by: authority)) ^ hash(capability.unsealed(by: authority))
    digest &+= hash(capability.conditionallySealed(by: authority)) ^ hash(capability.sealedAsEntry())
    digest &+= hash(Capability.build(capability, authority: authority)) ^ hash(capability.copyingType(of: authority))
    digest &+= capability.isSuperset(of: authority) ? 1 : 0
    return digest &+ (capability.isIdentical(to: authority) ? 1 : 0)
  }

  /// Regions of every size; from and to places that exist, mostly.
  @inline(__always)
  private func relocation(_ capability: Capability, _ word: UInt64, _ other: UInt64) -> UInt64 {
    let sizeLog2 = UInt8(truncatingIfNeeded: word >> 58)
    let slot: UInt64 = 4 << UInt64(sizeLog2)
    let mask = ~(slot &- 1)
    let policy: StrayCapabilityPolicy = other & 1 == 0 ? .clear : .clamp
    guard
      let relocation = try? Relocation<Format>(
        from: word & mask, to: other & mask, sizeLog2: sizeLog2, strayPolicy: policy)
    else { return 1 }
    return hash(relocation.relocate(capability).capability)
  }

  @inline(__always)
  private func hash(_ capability: Capability) -> UInt64 {
    capability.metadata ^ (capability.address << 1) ^ (capability.tag ? 1 : 0)
  }
}
