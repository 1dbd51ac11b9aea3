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
      try Self.run(Self.program(seed: seed), format: seed % 2 == 0 ? .cc128 : .cc128m, &done, &failed)
    }
    // What these did not do is done by programs about nothing else.
    for kind in Set(ForkActionKind.allCases).subtracting(done) {
      var seed = 0
      while !done.contains(kind), seed < 400 {
        try Self.run(Self.program(about: kind.entry.topics, seed: seed), format: .cc128, &done, &failed)
        seed += 1
      }
    }
    #expect(Set(ForkActionKind.allCases).subtracting(done) == [])
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

  /// Performs a program in both views, and adds what was done and what failed.
  private static func run(
    _ program: ForkProgram, format: Format, _ done: inout Set<ForkActionKind>, _ failed: inout Set<ForkActionKind>
  ) throws {
    var views = try BothViews(program.world.inModel(format))
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

  /// A program about everything, or about one of the topics.
  private static func program(seed: Int) -> ForkProgram {
    let topics = [[]] + ForkTopic.allCases.map { [$0] }
    return program(about: topics[seed % topics.count], seed: seed)
  }

  /// A program about the topics; about everything if there are none.
  private static func program(about topics: [ForkTopic], seed: Int) -> ForkProgram {
    var source = ChoiceSource(seed: UInt64(seed))
    let profile: ForkProgramProfile =
      topics.isEmpty
      ? ForkProgramProfile(strategies: ForkStrategy.allCases) : .about(topics, strategies: ForkStrategy.allCases)
    return .generate(profile.interleaving(0.3), from: &source)
  }
}
