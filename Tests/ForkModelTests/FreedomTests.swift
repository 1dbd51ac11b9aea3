import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// Where there is freedom, everything that is allowed is accepted, and nothing else.
struct FreedomTests {
  private static let base: Integer = 0x80000
  private var reference = PosixReference(ForkTests.world(.copy), regionBase: base)

  /// Whether an outcome is allowed; if it is, it is followed.
  private mutating func allows(
    _ outcome: Observation, of action: ForkAction, by name: ProcessName = .first, thread: Int = 0
  ) -> Bool {
    reference.judge(outcome, of: action, by: name, thread: thread) == nil
  }

  private mutating func mustAllow(_ outcome: Observation, of action: ForkAction, thread: Int = 0) {
    #expect(allows(outcome, of: action, thread: thread), "\(action): \(outcome)")
  }

  private func write(_ length: UInt32) -> ForkAction { .write(descriptor: 4, through: 0, length: length) }

  private func read(_ length: UInt32) -> ForkAction { .read(descriptor: 3, through: 0, length: length) }

  @Test mutating func `Pages may be mapped in any gap of the region, and nowhere else`() {
    let map = ForkAction.map(into: 2, pages: 2, protection: [.read], isShared: false)
    // The image ends at 0x5000, the region at 0x10000.
    for offset: Integer in [0x4000, 0x5800, 0xF000, 0x10000, -0x2000] {
      #expect(!allows(.mapped(address: UInt64(truncatingIfNeeded: Self.base + offset)), of: map))
    }
    #expect(!allows(.failed(.noMemory), of: map))
    mustAllow(.mapped(address: UInt64(truncatingIfNeeded: Self.base + 0x9000)), of: map)
    for offset: Integer in [0x8000, 0x9000, 0xA000] {
      #expect(!allows(.mapped(address: UInt64(truncatingIfNeeded: Self.base + offset)), of: map))
    }
    mustAllow(.mapped(address: UInt64(truncatingIfNeeded: Self.base + 0xE000)), of: map)
    // The pointer is one to the place that was told.
    mustAllow(.value(0), of: .load(.byte, through: 2, offset: 0x1FFF))
    mustAllow(.killed(.capability), of: .load(.byte, through: 2, offset: 0x2000))
  }

  @Test mutating func `A pipe may take more than 512 bytes, and never a part of so few`() {
    mustAllow(.descriptors(read: 3, write: 4), of: .pipe)
    #expect(!allows(.wouldBlock, of: write(1000)))
    #expect(!allows(.count(bytes: 511), of: write(1000)))
    #expect(!allows(.count(bytes: 1001), of: write(1000)))
    mustAllow(.count(bytes: 600), of: write(1000))
    #expect(!allows(.count(bytes: 100), of: write(512)))
    mustAllow(.wouldBlock, of: write(512))
    mustAllow(.count(bytes: 512), of: write(512))
    mustAllow(.count(bytes: 1), of: write(1000))
    mustAllow(.wouldBlock, of: write(1000))
    // All of what was taken can be read, and no more.
    #expect(!allows(.count(bytes: 1112), of: read(2000)))
    mustAllow(.count(bytes: 1113), of: read(2000))
    mustAllow(.wouldBlock, of: read(1))
  }

  @Test mutating func `A file of 64 KiB is possible, a longer one may be too large`() {
    mustAllow(.descriptor(number: 3), of: .open(file: 0, access: .readWrite, options: [.create]))
    let write = ForkAction.write(descriptor: 3, through: 0, length: 16)
    mustAllow(.value(65520), of: .seek(descriptor: 3, offset: 65520, from: .start))
    #expect(!allows(.failed(.fileTooLarge), of: write))
    mustAllow(.count(bytes: 16), of: write)
    mustAllow(.failed(.fileTooLarge), of: write)
    mustAllow(.count(bytes: 1), of: write)
    mustAllow(.value(65537), of: .size(descriptor: 3))
    mustAllow(.failed(.fileTooLarge), of: .truncate(descriptor: 3, length: 65538))
    mustAllow(.done, of: .truncate(descriptor: 3, length: 70000))
    #expect(!allows(.failed(.fileTooLarge), of: .truncate(descriptor: 3, length: 65536)))
    mustAllow(.value(70000), of: .size(descriptor: 3))
  }

