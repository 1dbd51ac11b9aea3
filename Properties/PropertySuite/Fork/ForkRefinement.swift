package import Architecture
import ForkModel
package import PropertyTesting
package import Subjects
import Translation

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
