import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// Tries every program of a tiny world up to a depth, shortest first, and holds each state against the specification.
///
/// Two states that are equal but for names (``CanonicalState``) have the same futures, so only the first of them is
/// gone on from. What counts as a state is the subject's and the specification's together: a subject that forgets a
/// store is in a state that it has been in, but the specification is not.
///
/// States are found breadth first, so that the first counterexample is a shortest one. A state is kept as the step that
/// led to it, in six bytes; to go on from it the subject returns to the nearest state on the way and takes the steps
/// from there.
package struct Exploration {
  /// How much was done.
  package struct Counts: Sendable {
    /// Steps that were tried: each was performed, compared with the specification and digested.
    package var steps = 0
    /// States that no step had led to before.
    package var states = 1
    /// Changes of what the guarantees speak of, each judged once.
    package var judged = 0
    /// Differences that a program started anew does not show.
    package var unconfirmed = 0
  }

  /// A program that shows a difference.
  package struct Finding: Error {
    /// The program.
    package let program: ForkProgram
    /// What was noticed.
    package let explanation: String
  }

  /// The world.
  package let world: ExploredWorld
  /// How much was done since this exploration was made.
  package private(set) var counts = Counts()
  /// The states that were found.
  package private(set) var states: ExploredStates

  private let choices: [ExploredWorld.Choice]
  private let format = Format.cc128
  private var subject: any ExplorableForkSubject
  private var specification: ExpectedSteps
  private var judgement = ExplorationJudgement()
  private var path: [ExplorationLevel] = []
  private var seen: Set<UInt64> = []
  private var digest = ForkStateDigest()
  /// The state that steps are tried from, as the guarantees see it, once one of the steps is judged.
  private var before: AddressSpaceState?
  /// The state that was looked at last.
  private var inspected: InspectedState.Decoded?

  /// Starts in a world, or resumes where an earlier exploration of the same world ended.
  ///
  /// Throws ``Finding`` if the very start violates something, or if a state can't be reached any more.
  package init(
    of subject: any ExplorableForkSubject, in world: ExploredWorld,
    resuming states: ExploredStates = ExploredStates()
  ) throws {
    self.world = world
    choices = world.choices
    self.states = states
    self.subject = subject
    specification = ExpectedSteps(world)
    let start = ForkProgram(world: world.start, steps: [])
    guard states.steps.allSatisfy({ $0 < Int(ExploredWorld.processes) * choices.count }) else {
      throw Finding(program: start, explanation: "The states to resume from are not of this world.")
    }
    guard case .started(let base, _) = try self.subject.start(world.start) else {
      throw Finding(program: start, explanation: "The world does not start.")
    }
    let reference = PosixReference(world.start.inModel(format), regionBase: Integer(base))
    path = [try arrive(at: 0, reference, specification.numbers(of: reference))]
    let state = try inspect()
    _ = judgement.news(in: path[0].state)
    if let violation = Invariant.all.lazy.flatMap({ $0.violations(in: state) }).first {
      throw Finding(program: start, explanation: "\(violation)")
    }
    seen.insert(path[0].state.canonical.whole)
    for node in 1..<max(states.count, 1) {
      try go(to: node)
      seen.insert(path[path.count - 1].state.canonical.whole)
    }
  }

  /// Goes on until every program of so many steps has been tried, or somebody wants a pause.
  ///
  /// Throws a ``Finding`` once it is confirmed: a program started anew must show a difference, too, which depends on
  /// nothing that earlier programs have left behind.
  ///
  /// - Returns: whether there is nothing left to do.
  package mutating func run(
    toDepth depth: Int, confirming isConfirmed: (Finding) throws -> Bool, whileTrue goesOn: (Counts) -> Bool
  ) throws -> Bool {
    while states.depth <= depth {
      let end = states.layers[states.layers.count - 1]
      if states.depth == depth || states.layers[states.layers.count - 2] == end { return true }
      while states.expanded < end {
        if !goesOn(counts) { return false }
        try expand(states.expanded, isConfirmed)
        states.expanded += 1
      }
      states.endLayer()
    }
    return true
  }
}

/// Going from state to state.
extension Exploration {
  /// Makes the subject be in a state, by way of the last state on the way that it was in.
  private mutating func go(to node: Int) throws {
    let way = states.path(to: node)
    let common = zip(way, path).prefix { $0 == $1.node }.count
    path.removeSubrange(common...)
    try subject.restore(to: path[common - 1].mark)
    for next in way[common...] {
      let level = path[path.count - 1]
      let code = Int(states.steps[next])
      let step = step(code, at: level)
      let observation = try subject.perform(step)
      let reference = try judge(observation, of: step, by: level.reference)
      let expected =
        specification.state(after: step, code: code, observation, from: level.state.expected)
        ?? specification.note(
          step, code: code, observation, from: level.state.expected, level.reference, to: reference)
      let isChecked = next.isMultiple(of: 64) || !specification.isLocal(step, observation)
      if isChecked, !specification.check(expected, against: reference) {
        throw finding(step, "What was remembered of the specification is not what it says.")
      }
      path.append(try arrive(at: next, reference, expected))
    }
  }

