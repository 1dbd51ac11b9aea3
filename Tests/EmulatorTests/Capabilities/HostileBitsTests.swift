import Emulator
import Adapters
import Testing

struct HostileBitsTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func `No bit pattern traps the host, and equal seeds give equal answers`(seed: UInt64) {
    expectRepeatable(CC128.self, seed)
    expectRepeatable(CC128M.self, seed)
    expectRepeatable(RV64Y.self, seed)
  }

  private func expectRepeatable<Format: CapabilityFormat>(_ format: Format.Type, _ seed: UInt64) {
    var (first, second) = (HostileBits(format, seed: seed), HostileBits(format, seed: seed))
    #expect(first.run(count: 20_000) == second.run(count: 20_000))
  }
}
