import Architecture
import CapabilityModel
import ForkModel
package import PropertyTesting
import Subjects
import Translation

/// Random programs, with the whole state of the subject judged after every step.
package struct ForkStateProperty: Property {
  /// What a step made of the state.
  struct StepResult {
    let before: AddressSpaceState
    let after: AddressSpaceState
    let step: ForkStep
    let observation: Observation

    var transition: Transition { Transition(from: before, to: after, by: step.process) }
  }

  package let name: String
  package let guarantee: String
  package let rules: [String]
  package let requirements: Requirements
  private let profile: ForkProgramProfile
  private let subject: any ForkSubject
  private let judge: @Sendable (StepResult) -> [Violation]

  init(
    _ name: String, _ guarantee: String, rules: [String], requiring shares: [String: Double],
    profile: ForkProgramProfile, of subject: any ForkSubject, judge: @escaping @Sendable (StepResult) -> [Violation]
  ) {
    self.name = name
    self.guarantee = guarantee
    self.rules = rules
    requirements = Requirements(cases: 300, shares: ForkSituations.shares(shares, profile.strategies))
    self.profile = profile
    self.subject = subject
    self.judge = judge
  }

  package func generate(from source: inout ChoiceSource) -> ForkProgram {
    .generate(profile, from: &source)
  }

  package func check(_ program: ForkProgram, recording recorder: inout Recorder) throws -> Verdict {
    do {
      var run = try ForkRun(program, on: subject, format: .cc128, looksAtRegisters: false)
      var before = try run.state()
      for (index, step) in program.steps.enumerated() {
        let made = try run.perform(step, at: index, recording: &recorder)
        let after = try run.state(after: before)
        let result = StepResult(
          before: before.state, after: after.state, step: step, observation: made.observation)
        if let failure = failure(of: judge(result), at: index) { return .fails(failure) }
        before = after
      }
      return .holds
    } catch let misbehaviour as ForkRun.Misbehaviour {
      return .fails(misbehaviour.failure)
    }
  }

  package func describe(_ program: ForkProgram) -> [String] { program.lines }

  private func failure(of violations: [Violation], at index: Int) -> Failure? {
    guard let first = violations.first else { return nil }
    return Failure(
      first.guarantee, step: ForkProgram.line(ofStep: index), expected: "\(first.rule) to hold",
      observed: first.finding, explanation: violations.dropFirst().map { "\($0)" })
  }
}

extension ForkRun {
  /// The state of the subject in the Model's terms, after an earlier one.
  mutating func state(after previous: InspectedState.Decoded? = nil) throws -> InspectedState.Decoded {
    guard let state = try inspect() else { throw Discard("the subject can't be inspected") }
    return (state, state.inModel(.cc128, after: previous))
  }
}