  /// Marks the state that the subject is in.
  private mutating func arrive(
    at node: Int, _ reference: PosixReference, _ expected: ExpectedState
  ) throws -> ExplorationLevel {
    var digest = ForkStateDigest()
    try subject.digest(of: ExploredWorld.granules, into: &digest)
    let state = ExplorationJudgement.State(digest, expected, CanonicalState(digest, expected))
    return ExplorationLevel(node: node, mark: try subject.mark(), reference: reference, state: state)
  }

  /// What the specification makes of a step.
  ///
  /// Throws ``Finding`` if it does not allow what was observed.
  private func judge(
    _ observation: Observation, of step: ForkStep, by former: PosixReference
  ) throws -> PosixReference {
    var reference = former
    if let expected = reference.judge(observation, of: step) {
      throw finding(step, "\(expected) was expected, but \(observation.text(format)) was observed.")
    }
    return reference
  }

  /// The subject's state in the Model's terms.
  private mutating func inspect() throws -> AddressSpaceState {
    guard let state = try subject.inspect() else { throw Discard("the subject can't be inspected") }
    let result = state.inModel(format, after: inspected)
    inspected = (state, result)
    return result
  }

  /// Tries every step from a state.
  private mutating func expand(_ node: Int, _ isConfirmed: (Finding) throws -> Bool) throws {
    do {
      try go(to: node)
    } catch let finding as Finding {
      return try note(finding, isConfirmed)
    }
    let level = path[path.count - 1]
    before = nil
    for (process, choice) in level.worthwhileSteps(choices, in: world) {
      do {
        try attempt(Int(process.number) * choices.count + choice, from: level)
      } catch let finding as Finding {
        try note(finding, isConfirmed)
      }
      try subject.restore(to: level.mark)
    }
  }

  private mutating func note(_ finding: Finding, _ isConfirmed: (Finding) throws -> Bool) throws {
    if try isConfirmed(finding) { throw finding }
    counts.unconfirmed += 1
  }

  /// Takes a step, and judges the state that it leads to if it is a new one.
  private mutating func attempt(_ code: Int, from level: ExplorationLevel) throws {
    let step = step(code, at: level)
    counts.steps += 1
    let observation = try subject.perform(step)
    let expected =
      try specification.state(after: step, code: code, observation, from: level.state.expected)
      ?? specification.note(
        step, code: code, observation, from: level.state.expected, level.reference,
        to: judge(observation, of: step, by: level.reference))
    try subject.digest(of: ExploredWorld.granules, into: &digest)
    let canonical = CanonicalState(digest, expected)
    guard seen.insert(canonical.whole).inserted else { return }
    counts.states += 1
    states.append(parent: level.node, step: code)
    let state = ExplorationJudgement.State(digest, expected, canonical)
    try judge(.init(step: step, observation: observation, before: level.state, after: state), from: level)
  }

  /// Judges what a step has led to, as far as nothing like it was judged before.
  private mutating func judge(
    _ change: ExplorationJudgement.Change, from level: ExplorationLevel
  ) throws {
    let step = change.step
    let (isNewState, names) = judgement.news(in: change.after, since: change.before)
    let isNewChange = judgement.isNew(change)
    guard isNewState || isNewChange else { return }
    counts.judged += 1
    let after = try inspect()
    if isNewState {
      let reference = try judge(change.observation, of: step, by: level.reference)
      for name in names {
        if let difference = try registers(of: name, differingFrom: reference) { throw finding(step, difference) }
      }
      if let violation = change.violation(in: after, reference) { throw finding(step, violation) }
    }
    guard isNewChange else { return }
    if let violation = change.violation(from: try stateBefore(level), to: after) { throw finding(step, violation) }
  }

  /// The state that a step was tried from. The subject returns there, if nobody has asked before.
  private mutating func stateBefore(_ level: ExplorationLevel) throws -> AddressSpaceState {
    if let before { return before }
    try subject.restore(to: level.mark)
    let state = try inspect()
    before = state
    return state
  }

  /// How the registers of a process differ from what they must hold.
  private mutating func registers(
    of name: ProcessName, differingFrom reference: PosixReference
  ) throws -> String? {
    for thread in reference.system.processes[name]?.threads.running.keys.sorted() ?? [] {
      for register in 0..<PointerRegister.count {
        let look = ForkStep(name, thread: UInt8(truncatingIfNeeded: thread), .inspect(PointerRegister(register)))
        let seen = try subject.perform(look)
        var reference = reference
        guard let expected = reference.judge(seen, of: look) else { continue }
        return "\(look.text) should show \(expected), but shows \(seen.text(format))."
      }
    }
    return nil
  }

  private func step(_ code: Int, at level: ExplorationLevel) -> ForkStep {
    let process = ProcessName(UInt8(truncatingIfNeeded: code / choices.count))
    let choice = choices[code % choices.count]
    guard choice.isFork else {
      let meanwhile = choice.meanwhile.map { ConcurrentAccess(at: $0.point, by: process, thread: 1, $0.action) }
      return ForkStep(process, choice.action, meanwhile: meanwhile)
    }
    return ForkStep(process, .fork(child: level.freeName ?? process, strategy: choice.strategy))
  }

  private func program(endingWith step: ForkStep) -> ForkProgram {
    let steps = zip(path, path.dropFirst()).map { level, next in self.step(Int(states.steps[next.node]), at: level) }
    return ForkProgram(world: world.start, steps: steps + [step])
  }

  private func finding(_ step: ForkStep, _ explanation: String) -> Finding {
    Finding(program: program(endingWith: step), explanation: explanation)
  }
}
