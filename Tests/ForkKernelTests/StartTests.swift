import Architecture
import Emulator
import ForkKernel
import Testing

/// What the kernel asks of an image.
@Suite struct StartTests {
  private static func changed(_ change: (inout Image) -> Void) -> Image {
    var image = Caller.image
    change(&image)
    return image
  }

  private static let end = UInt64(10 * 4096)

  @Test(arguments: [
    (changed { $0.regionSizeLog2 = 11 }, KernelError.regionSize(log2: 11, allowed: 12...40)),
    (changed { $0.regionSizeLog2 = 41 }, .regionSize(log2: 41, allowed: 12...40)),
    (changed { $0.segments = [] }, .imageDoesNotFit(pages: 0, regionPages: 16)),
    (changed { $0.segments[1].pages = 11 }, .imageDoesNotFit(pages: 17, regionPages: 16)),
    (
      changed { $0.segments[0].contents = [UInt8](repeating: 0, count: 4097) },
      .imageDoesNotFit(pages: 2, regionPages: 1)
    ),
    (
      changed { $0.pointers[end] = Pointer(target: 0, length: 1, permissions: .readOnly) },
      .misplacedPointer(offset: end)
    ),
    (changed { $0.pointers[8] = Pointer(target: 0, length: 1, permissions: .readOnly) }, .misplacedPointer(offset: 8)),
    (changed { $0.kernelEntries = [.init(offset: end, call: .getpid)] }, .misplacedPointer(offset: end)),
  ])
  func `An image that cannot be is refused`(image: Image, error: KernelError) throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64))
    #expect(throws: error) { _ = try kernel.start(image) }
    #expect(kernel.framesInUse.isEmpty)
    #expect(kernel.reservedFrames == 0)
  }

  @Test func `An image may fill its region, and its last granule may hold a capability`() throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64))
    let process = try kernel.start(
      Self.changed {
        $0.segments[1].pages = 10
        $0.pointers[16 * 4096 - 16] = Pointer(target: 0, length: 1, permissions: .readOnly)
      })
    #expect(kernel.mappings(of: process).count == 16)
  }
}
