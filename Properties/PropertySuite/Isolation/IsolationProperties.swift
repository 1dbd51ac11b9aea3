package import Architecture
import CapabilityModel
import ForkModel
package import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// The properties of isolation.
package enum IsolationProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    let strategies = parameters.strategies
    if parameters.isPlain {
      let subject = PlainPointerSubject(try subjects.fork(parameters.isolation))
      return [Noninterference(of: subject, profile: .plain(strategies: strategies))]
    }
    return try all(of: { try subjects.fork(parameters.isolation) }, strategies: strategies)
  }

  /// Makes all of them, each with a subject of its own.
  package static func all(
    of makeSubject: () throws -> any ForkSubject, strategies: [ForkStrategy]
  ) rethrows -> [any Property] {
    [
      try confinement(of: makeSubject(), strategies: strategies),
      try frameInvariants(of: makeSubject(), strategies: strategies),
      try noStaleAuthority(of: makeSubject(), strategies: strategies),
      try integrity(of: makeSubject(), strategies: strategies),
      try monotonicity(of: makeSubject(), strategies: strategies),
      try accounting(of: makeSubject(), strategies: strategies),
      try atomicFailure(of: makeSubject(), strategies: strategies),
      try gatedEntry(of: makeSubject(), strategies: strategies),
      try Noninterference(of: makeSubject(), strategies: strategies),
      try ForkRefinement(of: makeSubject(), strategies: strategies),
    ]
  }

  /// Confinement, after every step.
  package static func confinement(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "isolation.confinement", Invariant.confinement.guarantee, rules: [Invariant.confinement.rule],
      requiring: [ForkSituations.grandparentOrigin: 0.1, ForkSituations.mixed: 0.05],
      profile: ForkProgramProfile(strategies: strategies), of: subject
    ) { Invariant.confinement.violations(in: $0.after) }
  }

  /// The invariants of frames, F1 to F5, after every step.
  package static func frameInvariants(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "fork.frameInvariants", "Frames are mapped, written and shared as the invariants F1 to F5 say.",
      rules: ["fork.frame.F1", "fork.frame.F2", "fork.frame.F3", "fork.frame.F4", "fork.frame.F5"],
      requiring: [
        ForkSituations.grandparentOrigin: 0.1, ForkSituations.lastSharer: 0.05, ForkSituations.mixed: 0.05,
      ], profile: ForkProgramProfile(strategies: strategies), of: subject
    ) { result in
      Invariant.frames.flatMap { $0.violations(in: result.after) }
        + result.transition.violations.filter { $0.rule == "fork.frame.F3" }
    }
  }

  /// No stale authority, after every step of programs that end processes and reuse regions.
  package static func noStaleAuthority(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "isolation.noStaleAuthority", Invariant.noStaleAuthority.guarantee, rules: [Invariant.noStaleAuthority.rule],
      requiring: [ForkSituations.reuse: 0.05], profile: .reuse(strategies: strategies), of: subject
    ) { result in
      Invariant.noStaleAuthority.violations(in: result.after) + Invariant.confinement.violations(in: result.after)
    }
  }

  /// Integrity, at every step.
  package static func integrity(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "isolation.integrity", "A step of a process changes nothing that belongs to another.",
      rules: ["guarantee.integrity", "guarantee.noninterference"], requiring: [ForkSituations.grandparentOrigin: 0.1],
      profile: ForkProgramProfile(strategies: strategies), of: subject
    ) { result in
      let strangers = result.transition.violations.filter { $0.rule == "guarantee.integrity" }
      if result.step.action.isCall || result.observation.isRefusal { return strangers }
      return strangers + result.transition.violationsOfNoninterference
    }
  }

  /// Monotonicity, at every step that makes no system call.
  package static func monotonicity(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "isolation.monotonicity", "Without a system call, no step increases the authority of its process.",
      rules: ["guarantee.monotonicity"], requiring: [ForkSituations.grandparentOrigin: 0.1],
      profile: ForkProgramProfile(strategies: strategies), of: subject
    ) { $0.step.action.isCall ? [] : $0.transition.violationsOfMonotonicity }
  }

  /// What gated entry asks of the capabilities of processes, and bytes only of shared mappings, after every step.
  package static func gatedEntry(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "isolation.gatedEntry", Invariant.gatedEntry.guarantee,
      rules: [Invariant.gatedEntry.rule, Invariant.bytesOnly.rule],
      requiring: [ForkSituations.grandparentOrigin: 0.1], profile: ForkProgramProfile(strategies: strategies),
      of: subject
    ) { Invariant.gatedEntry.violations(in: $0.after) + Invariant.bytesOnly.violations(in: $0.after) }
  }

  /// Accounting, after every step; and nothing is left when all processes have ended.
  package static func accounting(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "isolation.accounting", Invariant.accounting.guarantee, rules: [Invariant.accounting.rule],
      requiring: [ForkSituations.reaped: 0.02], profile: .reuse(strategies: strategies), of: subject
    ) { Invariant.accounting.violations(in: $0.after) }
  }

  /// Atomic failure of fork.
  package static func atomicFailure(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "fork.atomicFailure", "A call that fails changes nothing.", rules: ["guarantee.atomicFailure"],
      requiring: [ForkSituations.forkFailed: 0.1], profile: .scarce(strategies: strategies), of: subject
    ) { result in
      guard case .failed(let error) = result.observation, !result.step.action.mayFailInPart(with: error) else {
        return []
      }
      return result.transition.violationsOfAtomicFailure
    }
  }
}

extension Observation {
  /// Whether the step was refused, which ends its process.
  fileprivate var isRefusal: Bool {
    if case .killed = self { true } else { false }
  }
}

/// Which properties a kernel promises at which isolation level.
///
/// At the adversarial level it promises all; at that of fault isolation, all but that arguments are used as they were
/// checked. Without bounds, pointers reach the whole address space: what confinement gives is lost, and fork cannot
/// tell what lies inside of a region.
package enum IsolationClaims {
  /// The properties that do not hold without isolation; the tests show a program against each.
  package static let lostWithoutIsolation: Set<String> = [
    "fork.transparency", "fork.threads", "fork.mappings", "fork.descriptors", "fork.images", "fork.objects",
    "fork.limits", "fork.signals", "fork.childImage", "fork.strategies", "fork.shortage", "fork.refinement",
    "isolation.confinement", "isolation.noStaleAuthority", "isolation.integrity",
  ]

  /// The properties that do not hold where arguments are used as they lie in memory, and not as they were checked.
  package static let lostWithoutCopies: Set<String> = ["fork.guests"]

  /// Whether a property is promised at a level.
  package static func promise(_ property: String, at level: IsolationLevel) -> Bool {
    switch level {
    case .adversarial: true
    case .faultIsolation: !lostWithoutCopies.contains(property)
    case .none: !lostWithoutIsolation.union(lostWithoutCopies).contains(property)
    }
  }
}

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
