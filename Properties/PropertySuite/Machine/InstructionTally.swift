import Architecture
import CapabilityModel
import MachineModel
import PropertyTesting

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
