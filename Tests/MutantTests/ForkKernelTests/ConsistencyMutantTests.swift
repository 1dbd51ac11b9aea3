import Architecture
import Emulator
import ForkKernel
import Testing

/// That random programs show mistakes of the kernel, if everything that can be seen of it is compared.
@Suite struct ConsistencyMutantTests {
  @Test(arguments: [
    "grandchild-fault-skips-copy", "load-barrier-dropped", "default-data-capability-unrestricted",
    "wrong-permission-bit-removed", "thread-pointer-unbounded", "kernel-capability-left-in-image",
    "kernel-spills-on-user-stack", "grandchild-maps-grandparent", "grandparent-write-leaks",
    "relocation-distance-unsigned", "stale-child-record", "fault-grants-write", "eager-copy-discarded",
    "sibling-copied-early", "last-sharer-keeps-unrelocated", "parent-exit-frees-origin",
    "origin-change-forgets-distance", "eager-page-relocated-twice", "tlb-stale-after-fork", "shared-leaf-written",
    "shared-mapping-copied", "shared-memory-keeps-tags", "fault-never-kills", "wait-status-unshifted",
    "wait-never-blocks", "orphans-not-reparented", "zombie-reaped-by-stranger", "fork-failure-half-done",
  ])
  func `A mistake that is switched on shows`(mutant: String) throws {
    defer { MutantSwitch.switchOn(nil) }
    let isFound = try (UInt64(0)..<40).contains { seed in
      var (left, right) = (Generator(state: seed), Generator(state: seed))
      var correct: [[String]] = []
      MutantSwitch.switchOn(nil)
      try Self.run(&left) { correct.append($0) }
      var mistaken: [[String]] = []
      MutantSwitch.switchOn(mutant)
      try Self.run(&right) { mistaken.append($0) }
      return correct != mistaken
    }
    #expect(isFound)
  }

  /// Shows what each step of a random program leaves.
  private static func run(_ random: inout Generator, show: ([String]) -> Void) throws {
    var kernel = try Kernel(KernelConfiguration(frames: 64, regions: 5))
    _ = try kernel.start(ConsistencyTests.image)
    for _ in 0..<150 {
      let step = try ConsistencyTests.step(&kernel, &random)
      show(["\(step)"] + ConsistencyTests.describe(kernel))
    }
  }
}
