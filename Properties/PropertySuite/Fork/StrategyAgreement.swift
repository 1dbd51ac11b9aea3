import Architecture
import CapabilityModel
import ForkModel
package import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// Every program is run under each strategy, in a memory of any size, and all runs must observe the same.
///
/// It needs no specification of what is to be observed: full copy is the specification of the lazy strategies.
package struct StrategyAgreement: Property {
  package let name = "fork.strategies"
  package let guarantee =
    "Full copy, CoA and CoPA cannot be told apart; a fork fails under all of them, with the same errno, or under none."
  package let rules = ["guarantee.forkTransparency", "posix.fork.failure", "fork.charge"]
  package let requirements = Requirements(
    cases: 300, shares: [ForkSituations.forkFailed: 0.1, ForkSituations.lastSharer: 0.03])

  private let subject: any ForkSubject

  /// Makes the property for a subject that has all strategies.
  package init(of subject: any ForkSubject) {
    self.subject = subject
  }

  package func generate(from source: inout ChoiceSource) -> ForkProgram {
    var program = ForkProgram.generate(.scarce(strategies: [.copy]), from: &source)
    let pages = program.world.segments.reduce(0) { $0 + $1.pages }
    program.world.frames = source.integer(in: pages...6 * pages, towards: 6 * pages)
    return program
  }

  package func check(_ program: ForkProgram, recording recorder: inout Recorder) throws -> Verdict {
    do {
      let expected = try answers(program, under: .copy, recording: &recorder)
      for strategy in [ForkStrategy.copyOnAccess, .copyOnPointerAccess] {
        let observed = try answers(program, under: strategy, recording: &recorder)
        let pairs = zip(expected, observed).enumerated()
        guard let (index, pair) = pairs.first(where: { $1.0.text != $1.1.text }) else { continue }
        // What follows a choice that was made in another way is not comparable.
        if pair.0.isChoice || pair.1.isChoice { continue }
        return .fails(
          Failure(
            guarantee, step: ForkProgram.line(ofStep: index), expected: "as under full copy: \(pair.0.text)",
            observed: "under \(strategy.text): \(pair.1.text)"))
      }
      return .holds
    } catch let misbehaviour as ForkRun.Misbehaviour {
      return .fails(misbehaviour.failure)
    }
  }

  /// What a step observes, and whether the POSIX view leaves a choice there.
  private struct Answer {
    let text: String
    let isChoice: Bool
  }

  /// What the steps of a program observe. Bytes of pointers that are read as data may differ
  /// (``fork.observe.pointerBytes``).
  private func answers(
    _ program: ForkProgram, under strategy: ForkStrategy, recording recorder: inout Recorder
  ) throws -> [Answer] {
    var world = program.world
    world.strategy = strategy
    var run = try ForkRun(
      ForkProgram(world: world, steps: program.steps), on: subject, format: .cc128, looksAtRegisters: false,
      explainsState: false)
    return try program.steps.enumerated().map { index, step in
      let (isFree, isChoice) = (run.leavesFreedom(step), run.leavesChoice(step))
      let made = try run.perform(step.withoutStrategy, at: index, recording: &recorder)
      return Answer(
        text: isFree ? "bytes of a pointer" : run.withoutPlace(made.observation, of: step), isChoice: isChoice)
    }
  }

  package func describe(_ program: ForkProgram) -> [String] { program.lines }
}

extension ForkStep {
  /// The step with its fork under the strategy of the world.
  fileprivate var withoutStrategy: ForkStep {
    guard case .fork(let child, _) = action else { return self }
    return ForkStep(process, thread: thread, .fork(child: child, strategy: nil))
  }
}
