import Architecture
import Emulator
import ForkKernel
import Testing

/// A region of a process that is gone, whose frames descendants still map, is had again when there is no other.
@Suite struct RegionPressureTests {
  /// Text, data and heap; nothing is copied eagerly, so every page stays shared for as long as nobody touches it.
  private static let image: Image = {
    var image = Image(
      regionSizeLog2: 16,
      segments: [.init(.text, pages: 1, filler: 0x13), .init(.data, pages: 2), .init(.heap, pages: 1)])
    image.registers[18] = Pointer(target: 0x1000, length: 0x3000, permissions: .readWrite)
    return image
  }()

  /// Each generation forks the next one and ends, as daemons do. The pages of the first one are inherited by all,
  /// through leaves of the page table that nobody has touched since.
  @Test(arguments: ForkStrategy.allCases, [false, true])
  func `A daemon never blocks a fork`(strategy: ForkStrategy, touches: Bool) throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64, regions: 2, strategy: strategy))
    var process = try kernel.start(Self.image)
    let store = try Instruction(.sc, rs1: 18, rs2: 18).encoded(in: .capability)
    let load = try Instruction(.lc, rd: 7, rs1: 18).encoded(in: .capability)
    #expect(kernel.execute(store, as: process) == nil)
    for generation in 1...20 {
      let child = try kernel.fork(process)
      kernel.exit(process, .exited(0))
      process = child
      guard touches || generation == 20 else { continue }
      #expect(kernel.execute(load, as: process) == nil)
      let loaded = kernel.readRegister(7, of: process)
      // The pointer is the one in register 18, which fork has relocated at once.
      #expect(loaded == kernel.readRegister(18, of: process))
      #expect(loaded.bounds.contain(byteAt: kernel.region(of: process).base + 0x1000))
    }
    #expect(kernel.contradictions == [])
    if strategy != .copy, !touches { #expect(kernel.statistics.originsChanged > 0) }
    kernel.exit(process, .exited(0))
    #expect(kernel.framesInUse.isEmpty)
    #expect(kernel.reservedFrames == 0)
  }
}
