import Architecture
import MachineModel
import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// The properties of the machine.
enum MachineProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    [
      MachineAgreement(try subjects.machine(), knowing: subjects.machineMayDeviate ? Deviation.all : []),
      MachinePrograms(try subjects.program()),
      MachineMonotonicity(try subjects.machine()),
      PageAgreement(subject: try subjects.page()), HartAgreement(try subjects.harts()),
    ]
  }
}

/// Random sequences, made beforehand, on which a machine is compared with the Model.
package struct MachineDifferential {
  private var agreement: MachineAgreement
  private let sequences: [InstructionSequence]

  /// Makes sequences as those of `machine.agreement`, and a machine to compare.
  package init(_ subjects: SubjectFactory, sequences count: Int, seed: UInt64 = 1) throws {
    agreement = MachineAgreement(try subjects.machine())
    sequences = (0..<count).map { index in
      var source = ChoiceSource(seed: seed &+ UInt64(index))
      return InstructionGenerator.sequence(from: &source)
    }
  }

  /// How many instructions one ``run()`` compares, without those that prepare the machine for each sequence.
  package var instructionCount: Int { sequences.reduce(0) { $0 + $1.words.count } }

  /// Executes all sequences on both and compares every trace record.
  ///
  /// - Throws: ``Difference`` at the first one.
  package mutating func run() throws {
    for sequence in sequences {
      if let failure = try agreement.compare(sequence, watch: { _ in }).failure {
        throw Difference(description: "expected \(failure.expected), observed \(failure.observed)")
      }
    }
  }

  /// What the machine did otherwise than the Model.
  package struct Difference: Error, CustomStringConvertible {
    package let description: String
  }
}

/// Every instruction does what the Model says: the trace records of random sequences are equal.
struct MachineAgreement: Property {
  private var subject: any MachineSubject
  private let deviations: [Deviation]
  private let preambles: [EncodingMode: MachinePreamble]

  /// Makes the property of a machine.
  ///
  /// - Parameter deviations: rules by which the machine may answer otherwise; none for our own.
  init(_ subject: any MachineSubject, knowing deviations: [Deviation] = []) {
    self.subject = subject
    self.deviations = deviations
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
      "store-conditional stored": 0.002, "entry or invocation": 0.02, "HINT that names a register": 0.05,
    ])

  func generate(from source: inout ChoiceSource) -> InstructionSequence {
    InstructionGenerator.sequence(from: &source)
  }

  mutating func check(_ sequence: InstructionSequence, recording: inout Recorder) throws -> Verdict {
    var tally = InstructionTally()
    defer { tally.record(in: &recording) }
    do {
      let comparison = try compare(sequence) { step in
        tally.add(step)
        try recording.spend()
      }
      for deviation in comparison.deviations {
        recording.count(deviation.name, deviation.kind.rawValue, in: MachineTables.knownRules)
      }
      return comparison.failure.map(Verdict.fails) ?? .holds
    } catch let misconduct as Misconduct {
      return .fails(misconduct.failure)
    }
  }

  /// Executes a sequence on the subject and the Model.
  ///
  /// - Parameters:
  ///   - sequence: what is executed after its preamble.
  ///   - watch: is told each step of the Model, those of the preamble excepted.
  /// - Returns: the first difference, and the known deviations before it.
  mutating func compare(
    _ sequence: InstructionSequence, watch: (StepRecord) throws -> Void
  ) throws -> (failure: Failure?, deviations: [Deviation]) {
    guard let preamble = preambles[sequence.mode] else { throw Discard("an encoding mode without preamble") }
    try Self.answer(step: 0) { try subject.reset() }
    for (word, expected) in zip(preamble.words, preamble.trace) {
      let observed = try Self.answer(step: 0) { try subject.execute(word) }
      guard observed.agrees(with: expected, leaving: Openness(subject)) else {
        return (failure(expected, observed, step: 0), [])
      }
    }
    var judge = MachineJudge(preamble.state, knowing: deviations, leaving: Openness(subject))
    for (index, word) in sequence.words.enumerated() {
      let expected = judge.expected(of: word)
      try watch(expected)
      let before = judge.deviationsNeeded
      let observed = try Self.answer(step: index + 1) { try subject.execute(word) }
      guard judge.follow(word, observed) != nil else {
        return (failure(TraceRecord(expected), observed, step: index + 1), before)
      }
    }
    return (nil, judge.deviationsNeeded)
  }

  /// What a machine answers. One that ends, stalls or answers nonsense is at fault like one that answers wrongly, and
  /// the instructions that bring it about can be shortened.
  private static func answer<Answer>(step: Int, _ ask: () throws -> Answer) throws -> Answer {
    do {
      return try ask()
    } catch let fault as MachineFault {
      throw Misconduct(
        failure: Failure(Conduct.guarantee, step: step, expected: "an answer", observed: fault.description))
    }
  }

  /// A machine that did not answer.
  private struct Misconduct: Error { var failure: Failure }

  func describe(_ sequence: InstructionSequence) -> [String] {
    guard let preamble = preambles[sequence.mode] else { return [] }
    return sequence.lines(from: preamble)
  }

  private func failure(_ expected: TraceRecord, _ observed: TraceRecord, step: Int) -> Failure {
    Failure(guarantee, step: step, expected: "\(expected)", observed: "\(observed)")
  }
}

/// The tables that the properties of the machine fill.
package enum MachineTables {
  /// How often a machine answered by a rule of ``Deviation``.
  package static let knownRules = "answers by known rules"
}

/// One access through one page, for every kind of access, tag, permission and policy: the whole table of faults.
struct PageAgreement: Property {
  let subject: any PageAccessSubject

  let name = "machine.pages"
  let guarantee = "A page strips, faults and allows tagged capabilities exactly as the Model says."
  let rules = [
    "machine.page.loadTable", "machine.page.storeTable", "machine.page.translate", "machine.load.tags",
    "machine.load.reservedCapability", "machine.atomic.swapCapability", "machine.load.capability",
    "machine.store.capability",
  ]
  let requirements = Requirements(cases: 300, shares: ["fault": 0.05, "tag kept": 0.05, "tag stripped": 0.05])

  func generate(from source: inout ChoiceSource) -> PageAccess {
    PageAccess(
      operation: source.element(of: PageAccess.Operation.allCases), valueIsTagged: source.boolean(),
      authorityLoadsCapabilities: source.boolean(probability: 0.8),
      loadPolicy: source.element(of: CapabilityLoadPolicy.allCases),
      storePolicy: source.element(of: CapabilityStorePolicy.allCases))
  }

  func check(_ access: PageAccess, recording: inout Recorder) throws -> Verdict {
    let expected = try access.resultInModel().withoutRegister
    let observed = try subject.perform(access).withoutRegister
    recording.label("fault", if: expected.trap != nil)
    recording.label("tag kept", if: expected.resultTags != 0)
    recording.label("tag stripped", if: expected.trap == nil && access.valueIsTagged && expected.resultTags == 0)
    return .expect(observed, expected, guarantee, step: 0)
  }

  func describe(_ access: PageAccess) -> [String] { ["\(access)"] }
}

extension PageAccessResult {
  /// The result without the number of the register that a capability exception tells: which one is used is up to the
  /// subject.
  fileprivate var withoutRegister: PageAccessResult {
    guard let trap, trap.cause == .capabilityException else { return self }
    var result = self
    result.trap = TrapRecord(cause: trap.cause, value: trap.value & 0x1F)
    return result
  }
}
