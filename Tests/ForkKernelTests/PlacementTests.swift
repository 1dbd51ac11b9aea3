import Architecture
import Emulator
import ForkKernel
import Testing

/// Where regions lie.
@Suite struct PlacementTests {
  /// Regions of 2^40 bytes, which need slots four times as large: there are 32 below 2^47, and the kernel has the
  /// first.
  @Test(arguments: UInt64(0)..<40)
  func `Regions at random places keep their distance, however few places there are`(seed: UInt64) throws {
    let slot: UInt64 = 1 << 42
    var kernel = try Kernel(checking: KernelConfiguration(frames: 256, placementSeed: seed))
    var image = Caller.image
    image.regionSizeLog2 = 40
    var bases: [UInt64] = []
    for _ in 0..<12 {
      let process = try kernel.start(image)
      bases.append(kernel.region(of: process).base)
    }
    #expect(Set(bases).count == 12)
    #expect(bases.allSatisfy { $0 % slot == 0 && $0 > 0 && $0 + slot <= 1 << 47 })
    #expect(kernel.contradictions == [])
  }

  @Test func `Regions without a seed lie one after the other, up to the end, and none below the first gibibyte`() throws
  {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 512))
    var image = Caller.image
    image.regionSizeLog2 = 40
    for number in UInt64(1)...31 {
      let process = try kernel.start(image)
      #expect(kernel.region(of: process).base == number << 42)
    }
    #expect(throws: KernelError.noRegion) { _ = try kernel.start(image) }
  }

  @Test(arguments: UInt64(0)..<20)
  func `Regions of different sizes at random places do not overlap`(seed: UInt64) throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 256, placementSeed: seed))
    var slots: [Range<UInt64>] = []
    for sizeLog2: UInt8 in [40, 39, 40, 38, 40, 39, 40, 38, 40, 39] {
      var image = Caller.image
      image.regionSizeLog2 = sizeLog2
      let process = try kernel.start(image)
      let base = kernel.region(of: process).base
      slots.append(base..<base + 4 << UInt64(sizeLog2))
    }
    for (index, slot) in slots.enumerated() {
      #expect(!slots[(index + 1)...].contains { $0.overlaps(slot) })
    }
  }
}
