import Architecture
import MachineModel
import PropertyTesting
import Subjects
import Translation

/// Every instruction does what the Model says: the trace records of random sequences are equal.
struct MachineAgreement: Property {
  private var subject: any MachineSubject
  private let preambles: [EncodingMode: MachinePreamble]

  init(_ subject: any MachineSubject) {
    self.subject = subject
    preambles = Dictionary(uniqueKeysWithValues: EncodingMode.allCases.map { ($0, MachinePreamble(mode: $0)) })
  }

  let name = "machine.agreement"
  let guarantee =
    "Every instruction goes on, writes its register, accesses memory and traps exactly as the Model says."
  let rules = ["machine"]
  let requirements = Requirements(
    cases: 300,
    shares: [
      "trap": 0.4, "capability mode": 0.4, "integer mode": 0.1, "tagged capability loaded": 0.05,
      "store-conditional stored": 0.002, "entry or invocation": 0.02,
    ])

  func generate(from source: inout ChoiceSource) -> InstructionSequence {
    InstructionGenerator.sequence(from: &source)
  }

  mutating func check(_ sequence: InstructionSequence, recording: inout Recorder) throws -> Verdict {
    var tally = InstructionTally()
    defer { tally.record(in: &recording) }
    let failure = try difference(in: sequence) { step in
      tally.add(step)
      try recording.spend()
    }
    return failure.map(Verdict.fails) ?? .holds
  }

  /// The first difference between the subject and the Model.
  ///
  /// - Parameters:
  ///   - sequence: what is executed after its preamble.
  ///   - watch: is told each step of the Model, those of the preamble excepted.
  mutating func difference(
    in sequence: InstructionSequence, watch: (StepRecord) throws -> Void
  ) throws -> Failure? {
    guard let preamble = preambles[sequence.mode] else { throw Discard("an encoding mode without preamble") }
    try subject.reset()
    for (word, expected) in zip(preamble.words, preamble.trace) {
      if let failure = failure(expected, try subject.execute(word), step: 0) { return failure }
    }
    var state = preamble.state
    for (index, word) in sequence.words.enumerated() {
      let step = state.step(injecting: word)
      try watch(step)
      let observed = try subject.execute(word)
      if let failure = failure(TraceRecord(step), observed, step: index + 1) { return failure }
    }
    return nil
  }

  func describe(_ sequence: InstructionSequence) -> [String] {
    guard let preamble = preambles[sequence.mode] else { return [] }
    return sequence.lines(from: preamble)
  }

  /// How a record differs from the Model's, as far as the subject tells.
  private func failure(_ expected: TraceRecord, _ observed: TraceRecord, step: Int) -> Failure? {
    var (expected, observed) = (expected, observed)
    if !subject.tellsWholeAccesses { expected.memory = expected.memory?.lowestBytes }
    if !subject.tellsRefusedAccesses {
      (expected, observed) = (expected.withoutRefusedAccess, observed.withoutRefusedAccess)
    }
    observed = observed.completed(from: expected)
    guard observed != expected else { return nil }
    return Failure(guarantee, step: step, expected: "\(expected)", observed: "\(observed)")
  }
}
