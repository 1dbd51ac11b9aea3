import Emulator
import Testing

@Suite struct RegionSizeTests {
  /// The smallest region that Morello's format can relocate has 2^14 bytes: the mantissa of bounds has 16 bits.
  @Test func `A region smaller than the format allows is refused`() throws {
    let (origin, destination): (UInt64, UInt64) = (1 << 20, 1 << 20 + 1 << 14)
    #expect(throws: RelocationError.self) {
      try Relocation<CC128M>(from: origin, to: destination, sizeLog2: 12)
    }
  }

  @Test func `Regions have up to 2^61 bytes, at multiples of four times as many`() throws {
    _ = try Relocation<CC128>(from: 0, to: 1 << 63, sizeLog2: 61)
    #expect(throws: RelocationError.sizeOutOfRange(sizeLog2: 62, minimum: 12)) {
      try Relocation<CC128>(from: 0, to: 0, sizeLog2: 62)
    }
    for base: UInt64 in [1, 1 << 20, 1 << 21] {
      #expect(throws: RelocationError.baseMisaligned(base: base, alignmentLog2: 22)) {
        try Relocation<CC128>(from: 1 << 22, to: base, sizeLog2: 20)
      }
    }
  }

  /// Morello computes bounds from 56 bits of an address, and all zeros mean the whole address space.
  @Test(arguments: [UInt8(14), 20, 40])
  func `Where Morello cannot relocate no region is accepted`(sizeLog2: UInt8) throws {
    let slot: UInt64 = 4 << UInt64(sizeLog2)
    for base in [slot, 1 << 54, 1 << 55 - 2 * slot] {
      _ = try Relocation<CC128M>(from: base, to: slot, sizeLog2: sizeLog2)
    }
    for base: UInt64 in [0, 1 << 55, 1 << 63] {
      #expect(throws: RelocationError.baseOutOfRange(base: base)) {
        try Relocation<CC128M>(from: slot, to: base, sizeLog2: sizeLog2)
      }
    }
  }
}
