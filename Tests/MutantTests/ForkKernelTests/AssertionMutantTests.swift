import Architecture
import Emulator
import ForkKernel
import Testing

/// That mistakes in one part of the kernel let assertions at its border fail, and that a sentence says which.
@Suite struct AssertionMutantTests {
  @Test(arguments: [
    ("parent-exit-frees-origin", "is taken, but is the origin of frame"),
    ("orphans-not-reparented", "ends, but has children"),
    ("zombie-reaped-by-stranger", "which is not its parent"),
    ("exit-keeps-descriptors", "ends, but has open descriptors"),
    ("reference-index-collides", "is given back once too often"),
  ])
  func `A mistake lets an assertion fail`(mutant: String, sentence: String) throws {
    MutantSwitch.switchOn(mutant)
    defer { MutantSwitch.switchOn(nil) }
    let fails = try (UInt64(0)..<40).contains { seed in
      var random = Generator(state: seed)
      var kernel = try Kernel(checking: KernelConfiguration(frames: 64, regions: 5))
      _ = try kernel.start(ConsistencyTests.image)
      for _ in 0..<150 where kernel.failedAssertions.isEmpty { try ConsistencyTests.step(&kernel, &random) }
      return kernel.failedAssertions.first?.contains(sentence) == true
    }
    #expect(fails)
  }

  @Test func `A thread that can run and is woken has two places in the run queue`() throws {
    MutantSwitch.switchOn("ready-thread-woken")
    defer { MutantSwitch.switchOn(nil) }
    var caller = try Caller()
    let (_, writer) = try caller.pipe()
    #expect(caller.kernel.failedAssertions == [])
    _ = caller.kernel.call(.write, [.int(writer), caller.pointer(), .int(1)], as: caller.first)
    #expect(caller.kernel.failedAssertions == ["thread 0 is put in the queue twice"])
  }
}
