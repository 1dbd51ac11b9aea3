import Emulator
import PropertyTesting

/// The granules of a region's resident memory, as a program leaves them: some hold capabilities, the others data.
///
/// Half of the capabilities have bounds below 4 KiB, half up to 1 MiB; a tenth lead into the first MiB of the region,
/// where a bound can be its edge.
struct CapabilitySet {
  /// The contents of each granule.
  private(set) var capabilities: [PackedCapability<CC128>]

  init(region: Relocation<CC128>, granules: Int, taggedShare: Double, seed: UInt64 = 1) throws {
    var random = SplitMix64(seed: seed)
    let size: UInt64 = 1 << region.sizeLog2
    let threshold = taggedShare >= 1 ? UInt64.max : UInt64(taggedShare * 0x1p64)
    capabilities = (0..<granules).map { _ in
      guard random.next() <= threshold else {
        return PackedCapability(metadata: random.next(), address: random.next(), tag: false)
      }
      let length = 1 + random.next(through: (random.next() & 1 == 0 ? 4096 : 1 << 20) - 2)
      let span = random.next(through: 9) == 0 ? 1 << 20 : size
      let base = region.origin + random.next(through: span - length)
      let bounded = PackedCapability<CC128>.root.withAddress(base).withBounds(length: length)
      return bounded.capability.withAddress(base + random.next(through: length))
    }
  }

  /// Stores the set into frames from `first` on.
  func store(into memory: inout PhysicalMemory, first: Int) {
    for (index, capability) in capabilities.enumerated() {
      let perFrame = PhysicalMemory.granulesPerFrame
      memory.store(capability, frame: first + index / perFrame, granule: index % perFrame)
    }
  }
}
