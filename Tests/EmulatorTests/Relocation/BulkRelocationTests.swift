import Architecture
import Emulator
import PropertyTesting
import Testing

/// Bulk relocation against relocation of one capability at a time, whose own oracle is the Model.
struct BulkRelocationTests {
  @Test(arguments: FormatName.allCases, [0.0, 0.05, 0.5, 1.0])
  func `Relocating a frame is relocating each of its tagged granules`(format: FormatName, taggedShare: Double) throws {
    switch format {
    case .cc128: try check(CC128.self, taggedShare)
    case .cc128m: try check(CC128M.self, taggedShare)
    case .rv64y: try check(RV64Y.self, taggedShare)
    }
  }

  @Test func `A pattern that is empty by wrap-around does not move, and loses its tag`() throws {
    let pattern = PackedCapability<CC128>(metadata: 0xFFFF_0000_0000_1000, address: 0, tag: true)
    let relocation = try Relocation<CC128>(from: 0, to: 0x4000, sizeLog2: 12)
    #expect(relocation.relocate(pattern).capability == pattern.clearingTag())
  }

  @Test func `The counts of relocations add up`() {
    var counts = RelocationCounts()
    #expect([counts.scanned, counts.relocated, counts.clamped, counts.unchanged, counts.cleared] == [0, 0, 0, 0, 0])
    for _ in 0..<2 {
      var other = RelocationCounts()
      (other.scanned, other.relocated, other.clamped, other.unchanged, other.cleared) = (1, 20, 300, 4000, 50000)
      counts += other
    }
    #expect([counts.scanned, counts.relocated, counts.clamped] == [2, 40, 600])
    #expect([counts.unchanged, counts.cleared] == [8000, 100_000])
  }

  private func check<Format: CapabilityFormat>(_ format: Format.Type, _ taggedShare: Double) throws {
    var random = SplitMix64(seed: UInt64(taggedShare * 100))
    for sizeLog2 in UInt8(14)...40 {
      let slot: UInt64 = 4 << UInt64(sizeLog2)
      let entry = PackedCapability<Format>.root.withAddress(slot / 8).sealedAsEntry()
      for policy in [StrayCapabilityPolicy.clear, .clamp] {
        let relocation = try Relocation<Format>(
          from: slot * 2, to: slot * 7, sizeLog2: sizeLog2, strayPolicy: policy, kernelEntries: [entry])
        var memory = try PhysicalMemory(frameCount: 2)
        for granule in 0..<256 {
          let isTagged = Double(random.next() >> 11) * 0x1p-53 < taggedShare
          var capability = hostile(&random, slot * 2, sizeLog2, entry)
          capability.tag = isTagged
          memory.store(capability, frame: 0, granule: granule)
        }
        let counts = memory.copyFrame(from: 0, to: 1, relocatingBy: relocation)
        let total = expect(memory, relocation)
        #expect(counts.relocated == total.relocated && counts.cleared == total.cleared)
        #expect(counts.clamped == total.clamped && counts.unchanged == total.unchanged && counts.scanned == 256)
        #expect(memory.relocateFrame(0, by: relocation) == counts)
        for granule in 0..<256 {
          let type = PackedCapability<Format>.self
          #expect(memory.load(type, frame: 0, granule: granule) == memory.load(type, frame: 1, granule: granule))
        }
      }
    }
  }

  private func expect<Format: CapabilityFormat>(
    _ memory: borrowing PhysicalMemory, _ relocation: Relocation<Format>
  ) -> RelocationCounts {
    var total = RelocationCounts()
    for granule in 0..<256 {
      let original = memory.load(PackedCapability<Format>.self, frame: 0, granule: granule)
      let (expected, outcome) = relocation.relocate(original)
      #expect(memory.load(PackedCapability<Format>.self, frame: 1, granule: granule) == expected)
      switch outcome {
      case .moved: total.relocated += 1
      case .clamped: (total.relocated, total.clamped) = (total.relocated + 1, total.clamped + 1)
      case .cleared: total.cleared += 1
      case .unchanged: total.unchanged += original.tag ? 1 : 0
      }
    }
    return total
  }

  /// A capability in or near the region, sealed or not, at its edges, with any address, or any bit pattern.
  private func hostile<Format: CapabilityFormat>(
    _ random: inout SplitMix64, _ origin: UInt64, _ sizeLog2: UInt8, _ entry: PackedCapability<Format>
  ) -> PackedCapability<Format> {
    let size: UInt64 = 1 << UInt64(sizeLog2)
    switch random.next(through: 9) {
    case 0: return PackedCapability(metadata: random.next(), address: random.next(), tag: true)
    case 1: return PackedCapability(metadata: random.next(), address: origin &+ random.next(through: size), tag: true)
    case 2: return entry
    case 3: return .root
    default:
      let length = random.next(through: size) >> random.next(through: UInt64(sizeLog2))
      let start = random.next(through: size - length)
      let base = [origin + start, origin + size - length, origin, origin &- length, origin + size][
        Int(random.next(through: 4))]
      let bounded = PackedCapability<Format>.root.withAddress(base).withBounds(length: length).capability
      let address = random.next(through: 3) == 0 ? base &- random.next(through: 4096) : base &+ length
      let moved = random.next(through: 3) == 0 ? bounded : bounded.withAddress(address)
      return random.next(through: 7) == 0 ? moved.sealedAsEntry() : moved
    }
  }
}
