import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
package import Subjects
import Translation

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
  private var judgement: ExplorationJudgement
  private var path: [ExplorationLevel] = []
  private var seen: Set<UInt64> = []
  private var digest = ForkStateDigest()

  /// Starts in a world, or resumes where an earlier exploration of the same world ended.
  ///
  /// Throws ``Finding`` if the very start violates something, or if a state can't be reached any more.
  package init(
    of makeSubject: () throws -> any ExplorableForkSubject, in world: ExploredWorld,
    resuming states: ExploredStates = ExploredStates()
  ) throws {
    self.world = world
    choices = world.choices
    self.states = states
    subject = try makeSubject()
    judgement = ExplorationJudgement(of: try makeSubject(), in: world)
    let start = ForkProgram(world: world.start, steps: [])
    guard states.steps.allSatisfy({ $0 < Int(ExploredWorld.processes) * choices.count }) else {
      throw Finding(program: start, explanation: "The states to resume from are not of this world.")
    }
    guard case .started(let base, _) = try subject.start(world.start) else {
      throw Finding(program: start, explanation: "The world does not start.")
    }
    let reference = PosixReference(world.start.inModel(format), regionBase: Integer(base))
    path = [try arrive(at: 0, reference, reference.system.inWords)]
    if let violation = try judgement.ofStart(subject) {
      throw Finding(program: start, explanation: violation)
    }
    seen.insert(path[0].canonical.whole)
    for node in 1..<max(states.count, 1) {
      try go(to: node)
      seen.insert(path[path.count - 1].canonical.whole)
    }
  }

  /// Goes on until every program of so many steps has been tried, or somebody wants a pause.
  ///
  /// Throws a ``Finding`` once it is confirmed: a program started anew must show a difference, too, which depends on nothing
  /// that earlier programs have left behind.
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
      var reference = level.reference
      let step = step(Int(states.steps[next]), at: level)
      _ = try perform(step, &reference)
      path.append(try arrive(at: next, reference, reference.system.inWords(level.expected, after: step)))
    }
  }

  /// Marks the state that the subject is in.
  private mutating func arrive(
    at node: Int, _ reference: PosixReference, _ expected: CanonicalState.Expected
  ) throws -> ExplorationLevel {
    var digest = ForkStateDigest()
    try subject.digest(of: ExploredWorld.granules, into: &digest)
    return ExplorationLevel(
      node: node, mark: try subject.mark(), reference: reference, expected: expected, digest: digest,
      canonical: CanonicalState(digest, expected))
  }

  /// Performs a step on the subject and on the specification.
  ///
  /// Throws ``Finding`` if the specification does not allow what was observed.
  private mutating func perform(_ step: ForkStep, _ reference: inout PosixReference) throws -> Observation {
    let observation = try subject.perform(step)
    guard let outcome = observation.inModel(format) else { throw finding(step, "There is no answer.") }
    if let expected = reference.judge(outcome, of: step.action.inModel, by: step.process.inModel) {
      throw finding(step, "\(expected) was expected, but \(observation.text(format)) was observed.")
    }
    return observation
  }

  /// Tries every step from a state.
  private mutating func expand(_ node: Int, _ isConfirmed: (Finding) throws -> Bool) throws {
    do {
      try go(to: node)
    } catch let finding as Finding {
      return try note(finding, isConfirmed)
    }
    let level = path[path.count - 1]
    let before = try judgement.state(of: subject)
    for code in worthwhileSteps(from: level) {
      do {
        try attempt(code, from: level, before)
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

  private func worthwhileSteps(from level: ExplorationLevel) -> [Int] {
    var codes: [Int] = []
    let hasFreeName = level.freeName != nil
    for (name, process) in level.reference.system.processes where process.runs {
      for index in choices.indices where hasFreeName || !choices[index].isFork {
        if level.isWorthwhile(choices[index], by: name, in: world) { codes.append(name.value * choices.count + index) }
      }
    }
    return codes.sorted()
  }

  /// Takes a step, and judges the state that it leads to if it is a new one.
  private mutating func attempt(_ code: Int, from level: ExplorationLevel, _ before: AddressSpaceState) throws {
    let step = step(code, at: level)
    var reference = level.reference
    counts.steps += 1
    let observation = try perform(step, &reference)
    try subject.digest(of: ExploredWorld.granules, into: &digest)
    let expected = reference.system.inWords(level.expected, after: step)
    let canonical = CanonicalState(digest, expected)
    guard seen.insert(canonical.whole).inserted else { return }
    counts.states += 1
    states.append(parent: level.node, step: code)
    let change = ExplorationJudgement.Change(
      step: step, observation: observation, before: before, beforeInWords: level.canonical,
      system: reference.system, systemInWords: expected, afterInWords: canonical,
      actor: level.position(of: step.process))
    try judge(change, reference)
  }

  private mutating func judge(_ change: ExplorationJudgement.Change, _ reference: PosixReference) throws {
    let step = change.step
    let registers = try judgement.ofRegisters(changedBy: step, change.observation, subject: &subject, reference)
    if let registers { throw finding(step, registers) }
    let verdict = try judgement.ofChange(change, subject: subject)
    if let violation = verdict.violation { throw finding(step, violation) }
    if verdict.isOfNewChange { counts.judged += 1 }
    guard verdict.isOfNewState else { return }
    let uninterrupted = try judgement.ofUninterrupted(program(endingWith: step), change)
    if let uninterrupted { throw finding(step, uninterrupted) }
  }

  private func step(_ code: Int, at level: ExplorationLevel) -> ForkStep {
    let process = ProcessName(UInt8(truncatingIfNeeded: code / choices.count))
    let choice = choices[code % choices.count]
    guard choice.isFork else { return ForkStep(process, choice.action) }
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

extension ExplorationLevel {
  /// The name of the next child.
  fileprivate var freeName: ProcessName? {
    for number in 0..<ExploredWorld.processes where reference.system.processes[ProcessNumber(Int(number))] == nil {
      return ProcessName(number)
    }
    return nil
  }

  /// The position of a process in the digest.
  fileprivate func position(of name: ProcessName) -> Int { digest.processes.firstIndex { $0.name == name } ?? 0 }

  /// Whether a step may lead somewhere that no simpler step leads to: of the granules that nobody has used only the first is
  /// tried, and so it is with pages that nothing tells apart.
  fileprivate func isWorthwhile(
    _ choice: ExploredWorld.Choice, by name: ProcessNumber, in world: ExploredWorld
  ) -> Bool {
    if case .storePointer(2, _, _) = choice.action {
      guard case .pointer? = reference.system.processes[name]?.registers[2] else { return false }
    }
    guard let place = choice.place else { return true }
    let used = usedGranules(ofPage: place.page)
    if used & (1 << UInt64(place.position)) == 0, place.position > 0,
      (0..<place.position).contains(where: { used & (1 << UInt64($0)) == 0 })
    {
      return false
    }
    guard let twins = world.twins, place.page == twins.second else { return true }
    return !areAlike(twins.first, twins.second)
  }

  private func usedGranules(ofPage page: Int) -> UInt64 {
    digest.pages.reduce(0) { $1.index == page ? $0 | digest.frames[$1.frame].used : $0 }
  }

  private func areAlike(_ first: Int, _ second: Int) -> Bool {
    if usedGranules(ofPage: first) | usedGranules(ofPage: second) != 0 { return false }
    let pairs = digest.processes.map { process in
      let pages = digest.pages[process.pages]
      return (pages.first { $0.index == first }, pages.first { $0.index == second })
    }
    return pairs.allSatisfy { one, other in
      guard let one, let other else { return one == nil && other == nil }
      let (frame, otherFrame) = (digest.frames[one.frame], digest.frames[other.frame])
      return one.rights == other.rights && frame.home == otherFrame.home && frame.references == otherFrame.references
        && pairs.allSatisfy { ($0.0?.frame == one.frame) == ($0.1?.frame == other.frame) }
    }
  }
}
