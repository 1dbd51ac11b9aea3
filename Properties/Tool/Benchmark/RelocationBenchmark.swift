import Emulator
import Foundation

/// Bulk copy and relocation of frames, compared with copying them by `memcpy`, 4 KiB a call.
struct RelocationBenchmark {
  /// The larger of the two sets that are measured; the other has one MiB.
  var mebibytes: Int

  /// Both sets lie in a region of 2^32 bytes: how much of a region is resident does not say how large it is.
  private static let regionSizeLog2: UInt8 = 32

  func measure(with stopwatch: Stopwatch) throws -> [BenchmarkReport.Measurement] {
    var measurements: [BenchmarkReport.Measurement] = []
    for (suffix, share) in [("", 0.05), ("Dense", 1.0)] {
      for (size, name) in [(mebibytes, suffix), (1, "\(suffix).1MiB")] {
        let ratio = try ratio(mebibytes: size, taggedShare: share, stopwatch)
        measurements.append(
          .init(name: "fork.relocate.memcpyRatio\(name)", value: ratio, unit: "of memcpy's speed"))
      }
    }
    return measurements
  }

  private func ratio(mebibytes: Int, taggedShare: Double, _ stopwatch: Stopwatch) throws -> Double {
    let frames = mebibytes << 8
    // A small set is copied often enough for the clock to see it.
    let rounds = max(1, 16_384 / frames)
    let slot: UInt64 = 4 << UInt64(Self.regionSizeLog2)
    let relocation = try Relocation<CC128>(from: 3 * slot, to: 8 * slot, sizeLog2: Self.regionSizeLog2)
    let set = try CapabilitySet(
      region: relocation, granules: frames * PhysicalMemory.granulesPerFrame, taggedShare: taggedShare)
    let fixture = try RelocationFixture(frames: frames, relocation: relocation)
    fixture.store(set)
    return stopwatch.ratio {
      for _ in 0..<rounds { fixture.copy() }
    } over: {
      for _ in 0..<rounds { fixture.copyAndRelocate() }
    }
  }
}

/// A memory whose first half holds a set of capabilities, and is copied to its second half.
final class RelocationFixture {
  private var memory: PhysicalMemory
  private let frames: Int
  private let there: Relocation<CC128>
  private let back: Relocation<CC128>

  init(frames: Int, relocation: Relocation<CC128>) throws {
    memory = try PhysicalMemory(frameCount: 2 * frames)
    #if os(Linux)
      // Both sides in pages of 4 KiB.
      unsafe madvise(memory.data(ofFrame: 0), 2 * frames * PhysicalMemory.frameSize, 15)  // MADV_NOHUGEPAGE
    #endif
    self.frames = frames
    there = relocation
    back = relocation.inverse
  }

  func store(_ set: CapabilitySet) {
    set.store(into: &memory, first: 0)
  }

  func copy() {
    for frame in 0..<frames {
      _ = unsafe memcpy(
        memory.data(ofFrame: frames + frame), memory.data(ofFrame: frame), PhysicalMemory.frameSize)
    }
  }

  func copyAndRelocate() {
    var counts = RelocationCounts()
    for frame in 0..<frames {
      counts += memory.copyFrame(from: frame, to: frames + frame, relocatingBy: there)
    }
    precondition(counts.cleared == 0, "a capability of the set is outside the region")
  }

  func relocateThereAndBack() {
    var counts = RelocationCounts()
    for relocation in [there, back] {
      for frame in 0..<frames { counts += memory.relocateFrame(frame, by: relocation) }
    }
    precondition(counts.cleared == 0, "a capability of the set is outside the region")
  }
}
