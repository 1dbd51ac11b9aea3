package import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import PropertyTesting

/// A case of the machine properties: instructions that are injected into a machine prepared by a ``MachinePreamble``.
package struct InstructionSequence: Codable, Hashable, Sendable {
  /// The mode in which the first instruction is executed.
  package var mode: EncodingMode
  /// The instructions, of 16 or 32 bits each.
  package var words: [UInt32]

  /// Makes a sequence.
  package init(mode: EncodingMode, words: [UInt32]) {
    self.mode = mode
    self.words = words
  }
}

extension InstructionSequence {
  /// The sequence for people: what it starts with, then an instruction a line, with its address and mode.
  func lines(from preamble: MachinePreamble) -> [String] {
    var state = preamble.state
    let start = "after the preamble, in \(mode) mode: s0 = window at \(String(MachinePreamble.window, radix: 16))"
    return [start]
      + words.map { word in
        let (address, mode) = (state.programCounter, state.mode)
        _ = state.step(injecting: word)
        return "\(address.hexadecimal): \(Instruction.disassembly(of: word, in: mode))"
          + "    # \(String(word, radix: 16)), \(mode) mode"
      }
  }
}

/// What the instructions of one case did.
struct InstructionTally {
  private var completed = [Int](repeating: 0, count: Operation.allCases.count)
  private var trapped = [Int](repeating: 0, count: Operation.allCases.count)
  private var labels: Set<String> = []

  /// Counts a step of the Model.
  mutating func add(_ step: StepRecord) {
    labels.insert(step.mode == .capability ? "capability mode" : "integer mode")
    guard let instruction = step.instruction else {
      labels.insert("illegal instruction")
      return
    }
    let operation = instruction.operation
    if instruction.namesUnchangedRegister { labels.insert("HINT that names a register") }
    switch step.outcome {
    case .trapped:
      trapped[Int(operation.rawValue)] += 1
      labels.insert("trap")
    case .completed(let effect):
      completed[Int(operation.rawValue)] += 1
      label(effect)
    }
  }

  private mutating func label(_ effect: Effect) {
    if case .capability(let loaded) = effect.read?.value, loaded.tag { labels.insert("tagged capability loaded") }
    if effect.reservation == .ended, effect.write != nil { labels.insert("store-conditional stored") }
    if effect.special?.register == .programCounterCapability, effect.register?.value.tag == true {
      labels.insert("entry or invocation")
    }
  }

  /// Takes the counts down.
  func record(in recorder: inout Recorder) {
    for label in labels { recorder.label(label) }
    for operation in Operation.allCases {
      let (completed, trapped) = (completed[Int(operation.rawValue)], trapped[Int(operation.rawValue)])
      guard completed + trapped > 0 else { continue }
      let name = Encoding.of(operation).mnemonic
      if completed > 0 { recorder.count(name, "completed", in: "instructions", by: completed) }
      if trapped > 0 { recorder.count(name, "trapped", in: "instructions", by: trapped) }
    }
  }
}

extension Instruction {
  /// Whether it is a compressed instruction that adds 0 to a register or shifts it by 0.
  fileprivate var namesUnchangedRegister: Bool {
    length == 2 && rd != 0 && rd == rs1 && immediate == 0 && [.addi, .slli, .srli, .srai].contains(operation)
  }
}

extension Instruction {
  /// The shortest usual instructions that put a constant into an integer register.
  static func loading(_ constant: UInt64, into register: UInt8) -> [Instruction] {
    let value = Int64(bitPattern: constant)
    let low = (value << 52) >> 52
    if value == low { return [Instruction(.addi, rd: register, immediate: low)] }
    let rest = value &- low
    let last = Instruction(.addi, rd: register, rs1: register, immediate: low)
    if rest == Int64(Int32(truncatingIfNeeded: rest)) {
      let upper = Instruction(.lui, rd: register, immediate: rest)
      return low == 0 ? [upper] : [upper, last]
    }
    let shifted = loading(UInt64(bitPattern: rest >> 12), into: register)
    return shifted + [Instruction(.slli, rd: register, rs1: register, immediate: 12)] + (low == 0 ? [] : [last])
  }

  /// The words of instructions in a mode; those that can't be encoded there are left out.
  static func words(_ instructions: [Instruction], in mode: EncodingMode) -> [UInt32] {
    instructions.compactMap { try? $0.encoded(in: mode) }
  }
}
