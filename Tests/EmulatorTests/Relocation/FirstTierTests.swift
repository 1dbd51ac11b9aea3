import Architecture
import Emulator
import PropertyTesting
import Testing

/// The first tier of relocation, which looks a capability's exponent up and decodes nothing: it decides for all
/// addresses that are far enough from the ends of the region, and for no others.
struct FirstTierTests {
  @Test(arguments: FormatName.allCases)
  func `The first tier decides what is far from the ends of the region, and nothing else`(format: FormatName) throws {
    switch format {
    case .cc128: try check(CC128.self, sizes: 12...60)
    case .cc128m: try check(CC128M.self, sizes: 14...50)
    case .rv64y: try check(RV64Y.self, sizes: 12...60)
    }
  }

  private func check<Format: CapabilityFormat>(_ format: Format.Type, sizes: ClosedRange<UInt8>) throws {
    var random = SplitMix64(seed: 1)
    for sizeLog2 in sizes {
      let (size, origin): (UInt64, UInt64) = (1 << UInt64(sizeLog2), 8 << UInt64(sizeLog2))
      let relocation = try Relocation<Format>(from: origin, to: origin / 2, sizeLog2: sizeLog2)
      for pattern in ExponentPattern.all(Format.name) {
        let reach = pattern.exponent.map { $0 + ExponentPattern.mantissaWidth(Format.name) }
        let far: Range<UInt64>? = reach.flatMap { $0 + 1 < sizeLog2 ? 1 << $0..<size - 1 << $0 : nil }
        let ends = far.map { [$0.lowerBound - 1, $0.lowerBound, $0.upperBound - 1, $0.upperBound] } ?? []
        let metadata = pattern.metadata(others: random.next())
        for offset in ends + [0, size / 2, size - 1, size, 0 &- 1, random.next(), random.next(through: size)] {
          let address = origin &+ offset
          let isFar = far?.contains(Format.boundsAddress(address) &- origin) ?? false
          let isDecided = relocation.isFarInside(metadata: metadata, address: address)
          #expect(isDecided == isFar, "pattern \(pattern.bits), 2^\(sizeLog2) bytes, offset \(offset)")
          let bounds = PackedCapability<Format>(metadata: metadata, address: address, tag: true).bounds
          let isInside = bounds.base >= origin && bounds.top <= UInt128(origin + size)
          #expect(!isDecided || isInside, "pattern \(pattern.bits), 2^\(sizeLog2) bytes, offset \(offset)")
        }
      }
    }
  }
}
