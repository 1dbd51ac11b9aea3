import Architecture
import ForkModel
import SystemsUnderTest
import ModelAdapters

/// What the guarantees say of states and changes, as far as nothing like them was judged before.
///
/// The guarantees of a state speak of one process and one page at a time, with the frame that the page shows, how often
/// it is shown, and where its origin is; of registers; and of who is related to whom. A state is judged, as a whole, if
/// anything of this is new. The guarantees of a change speak of what became of registers and pages, and ask in addition
/// what authority the process that acts had; a change is judged, as a whole, if all of this together is new.
struct ExplorationJudgement {
  /// A state: the subject's, the specification's, and both without names.
  struct State {
    let digest: ForkStateDigest
    let expected: ExpectedState
    let canonical: CanonicalState
    /// Stands for everything that the guarantees of a state ask of each page, in the order of the digest.
    let parts: [UInt64]

    init(_ digest: ForkStateDigest, _ expected: ExpectedState, _ canonical: CanonicalState) {
      self.digest = digest
      self.expected = expected
      self.canonical = canonical
      var parts: [UInt64] = []
      parts.reserveCapacity(digest.pages.count)
      for process in digest.processes {
        for page in digest.pages[process.pages] {
          parts.append(digest.part(of: page, in: process, expected.rows[Int(process.name.number)]))
        }
      }
      self.parts = parts
    }
  }

  /// What a step made of a state.
  struct Change {
    let step: ForkStep
    let observation: Observation
    let before: State
    let after: State
  }

  private var parts: Set<UInt64> = []
  private var changes: Set<UInt64> = []

  /// Whether anything of a state is new to the guarantees, who know the state that it came from; from now on it is
  /// known.
  ///
  /// - Returns: in addition the processes whose registers were not compared yet with what they must be.
  mutating func news(in state: State, since former: State? = nil) -> (isNew: Bool, registers: [ProcessName]) {
    var isNew = parts.insert(state.canonical.relations).inserted
    var registers: [ProcessName] = []
    for process in state.digest.processes {
      let expected = state.expected.rows[Int(process.name.number)]
      let numbers = UInt64(bitPattern: Int64(expected.registers) << 32 | Int64(expected.rest))
      if parts.insert(word(process.registers, numbers)).inserted {
        registers.append(process.name)
        isNew = true
      }
    }
    for (place, part) in state.parts.enumerated() {
      // Most are what they were.
      if let former, place < former.parts.count, former.parts[place] == part { continue }
      if parts.insert(part).inserted { isNew = true }
    }
    return (isNew, registers)
  }

  /// Whether a change is new to the guarantees; from now on it is known.
  mutating func isNew(_ change: Change) -> Bool { changes.insert(change.key).inserted }
}

extension ForkStateDigest {
  fileprivate func part(of page: Page, in process: Process, _ expected: ExpectedState.Row) -> UInt64 {
    let frame = frames[page.frame]
    var word = WordHasher()
    word.combine(page.rights)
    word.combine(frame.pointers)
    word.combine(expected.pointers(ofPage: page.index - ExploredWorld.firstPage))
    word.combine(
      page.index << 24 | frame.references << 16 | pages.count { $0.frame == page.frame } << 8
        | relation(of: frame.origin, to: process))
    return word.value
  }

  /// Whether the origin of a frame is nowhere, the region of the process, that of another, or one that was given back.
  private func relation(of origin: Int, to process: Process) -> Int {
    if origin < 0 { return 0 }
    if origin == process.region { return 1 }
    return processes.contains { $0.region == origin && !$0.pages.isEmpty } ? 2 : 3
  }
}

extension ExplorationJudgement.Change {
  /// What guarantees distinguish: steps without a system call, calls that fail, and others. A refusal ends its process,
  /// as a call does.
  private enum Kind: Int { case ordinary, failure, call }

  private var kind: Kind {
    for case (_, .killed) in step.parts(of: observation) { return .call }
    return switch observation {
    case .failed, .wouldBlock: .failure
    default: step.action.isCall ? .call : .ordinary
    }
  }

  /// Stands for all that the guarantees ask of the change.
  fileprivate var key: UInt64 {
    let actor = Int(step.process.number)
    var sum = word(UInt64(kind.rawValue), before.expected.rows[actor].authority)
    if before.digest.supplies != after.digest.supplies { sum &+= 1 }
    for name in 0..<3 {
      let (former, present) = (before.digest.process(name), after.digest.process(name))
      if former == nil && present == nil { continue }
      let role: UInt64 = name == actor ? 1 : 2
      if former?.registers != present?.registers || former?.region != present?.region || role == 1 {
        sum &+= word(role, former?.registers ?? 0, present?.registers ?? 0, former?.region == present?.region ? 1 : 0)
      }
      sum &+= word(role, changes(from: former, to: present))
    }
    return sum
  }

  /// Stands for what became of the pages of a process.
  private func changes(from former: ForkStateDigest.Process?, to present: ForkStateDigest.Process?) -> UInt64 {
    var sum: UInt64 = 0
    var gone = former?.pages.count ?? 0
    for new in present?.pages ?? 0..<0 {
      let page = after.digest.pages[new]
      let old = former?.pages.first { before.digest.pages[$0].index == page.index }
      if old != nil { gone -= 1 }
      let part = old.map { before.parts[$0] } ?? 0
      let frame = old.map { before.digest.frames[before.digest.pages[$0].frame].number }
      let isMoved = frame != after.digest.frames[page.frame].number
      if isMoved || part != after.parts[new] { sum &+= word(part, after.parts[new], isMoved ? 1 : 0) }
    }
    // Pages go all at once, as far as these programs are concerned.
    return gone == 0 ? sum : word(sum, UInt64(gone))
  }

  /// What the state that the change leads to violates; it has to refine one of the states that may be true.
  func violation(in after: AddressSpaceState, _ reference: PosixReference) -> String? {
    let differences = reference.possibilities.map { $0.violations(ofRefinementBy: after).first }
    let difference = differences.contains { $0 == nil } ? nil : differences[0]
    return (difference ?? Invariant.all.lazy.flatMap { $0.violations(in: after) }.first).map { "\($0)" }
  }

  /// What the change itself violates.
  func violation(from before: AddressSpaceState, to after: AddressSpaceState) -> String? {
    let transition = Transition(from: before, to: after, by: step.process)
    var violations = transition.violations
    switch kind {
    case .ordinary: violations += transition.violationsOfNoninterference + transition.violationsOfMonotonicity
    case .failure: violations += transition.violationsOfAtomicFailure
    case .call:
      guard case (.fork(let child, _), .forked) = (step.action, observation) else { break }
      violations += transition.violationsOfCopying(to: child)
    }
    return violations.first.map { "\($0)" }
  }
}

extension ForkStateDigest {
  fileprivate func process(_ name: Int) -> Process? { processes.first { Int($0.name.number) == name } }
}

private func word(_ first: UInt64, _ second: UInt64, _ third: UInt64 = 0, _ fourth: UInt64 = 0) -> UInt64 {
  var hasher = WordHasher()
  hasher.combine(first)
  hasher.combine(second)
  hasher.combine(third)
  hasher.combine(fourth)
  return hasher.value
}
