import Architecture
import CapabilityModel
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing
import ModelAdapters

/// Inspected states in the Model's terms.
struct InspectionTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `A state that is decoded after another is as if it were decoded alone`(seed: UInt64) throws {
    var source = ChoiceSource(seed: seed)
    let program = ForkProgram.generate(ForkProgramProfile(strategies: ForkStrategy.allCases), from: &source)
    var subject = KernelForkSubject()
    _ = try subject.start(program.world)
    var previous: InspectedState.Decoded?
    for step in program.steps {
      _ = try subject.perform(step)
      let inspected = try #require(try subject.inspect())
      let state = inspected.inModel(.cc128, after: previous)
      #expect(state == inspected.inModel(.cc128))
      previous = (inspected, state)
    }
  }

  @Test func `Of two frames of one number the first counts, whatever was before`() throws {
    func state(_ frames: [(number: Int, references: Int)]) -> InspectedState {
      InspectedState(
        pageSize: 4096, processes: [],
        frames: frames.map {
          InspectedFrame(number: $0.number, origin: nil, references: $0.references, taggedGranules: [])
        },
        kernelEntries: [])
    }
    let before = state([(1, 1), (2, 1)])
    let after = state([(1, 1), (1, 5), (2, 1)])
    let decoded = after.inModel(.cc128, after: (before, before.inModel(.cc128)))
    #expect(decoded.frames.mapValues(\.references) == [1: 1, 2: 1])
    #expect(before.inModel(.cc128, after: (after, decoded)).frames.mapValues(\.references) == [1: 1, 2: 1])
  }
}
