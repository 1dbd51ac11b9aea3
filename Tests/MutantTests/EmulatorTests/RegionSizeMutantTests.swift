import Architecture
import Emulator
import Testing

@Suite struct RegionSizeMutantTests {
  @Test func `A region smaller than the format allows would lose capabilities`() throws {
    MutantSwitch.switchOn("region-too-small-for-format")
    defer { MutantSwitch.switchOn(nil) }
    let (origin, destination): (UInt64, UInt64) = (1 << 20, 1 << 20 + 1 << 14)
    let mistaken = try Relocation<CC128M>(from: origin, to: destination, sizeLog2: 12)
    let inside = PackedCapability<CC128M>.root.withAddress(origin + 16).withBounds(length: 32).capability
    #expect(inside.tag)
    #expect(mistaken.relocate(inside).capability.tag == false)
  }
}
