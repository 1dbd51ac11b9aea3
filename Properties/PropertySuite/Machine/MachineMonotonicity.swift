import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Whatever instructions are executed, until a trap every capability is within those that there were at the start.
///
/// What is judged is what the subject tells: the capabilities it writes to registers and memory, and where control
/// goes. A subject that tells only addresses is judged by what it writes to memory.
struct MachineMonotonicity: Property {
  private var subject: any MachineSubject
  private let preambles: [EncodingMode: MachinePreamble]
  private let authority: [EncodingMode: Authority]

  init(_ subject: any MachineSubject) {
    self.subject = subject
    preambles = Dictionary(uniqueKeysWithValues: EncodingMode.allCases.map { ($0, .confined(mode: $0)) })
    authority = preambles.mapValues { Authority(of: $0.state) }
  }

  let name = "machine.monotonicity"
  let guarantee = "Until a trap, no sequence of instructions makes a capability beyond those it began with."
  let rules = [
    "cap.setBounds.tag", "cap.andPermissions", "cap.unseal", "cap.buildCapability", "cap.seal.authority",
    "machine.capability.derive", "machine.jump.capability", "machine.jump.invoke", "machine.memory.store",
    "machine.atomic.conditional", "machine.system.permission", "machine.trap.take",
  ]
  let requirements = Requirements(
    cases: 300, shares: ["tagged capability written": 0.2, "untagged result of a derivation": 0.2, "trap": 0.1])

  func generate(from source: inout ChoiceSource) -> InstructionSequence {
    InstructionGenerator.sequence(from: &source, weights: InstructionTemplate.weightsAvoidingTraps)
  }

  mutating func check(_ sequence: InstructionSequence, recording: inout Recorder) throws -> Verdict {
    guard let preamble = preambles[sequence.mode], let authority = authority[sequence.mode] else {
      throw Discard("an encoding mode without preamble")
    }
    try subject.reset()
    for word in preamble.words { _ = try subject.execute(word) }
    for (index, word) in sequence.words.enumerated() {
      try recording.spend()
      let record = try subject.execute(word)
      if record.trap {
        recording.label("trap")
        break
      }
      label(record, &recording)
      if let finding = authority.violation(by: record) {
        return .fails(
          Failure(guarantee, step: index + 1, expected: "a capability within \(authority)", observed: finding))
      }
    }
    return .holds
  }

  private func label(_ record: TraceRecord, _ recording: inout Recorder) {
    guard let written = record.destinationCapability else { return }
    recording.label("tagged capability written", if: written.tag)
    recording.label("untagged result of a derivation", if: !written.tag && written.metadata != 0)
  }

  func describe(_ sequence: InstructionSequence) -> [String] {
    guard let preamble = preambles[sequence.mode] else { return [] }
    return sequence.lines(from: preamble)
  }
}

/// The capabilities that a sequence begins with.
private struct Authority: CustomStringConvertible {
  private let capabilities: [Capability]
  private let code: Bounds

  init(of state: MachineState) {
    let registers = (UInt8(1)...31).map { state.registers[$0] }
    capabilities = (registers + [state.defaultDataCapability, state.programCounterCapability]).filter(\.tag)
    code = state.programCounterCapability.bounds
  }

  /// How a record shows a capability beyond these, if it does.
  func violation(by record: TraceRecord) -> String? {
    let next = Integer(record.nextProgramCounter)
    guard code.base <= next && next <= code.top else { return "control at \(next.hexadecimal)" }
    let shown = [record.destinationCapability, record.memory?.readData, record.memory?.writeData]
    for bits in shown.compactMap(\.self) where bits.tag {
      let capability = Format.cc128.capability(bits)
      if !capabilities.contains(where: { $0.covers(capability) }) { return "\(capability)" }
    }
    return nil
  }

  var description: String { capabilities.map { "\($0)" }.joined(separator: "; ") }
}

extension Capability {
  /// Whether another capability grants nothing that this one does not. What is sealed grants only itself, unless it is
  /// an entry, which a jump unseals.
  fileprivate func covers(_ other: Capability) -> Bool {
    if isSealed && !isEntry { return isExactlyEqual(to: other) }
    return bounds.contains(other.bounds) && other.permissions.isSubset(of: permissions)
  }
}
