package import MachineModel
package import SystemsUnderTest
import ModelAdapters

/// Follows the answers of a machine: in which states it can be, if it does what the specification says but for known
/// deviations.
///
/// What an instruction did is not always told at once: a tag that should be gone is seen when somebody asks for it. So
/// all states in which the machine may be are kept, until an answer tells them apart. A state that needs fewer
/// deviations comes first; an answer that fits no state is a difference.
package struct MachineJudge {
  /// A state in which the machine can be.
  package struct Belief {
    /// The state.
    package fileprivate(set) var state: MachineState
    /// The rules by which the machine came there, in the order in which they were needed.
    package fileprivate(set) var deviations: [Deviation] = []
  }

  /// How an answer was explained.
  package struct Explanation {
    /// The state from which the answer follows.
    package var before: MachineState
    /// What the specification says there.
    package var situation: MachineSituation
    /// The rule that is needed; `nil` if the answer is the specification's.
    package var deviation: Deviation?
    /// The state after it.
    package var after: MachineState
  }

  /// How many states are kept at most; those with the most deviations are given up.
  private static let limit = 32

  private let deviations: [Deviation]
  private let open: Openness
  /// The states in which the machine can be, the likeliest first; empty after an answer that nothing explains.
  package private(set) var beliefs: [Belief]

  /// Begins in one state.
  ///
  /// - Parameters:
  ///   - state: where the machine stands.
  ///   - deviations: the rules that may explain its answers.
  ///   - open: what its answers leave open.
  package init(
    _ state: MachineState, knowing deviations: [Deviation] = Deviation.all, leaving open: Openness = .ofRecording
  ) {
    // What a rule of the Model leaves open is nobody's deviation.
    self.deviations = [.conditionalSize] + deviations.filter { $0.name != Deviation.conditionalSize.name }
    self.open = open
    beliefs = [Belief(state: state)]
    likeliest = state
  }

  /// The state in which the machine most likely is; after an answer that nothing explains, the one before it.
  private var likeliest: MachineState

  /// What the specification says of the next instruction.
  package func expected(of word: UInt32) -> StepRecord {
    var state = likeliest
    return state.step(injecting: word)
  }

  /// The rules by which the machine came there.
  package var deviationsNeeded: [Deviation] { beliefs.first?.deviations ?? [] }

  /// Takes in an answer.
  ///
  /// - Returns: its explanation, as far as the likeliest state goes; `nil` if there is none. The judge is then of no
  ///   use.
  package mutating func follow(_ word: UInt32, _ answer: TraceRecord) -> Explanation? {
    var next: [(belief: Belief, explanation: Explanation)] = []
    func add(_ belief: Belief, _ explanation: Explanation) {
      // The earlier of two equal states needs no more deviations than the later, once the list is sorted.
      if !next.contains(where: {
        $0.belief.deviations.count <= belief.deviations.count && $0.belief.state == belief.state
      }) {
        next.append((belief, explanation))
      }
    }
    for belief in beliefs {
      let situation = MachineSituation(word, in: belief.state)
      if agrees(answer, with: situation.specified.record) {
        let after = situation.specified.state
        add(
          Belief(state: after, deviations: belief.deviations),
          Explanation(before: belief.state, situation: situation, after: after))
      }
      for deviation in deviations {
        for ending in deviation.endings(situation) where ending != situation.specified.ending {
          var after = belief.state
          var record = after.step(situation.instruction, endingAs: ending)
          record.sources = situation.specified.record.sources
          guard agrees(answer, with: record) else { continue }
          add(
            Belief(state: after, deviations: belief.deviations + [deviation]),
            Explanation(before: belief.state, situation: situation, deviation: deviation, after: after))
        }
      }
    }
    // The sort must keep the order of equals: narrow rules come before wide ones.
    let sorted = next.enumerated().sorted {
      ($0.element.belief.deviations.count, $0.offset) < ($1.element.belief.deviations.count, $1.offset)
    }
    beliefs = sorted.prefix(Self.limit).map(\.element.belief)
    if let first = beliefs.first { likeliest = first.state }
    return sorted.first?.element.explanation
  }

  private func agrees(_ answer: TraceRecord, with record: StepRecord) -> Bool {
    answer.agrees(with: TraceRecord(record), leaving: open)
  }
}

/// What a machine leaves open in its answers, beside causes of traps and metadata of registers.
package struct Openness: Sendable {
  /// Whether answers tell all of an access to memory; else its lowest eight bytes.
  package var tellsWholeAccesses = true
  /// Whether answers tell the address of an access that was refused.
  package var tellsRefusedAccesses = true

  /// That of a machine.
  package init(_ machine: some MachineSubject) {
    tellsWholeAccesses = machine.tellsWholeAccesses
    tellsRefusedAccesses = machine.tellsRefusedAccesses
  }

  /// That of a recording, which tells what it tells.
  package static let ofRecording = Openness(tellsRefusedAccesses: false)

  private init(tellsRefusedAccesses: Bool) {
    self.tellsRefusedAccesses = tellsRefusedAccesses
  }
}

extension TraceRecord {
  /// Whether an answer is what is expected, as far as it tells.
  package func agrees(with expected: TraceRecord, leaving open: Openness) -> Bool {
    var (expected, observed) = (expected, self)
    if !open.tellsWholeAccesses { expected.memory = expected.memory?.lowestBytes }
    if !open.tellsRefusedAccesses && memory == nil { expected = expected.withoutRefusedAccess }
    observed = observed.completed(from: expected)
    return observed == expected
  }
}
