import Architecture
import ForkKernel
import Testing

@Suite struct CallMistakeMutantTests {
  @Test(arguments: CallMistakeTests.scenes)
  func `A mistake does harm`(scene: CallMistakeTests.Scene) throws {
    MutantSwitch.switchOn(scene.mutant)
    defer { MutantSwitch.switchOn(nil) }
    var mistaken = try Caller(KernelConfiguration(frames: 256, harts: 2))
    #expect(try scene.harms(&mistaken) == true)
  }
}
