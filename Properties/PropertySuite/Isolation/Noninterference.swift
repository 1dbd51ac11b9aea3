package import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
package import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// A program with some steps that the other processes must not notice.
package struct SecretProgram: Codable, Hashable, Sendable {
  /// The program.
  package var program: ForkProgram
  /// The steps to be kept secret, by their index. From its first secret step on, a process makes only secret ones.
  package var secrets: Set<Int>

  /// Makes a program of which some steps are secret.
  package init(program: ForkProgram, secrets: Set<Int>) {
    self.program = program
    self.secrets = secrets
  }
}

/// Every program is run twice, once with and once without the secret steps of some processes.
package struct Noninterference: Property {
  package let name = "isolation.noninterference"
  package let guarantee = "What a process does without a system call and without sharing, no other process can notice."
  package let rules = ["guarantee.noninterference"]
  package let requirements = Requirements(cases: 300, shares: [Self.secretStore: 0.2, Self.watched: 0.3])

  private static let secretStore = "a secret store"
  private static let watched = "others act after a secret step"

  private let profile: ForkProgramProfile
  private let subject: any ForkSubject
  private let sparesPublicChannels: Bool

  /// Makes the property for a subject.
  ///
  /// - Parameter sparesPublicChannels: Whether secrets keep out of shared memory, and nobody looks at the clock;
  ///   otherwise the property fails.
  package init(
    of subject: any ForkSubject, strategies: [ForkStrategy] = ForkStrategy.allCases, sparesPublicChannels: Bool = true
  ) {
    self.subject = subject
    self.sparesPublicChannels = sparesPublicChannels
    profile = ForkProgramProfile(strategies: strategies)
  }

  /// Makes the property for a subject that only programs of some kind suit.
  init(of subject: PlainPointerSubject, profile: ForkProgramProfile) {
    self.subject = subject
    self.profile = profile
    sparesPublicChannels = true
  }

  package func generate(from source: inout ChoiceSource) -> SecretProgram {
    if profile.runsShort, source.boolean() {
      let program = ForkProgram.generate(.secrets, strategies: profile.strategies, from: &source)
      let secrets = program.steps.indices.filter { program.steps[$0].action.isStore && source.boolean() }
      return SecretProgram(program: program, secrets: Set(secrets))
    }
    let world = ForkWorld.generate(profile, from: &source)
    var generator = ForkStepGenerator(world, profile, from: &source)
    let steps = source.list(1...profile.steps) { source in
      (step: generator.step(from: &source), isSecret: source.boolean(probability: 0.15))
    }
    return SecretProgram(
      program: ForkProgram(world: world, steps: steps.map(\.step)),
      secrets: Set(steps.indices.filter { steps[$0].isSecret && !steps[$0].step.action.isCall }))
  }

  /// Two runs (``guarantee.noninterference``): the steps of the others observe the same whether the
  /// secret steps are made or not. Bytes of pointers that are read as data may differ (``fork.observe.pointerBytes``),
  /// and so may where new regions lie.
  package func check(_ testCase: SecretProgram, recording recorder: inout Recorder) throws -> Verdict {
    do {
      let (kept, observed) = try runWithSecrets(testCase, recording: &recorder)
      var run = try ForkRun(
        testCase.program, on: subject, format: .cc128, looksAtRegisters: false, explainsState: false)
      for (index, known) in zip(kept, observed) {
        let step = testCase.program.steps[index]
        let freedom = run.leavesFreedom(step)
        let made = try run.perform(step, at: index, recording: &recorder)
        let (secret, plain) = (known, run.withoutPlace(made.observation, of: step, orTime: sparesPublicChannels))
        if secret == plain || freedom { continue }
        return .fails(
          Failure(
            guarantee, step: ForkProgram.line(ofStep: index),
            expected: "the same with and without the secret steps: \(plain)", observed: "with them: \(secret)"))
      }
      return .holds
    } catch let misbehaviour as ForkRun.Misbehaviour {
      return .fails(misbehaviour.failure)
    }
  }

  package func describe(_ testCase: SecretProgram) -> [String] {
    let lines = testCase.program.lines
    return lines.indices.map { testCase.secrets.contains($0 - 1) ? lines[$0] + "  (secret)" : lines[$0] }
  }

  /// Whether a step can't be secret: it would end its process, which others may notice, or touches what is shared.
  private func isUnsuitable(_ step: ForkStep, in run: ForkRun) -> Bool {
    run.refuses(step) || sparesPublicChannels && run.touchesShared(step)
  }

  /// Runs the whole program.
  ///
  /// - Returns: the steps to be repeated without the secret ones, by index, and what they observed. Secret steps that
  ///   would be refused are left out: they would end the process, which its parent may notice; so are those that touch
  ///   what is shared.
  private func runWithSecrets(
    _ testCase: SecretProgram, recording recorder: inout Recorder
  ) throws -> (kept: [Int], observed: [String]) {
    var run = try ForkRun(testCase.program, on: subject, format: .cc128, looksAtRegisters: false)
    var silenced: Set<ProcessName> = []
    var kept: [Int] = []
    var observed: [String] = []
    for (index, step) in testCase.program.steps.enumerated() {
      let isSecret = testCase.secrets.contains(index)
      if isSecret ? isUnsuitable(step, in: run) : silenced.contains(step.process) { continue }
      let made = try run.perform(step, at: index, recording: &recorder)
      if isSecret {
        silenced.insert(step.process)
        recorder.label(Self.secretStore, if: step.action.isStore)
      } else {
        kept.append(index)
        observed.append(run.withoutPlace(made.observation, of: step, orTime: sparesPublicChannels))
        recorder.label(Self.watched, if: !silenced.isEmpty)
      }
    }
    return (kept, observed)
  }
}

extension ForkAction {
  fileprivate var isStore: Bool {
    switch self {
    case .store, .storePointer: true
    default: false
    }
  }
}