  @Test mutating func `An image may be started in any region, and fails only where memory is short`() {
    #expect(!allows(.failed(.noMemory), of: .execute))
    mustAllow(.executed(regionBase: 0x140000), of: .execute)
    // Register 0 shows the new place from then on.
    #expect(!allows(.pointer(PointerView(pointer(at: Self.base + 0x1000).bits)), of: .inspect(0)))
    mustAllow(.pointer(PointerView(pointer(at: 0x141000).bits)), of: .inspect(0))
    // Eight frames are enough for one image of five, not for two.
    reference = PosixReference(ForkTests.world(.copy, frames: 8), regionBase: Self.base)
    mustAllow(.failed(.noMemory), of: .execute)
    mustAllow(.executed(regionBase: UInt64(truncatingIfNeeded: Self.base)), of: .execute)
  }

  private func pointer(at address: Integer) -> Capability {
    ForkTests.world(.copy).initialRegisters(regionBase: address - 0x1000)[0]
  }

  @Test mutating func `Of a pointer that passed through a pipe only the metadata word is known`() {
    mustAllow(.descriptors(read: 3, write: 4), of: .pipe)
    mustAllow(.done, of: .storePointer(0, through: 0, offset: 0))
    mustAllow(.count(bytes: 16), of: write(16))
    mustAllow(.count(bytes: 16), of: read(16))
    mustAllow(.value(0x1234), of: .load(.double, through: 0, offset: 0))
    let metadata = UInt64(truncatingIfNeeded: pointer(at: Self.base + 0x1000).metadata)
    #expect(!allows(.value(metadata + 1), of: .load(.double, through: 0, offset: 8)))
    mustAllow(.value(metadata), of: .load(.double, through: 0, offset: 8))
  }

  @Test(arguments: [0, 7])
  mutating func `A store during a write is seen before it or after it, and then always the same`(seen: UInt64) {
    mustAllow(.descriptors(read: 3, write: 4), of: .pipe)
    mustAllow(.done, of: .createThread(thread: 1))
    let store = ForkAction.store(.byte, value: 7, through: 0, offset: 0)
    #expect(
      reference.judge(
        ObservedAction(write(2), by: .first, .count(bytes: 2)),
        meanwhile: ObservedAction(store, by: .first, thread: 1, .done)) == nil)
    mustAllow(.value(7), of: .load(.byte, through: 0, offset: 0))
    mustAllow(.count(bytes: 1), of: read(1))
    let load = ForkAction.load(.byte, through: 0, offset: 0)
    #expect(!allows(.value(8), of: load))
    mustAllow(.value(seen), of: load)
    #expect(!allows(.value(7 - seen), of: load))
  }

  @Test mutating func `Pages without exact bounds are refused, or mapped where their bounds reach over free ones`() {
    var world = ForkTests.world(.copy, frames: 2000)
    world.regionSizeLog2 = 24
    let base = Integer.twoTo(26)
    reference = PosixReference(world, regionBase: base)
    // Bounds of 1025 pages begin and end at multiples of two pages.
    let map = ForkAction.map(into: 2, pages: 1025, protection: [.read], isShared: false)
    var refused = reference
    #expect(refused.judge(.failed(.noMemory), of: map, by: .first) == nil)
    for offset: Integer in [0x4000, 0x5000, 0x7000] {
      #expect(!allows(.mapped(address: UInt64(truncatingIfNeeded: base + offset)), of: map))
    }
    mustAllow(.mapped(address: UInt64(truncatingIfNeeded: base + 0x6000)), of: map)
    mustAllow(.value(0), of: .load(.byte, through: 2, offset: 0x400FFF))
    mustAllow(.killed(.page), of: .load(.byte, through: 2, offset: 0x401000))
  }

  @Test mutating func `A transfer of more than 2^31 - 1 bytes may be too long, or is one like any other`() {
    mustAllow(.descriptors(read: 3, write: 4), of: .pipe)
    for outcome: Observation in [.failed(.invalidArgument), .failed(.badAddress), .wouldBlock] {
      var reference = reference
      #expect(reference.judge(outcome, of: read(1 << 31), by: .first) == nil, "\(outcome)")
    }
    let half = Buffer(through: 0, length: 1 << 30)
    var vector = reference
    #expect(
      vector.judge(.failed(.invalidArgument), of: .readVector(descriptor: 3, buffers: [half, half]), by: .first) == nil)
    #expect(!allows(.failed(.invalidArgument), of: read((1 << 31) - 1)))
  }

  @Test mutating func `What neither order explains is not accepted`() {
    let outcome = reference.judge(
      ObservedAction(.createThread(thread: 1), by: .first, .done),
      meanwhile: ObservedAction(.load(.byte, through: 0, offset: 0), by: .first, .value(1)))
    #expect(outcome != nil)
  }
}
