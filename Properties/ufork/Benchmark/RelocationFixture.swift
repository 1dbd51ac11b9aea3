import Emulator
import Foundation

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
