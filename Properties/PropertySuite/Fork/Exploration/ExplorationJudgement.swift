import CapabilityModel
import ForkModel
import PropertyTesting
import Subjects
import Translation

/// What an exploration holds states against: the POSIX view, the guarantees, and the same program without interruptions.
struct ExplorationJudgement {
  /// What a step made of a state.
  struct Change {
    let step: ForkStep
    let observation: Observation
    let before: AddressSpaceState
    let beforeInWords: CanonicalState
    /// The processes as they must be afterwards.
    let system: PosixSystem
    let systemInWords: CanonicalState.Expected
    let afterInWords: CanonicalState
    /// Who made the step, as a position in the digest of the state before.
    let actor: Int
  }

  /// What was said of a change.
  struct Verdict {
    var violation: String?
    /// Whether no change like it had been judged.
    var isOfNewChange = false
    /// Whether the state that it leads to had not been judged.
    var isOfNewState = false
  }

  private let world: ExploredWorld
  private let format = Format.cc128
  /// Performs whole programs, without going back in between.
  private var uninterrupted: any ExplorableForkSubject
  private var start: Int?
  private var judgedStates: Set<UInt64> = []
  private var judgedChanges: Set<UInt64> = []

  init(of subject: any ExplorableForkSubject, in world: ExploredWorld) {
    self.world = world
    uninterrupted = subject
  }

  /// The subject's state in the Model's terms.
  func state(of subject: any ExplorableForkSubject) throws -> AddressSpaceState {
    var subject = subject
    guard let state = try subject.inspect() else { throw Discard("the subject can't be inspected") }
    return state.inModel(format)
  }

  /// What the state at the start violates.
  mutating func ofStart(_ subject: any ExplorableForkSubject) throws -> String? {
    let state = try state(of: subject)
    return Invariant.all.lazy.flatMap { $0.violations(in: state) }.first.map { "\($0)" }
  }

  /// How the registers that a step may have changed differ from what they must hold.
  func ofRegisters(
    changedBy step: ForkStep, _ observation: Observation, subject: inout any ExplorableForkSubject,
    _ reference: PosixReference
  ) throws -> String? {
    var reference = reference
    for look in step.looks(after: observation) {
      let seen = try subject.perform(look)
      guard let outcome = seen.inModel(format),
        let expected = reference.judge(outcome, of: look.action.inModel, by: look.process.inModel)
      else { continue }
      return "\(look.text) should show \(expected), but shows \(seen.text(format))."
    }
    return nil
  }

  /// What a change violates, or the state that it leads to, as far as they were not judged before: whatever the guarantees
  /// speak of is in the words.
  mutating func ofChange(
    _ change: Change, subject: any ExplorableForkSubject
  ) throws -> Verdict {
    let isNewState = judgedStates.insert(change.afterInWords.authority).inserted
    var key = WordHasher()
    key.combine(change.beforeInWords.authority)
    key.combine(change.afterInWords.authority)
    key.combine(change.beforeInWords.places[change.actor])
    key.combine(change.kind.rawValue)
    guard judgedChanges.insert(key.value).inserted || isNewState else { return Verdict() }
    let after = try state(of: subject)
    let violation = change.violation(leadingTo: after) ?? (isNewState ? change.violation(in: after) : nil)
    return Verdict(violation: violation, isOfNewChange: true, isOfNewState: isNewState)
  }

  /// What the state after a whole program violates, if it is another than that which was reached with interruptions:
  /// what hardware remembers does not survive those.
  mutating func ofUninterrupted(_ program: ForkProgram, _ change: Change) throws -> String? {
    if let start { try uninterrupted.restore(to: start) } else { _ = try uninterrupted.start(world.start) }
    if start == nil { start = try uninterrupted.mark() }
    for step in program.steps { _ = try uninterrupted.perform(step) }
    var digest = ForkStateDigest()
    try uninterrupted.digest(of: ExploredWorld.granules, into: &digest)
    let canonical = CanonicalState(digest, change.systemInWords)
    if canonical.whole == change.afterInWords.whole { return nil }
    let after = try state(of: uninterrupted)
    return (change.violation(in: after) ?? change.violation(leadingTo: after)).map { "Without interruption: \($0)" }
  }
}

extension ExplorationJudgement.Change {
  /// What the state that the change leads to violates.
  fileprivate func violation(in after: AddressSpaceState) -> String? {
    (system.violations(ofRefinementBy: after).first
      ?? Invariant.all.lazy.flatMap { $0.violations(in: after) }.first).map { "\($0)" }
  }

  /// What the change itself violates.
  fileprivate func violation(leadingTo after: AddressSpaceState) -> String? {
    let transition = Transition(from: before, to: after, by: step.process.inModel)
    var violations = transition.violations
    switch kind {
    case .ordinary: violations += transition.violationsOfNoninterference + transition.violationsOfMonotonicity
    case .failure: violations += transition.violationsOfAtomicFailure
    case .call: break
    }
    return violations.first.map { "\($0)" }
  }

  /// What guarantees distinguish: steps without a system call, calls that fail, and others. A refusal ends its process, as
  /// a call does.
  fileprivate enum Kind: Int { case ordinary, failure, call }

  fileprivate var kind: Kind {
    switch observation {
    case .failed: .failure
    case .killed: .call
    default: step.action.isCall ? .call : .ordinary
    }
  }
}
