package import Architecture
import CapabilityModel
import ExactIntegers
package import MachineModel

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

/// One instruction in one state, with the end that the specification gives it.
package struct MachineSituation {
  /// The instruction as it was injected.
  package let word: UInt32
  /// The instruction, if it could be fetched and decoded.
  package let instruction: Instruction?
  /// The state before it.
  package let state: MachineState
  /// How it ends, and the state after it.
  package let specified: (ending: StepRecord.Outcome, record: StepRecord, state: MachineState)

  /// Lets the Model execute an instruction.
  package init(_ word: UInt32, in state: MachineState) {
    var next = state
    let record = next.step(injecting: word)
    self.word = word
    instruction = record.instruction
    self.state = state
    specified = (record.outcome, record, next)
  }

  /// The trap with which the instruction ends, if it does.
  var trap: Trap? {
    if case .trapped(let trap) = specified.ending { trap } else { nil }
  }

  /// What the instruction does, if it completes.
  var effect: Effect? {
    if case .completed(let effect) = specified.ending { effect } else { nil }
  }

  /// How another instruction would end in the place of this one, in the same state or another.
  func ending(of instruction: Instruction, in state: MachineState? = nil) -> StepRecord.Outcome {
    do throws(Trap) {
      return .completed(try (state ?? self.state).effect(of: instruction, word: word))
    } catch {
      return .trapped(error)
    }
  }
}

extension MachineSituation {
  /// An access to memory with its address and the capability that is to authorise it.
  struct AuthorisedAccess {
    let access: MemoryOperation
    let instruction: Instruction
    let address: Integer
    let authority: Capability
    /// The number of the register that authorises it, as `mtval` shows it: DDC is 33.
    let register: Int
  }

  /// The access of the instruction, if it has one and does not read tags only.
  var access: AuthorisedAccess? {
    guard let instruction, let access = instruction.operation.memory, access.kind != .loadTags else { return nil }
    let throughRegister =
      switch access.authority {
      case .byMode: state.mode == .capability
      case .defaultData: false
      case .capability: true
      }
    let hasOffset = Encoding.of(instruction.operation).format.arrangement == .offset
    let base = state.registers[instruction.rs1]
    return AuthorisedAccess(
      access: access, instruction: instruction,
      address: state.format.wrapped(base.address + (hasOffset ? Integer(instruction.immediate) : 0)),
      authority: throughRegister ? base : state.defaultDataCapability,
      register: throughRegister ? Int(instruction.rs1) : 32 + Int(SpecialRegister.defaultDataCapability.rawValue))
  }

  /// The state in which the authority of an access has one permission more.
  func state(adding permission: Permission, to access: AuthorisedAccess) -> MachineState {
    let authority = access.authority
    guard let position = authority.format.layout.permissions[permission] else { return state }
    let stronger = authority.format.decode(
      metadata: authority.metadata.replacingBits(position..<position + 1, with: 1), address: authority.address,
      tag: authority.tag)
    var state = state
    if access.register < 32 {
      state.registers[UInt8(access.register)] = stronger
    } else {
      state.defaultDataCapability = stronger
    }
    return state
  }
}

extension Trap {
  /// A capability exception: `mtval` is register * 32 + code.
  static func capability(code: Int, register: Int) -> Trap {
    Trap(.capabilityException, value: Integer(32 * register + code))
  }
}
