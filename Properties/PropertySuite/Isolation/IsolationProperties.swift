package import Architecture
import ForkModel
package import PropertyTesting
package import Subjects
import Translation

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
