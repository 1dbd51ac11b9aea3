import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// Pointers in frames that get another origin.
struct OriginChangeTests {
  @Test func `To re-origin a pointer and to relocate it later is to relocate it at once`() throws {
    let regions = (1...3).map { Region(base: Integer($0) << 18, sizeLog2: 16, epoch: 0) }
    for (length, offset) in [(0, 0), (0, 0x10000), (0x10000, 0), (1, 0xFFFF), (0x1230, 0x4561), (16, 0x100)] {
      let pointer = Format.cc128.root.setAddress(regions[0].base + Integer(offset))
        .setBounds(length: Integer(length)).capability
      let atOnce = pointer.relocated(from: regions[0], to: regions[2])
      let moved = pointer.relocated(from: regions[0], to: regions[1]).relocated(from: regions[1], to: regions[2])
      #expect(atOnce.tag && atOnce == moved)
      #expect(atOnce.base - regions[2].base == pointer.base - regions[0].base)
      #expect(atOnce.metadata == pointer.metadata)
    }
  }
}
