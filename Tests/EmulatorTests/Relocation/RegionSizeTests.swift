import Emulator
import Testing

@Suite struct RegionSizeTests {
  /// The smallest region that Morello's format can relocate has 2^14 bytes: the mantissa of bounds has 16 bits.
  @Test func `A region smaller than the format allows is refused, and would lose capabilities`() throws {
    let (home, destination): (UInt64, UInt64) = (1 << 20, 1 << 20 + 1 << 14)
    #expect(throws: RelocationError.self) {
      try Relocation<CC128M>(from: home, to: destination, sizeLog2: 12)
    }
    let mistaken = try Relocation<CC128M>(
      from: home, to: destination, sizeLog2: 12, mutations: MutationSet(.regionTooSmallForFormat))
    let inside = PackedCapability<CC128M>.root.withAddress(home + 16).withBounds(length: 32).capability
    #expect(inside.tag)
    #expect(mistaken.relocate(inside).capability.tag == false)
  }
}
