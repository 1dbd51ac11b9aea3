package import Architecture
import ForkModel
package import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// Random programs, in which each call is made to fail at every single thing that the kernel takes for it before it is
/// let through.
///
/// A call that is refused something fails with an errno of shortage and changes nothing (``guarantee.atomicFailure``):
/// the whole state is the same as before, as far as it can be inspected, and all that follows is what the POSIX view
/// expects.
package struct ForkShortage: Property {
  package let name = "fork.shortage"
  package let guarantee = "A call that cannot get one of the things it needs fails and changes nothing."
  package let rules = ["guarantee.atomicFailure", "posix.shortage", "fork.charge"]
  package let requirements: Requirements

  private static let refused = "a call is refused something"

  private let profile: ForkProgramProfile
  private let subject: any ForkSubject

  /// Makes the property for a subject.
  package init(of subject: any ForkSubject, strategies: [ForkStrategy]) {
    self.subject = subject
    profile = ForkProgramProfile(strategies: strategies)
    requirements = Requirements(cases: 200, shares: [Self.refused: 0.3])
  }

  package func generate(from source: inout ChoiceSource) -> ForkProgram {
    .generate(profile, from: &source)
  }

  package func check(_ program: ForkProgram, recording recorder: inout Recorder) throws -> Verdict {
    do {
      var run = try ForkRun(program, on: subject, format: .cc128)
      for (index, step) in program.steps.enumerated() {
        if let failure = try perform(step, at: index, &run, recording: &recorder) { return .fails(failure) }
      }
      return .holds
    } catch let misbehaviour as ForkRun.Misbehaviour {
      return .fails(misbehaviour.failure)
    }
  }

  package func describe(_ program: ForkProgram) -> [String] { program.lines }

  /// Attempts a step with one thing after the other refused, until it takes no more.
  private func perform(
    _ step: ForkStep, at index: Int, _ run: inout ForkRun, recording recorder: inout Recorder
  ) throws -> Failure? {
    let before = try run.state()
    var granted = 0
    while true {
      let (made, refused) = try run.perform(step, at: index, shortAfter: granted, recording: &recorder)
      guard let refused, case .failed(let error) = made.observation else {
        // It went as always, or did without what it was refused.
        return made.disagreement.map {
          Failure(guarantee, step: ForkProgram.line(ofStep: index), expected: $0.expected, observed: $0.observed)
        }
      }
      recorder.label(Self.refused)
      recorder.count(step.action.kind.rawValue, refused, in: "refused")
      let errors = step.action.errorsOfShortage
      guard errors.contains(error) else {
        return Failure(
          guarantee, step: ForkProgram.line(ofStep: index),
          expected: "without \(refused): \(errors.map { "\($0)" }.sorted().joined(separator: " or "))",
          observed: "\(error)")
      }
      let after = try run.state(after: before)
      let changes = Transition(from: before.state, to: after.state, by: step.process)
        .violationsOfAtomicFailure
      if let first = changes.first {
        return Failure(
          guarantee, step: ForkProgram.line(ofStep: index), expected: "no change when there is no \(refused)",
          observed: first.finding, explanation: changes.dropFirst().map { "\($0)" })
      }
      granted += 1
    }
  }
}
