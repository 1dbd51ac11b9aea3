import MachineModel

/// An answer otherwise than the specification's that is known: what a machine is seen to do against the ISA, or what
/// the ISA leaves to it.
///
/// It is a rule of its own, not a list of places: for each instruction and state it says how the instruction ends on
/// such a machine. An answer that is neither the specification's nor exactly that of a known rule stays a difference.
package struct Deviation: Sendable {
  /// What speaks for such an answer.
  package enum Kind: String, Codable, Sendable {
    /// Nothing: text and Sail say otherwise.
    case deviation
    /// The ISA allows it beside what the Model does.
    case freedom
  }

  /// The name of the rule, such as `deviation.conditional.permission`.
  package let name: String
  /// Whether the ISA allows the answer.
  package let kind: Kind
  /// What such a machine does, in one sentence.
  package let behaviour: String
  /// What the specification says, in one sentence.
  package let specified: String
  /// Where that stands, in Markdown.
  package let sources: [String]
  /// The machines that are known to do so.
  package let seenIn: [String]
  /// How the instruction may end on such a machine; nothing where the rule does not apply.
  let endings: @Sendable (MachineSituation) -> [StepRecord.Outcome]

  /// Makes a rule.
  init(
    _ name: String, _ kind: Kind = .deviation, behaviour: String, specified: String, sources: [String],
    seenIn: [String], endings: @escaping @Sendable (MachineSituation) -> [StepRecord.Outcome]
  ) {
    self.name = name
    self.kind = kind
    self.behaviour = behaviour
    self.specified = specified
    self.sources = sources
    self.seenIn = seenIn
    self.endings = endings
  }

  /// All rules, the narrowest first: of two that explain an answer the first is counted.
  package static let all: [Deviation] = capabilities + memory + system + freedoms
}

extension Deviation {
  /// The machine whose answers stand in `Tests/Vectors`.
  static let recordedMachine = "the recorded machine (QEMU of CTSRD-CHERI)"
  static let sail = "sail-cheri-riscv"
}
