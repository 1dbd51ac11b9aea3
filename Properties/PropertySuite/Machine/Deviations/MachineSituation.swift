package import Architecture
package import MachineModel

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
