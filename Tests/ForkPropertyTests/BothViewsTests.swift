import Architecture
import CapabilityModel
import ForkModel
import PropertySuite
import PropertyTesting
import Testing
import ModelAdapters

/// Random programs of all actions, in both views.
struct BothViewsTests {
  @Test func `Whatever processes call, both views agree, every guarantee is kept, and what fails changes nothing`()
    throws
  {
    var done: Set<ForkActionKind> = []
    var failed: Set<ForkActionKind> = []
    for seed in 0..<160 {
      let program = Self.program(seed: seed)
      var views = try BothViews(program.world.inModel(seed % 2 == 0 ? .cc128 : .cc128m))
      for step in program.steps where step.meanwhile == nil {
        let observation = try views.perform(step.action, by: step.process, thread: Int(step.thread))
        switch observation {
        case .noSuchProcess: break
        case .failed: failed.insert(step.action.kind)
        default: done.insert(step.action.kind)
        }
      }
      try views.endAll()
    }
    #expect(done == Set(ForkActionKind.allCases))
    #expect(failed.count > 25, "\(failed)")
  }

  @Test func `An access during a call is seen before it or after it`() throws {
    var overlaps = 0
    for seed in 0..<80 {
      let program = Self.program(seed: seed)
      var views = try BothViews(program.world.inModel(.cc128))
      for (index, step) in program.steps.enumerated() {
        if let access = step.meanwhile {
          try views.perform(
            step.action, by: step.process, Int(step.thread), meanwhile: access.action, by: access.process,
            Int(access.thread), accessFirst: index % 2 == 0)
          if views.isUndecided { overlaps += 1 }
        } else if !views.isUndecided {
          _ = try views.perform(step.action, by: step.process, thread: Int(step.thread))
        } else {
          break
        }
      }
    }
    #expect(overlaps > 0)
  }

  /// A program about everything, or about one of the topics.
  private static func program(seed: Int) -> ForkProgram {
    let topics = [[]] + ForkTopic.allCases.map { [$0] }
    var source = ChoiceSource(seed: UInt64(seed))
    let profile =
      seed % topics.count == 0
      ? ForkProgramProfile(strategies: ForkStrategy.allCases)
      : .about(topics[seed % topics.count], strategies: ForkStrategy.allCases)
    return .generate(profile.interleaving(0.3), from: &source)
  }
}
