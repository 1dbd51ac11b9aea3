package import Architecture
import ForkModel
package import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// Fork programs made in advance, to be performed on a subject and compared with the POSIX view: what checking
/// ``ForkTransparency`` does, without the making of programs.
package struct ForkComparison {
  /// How much was compared.
  package struct Counts {
    /// Steps of programs.
    package var steps = 0
    /// Observations that were compared: one for each step that a process performed, and one for each register that the
    /// step may have changed.
    package var comparisons = 0
  }

  /// A subject did what the POSIX view does not allow.
  package struct Disagreement: Error, CustomStringConvertible {
    package let description: String
  }

  private let programs: [ForkProgram]

  /// Makes so many programs, under all strategies.
  package init(programs count: Int, seed: UInt64) {
    let profile = ForkProgramProfile(strategies: [.copy, .copyOnAccess, .copyOnPointerAccess])
    programs = (0..<count).map { index in
      var source = ChoiceSource(seed: seed &+ UInt64(index))
      return ForkProgram.generate(profile, from: &source)
    }
  }

  /// Performs every program.
  package func run(on subject: any ForkSubject) throws -> Counts {
    var counts = Counts()
    var recorder = Recorder()
    for program in programs {
      var run = try ForkRun(program, on: subject, format: .cc128)
      for (index, step) in program.steps.enumerated() {
        let made = try run.perform(step, at: index, recording: &recorder)
        if let found = made.disagreement {
          throw Disagreement(description: "Expected \(found.expected), observed \(found.observed).")
        }
      }
      counts.steps += program.steps.count
      counts.comparisons += run.comparisons
    }
    return counts
  }
}

/// Random programs, with the memory of every process compared with that of the POSIX view after every step: the
/// refinement, as far as the state of a subject can be inspected.
package struct ForkRefinement: Property {
  package let name = "fork.refinement"
  package let guarantee =
    "After pending relocation, every process has in memory the pointers that the POSIX view gives it."
  package let rules = ["fork.refinement", "fork.pending", "posix.fork", "posix.exit"]
  package let requirements: Requirements

  private let profile: ForkProgramProfile
  private let subject: any ForkSubject

  /// Makes the property for a subject.
  package init(of subject: any ForkSubject, strategies: [ForkStrategy]) {
    self.subject = subject
    profile = ForkProgramProfile(strategies: strategies)
    requirements = Requirements(
      cases: 300,
      shares: ForkSituations.shares([ForkSituations.grandparentOrigin: 0.1, ForkSituations.mixed: 0.05], strategies))
  }

  package func generate(from source: inout ChoiceSource) -> ForkProgram {
    .generate(profile, from: &source)
  }

  package func check(_ program: ForkProgram, recording recorder: inout Recorder) throws -> Verdict {
    do {
      var run = try ForkRun(program, on: subject, format: .cc128, looksAtRegisters: false)
      var state: InspectedState.Decoded?
      for (index, step) in program.steps.enumerated() {
        let made = try run.perform(step, at: index, recording: &recorder)
        // What is observed otherwise than expected is `fork.transparency`'s to report, and nothing can be said after
        // it.
        guard made.disagreement == nil else { return .holds }
        let current = try run.state(after: state)
        state = current
        let judgements = run.possibilities.map { $0.violations(ofRefinementBy: current.state) }
        guard let violations = judgements.first, let first = violations.first,
          judgements.allSatisfy({ !$0.isEmpty })
        else { continue }
        return .fails(
          Failure(
            guarantee, step: ForkProgram.line(ofStep: index), expected: "\(first.rule) to hold",
            observed: first.finding, explanation: violations.dropFirst().map { "\($0)" }))
      }
      return .holds
    } catch let misbehaviour as ForkRun.Misbehaviour {
      return .fails(misbehaviour.failure)
    }
  }

  package func describe(_ program: ForkProgram) -> [String] { program.lines }
}
