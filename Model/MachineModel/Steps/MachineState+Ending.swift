public import Architecture

extension MachineState {
  /// Makes a step whose end is given: what another machine did, to go on from where that one stands.
  ///
  /// - Parameters:
  ///   - instruction: The instruction at the program counter; only one that traps may be unknown.
  ///   - outcome: How it ends.
  public mutating func step(_ instruction: Instruction?, endingAs outcome: StepRecord.Outcome) -> StepRecord {
    let (address, mode) = (programCounter, mode)
    let sources = instruction.map {
      StepRecord.Sources(first: registers.integer($0.firstSource), second: registers.integer($0.secondSource))
    }
    countCycle()
    switch (outcome, instruction) {
    case (.completed(let effect), let instruction?): apply(effect, of: instruction)
    case (.completed, nil): preconditionFailure("an instruction that completes has been decoded")
    case (.trapped(let trap), _): take(trap)
    }
    return StepRecord(
      programCounter: address, nextProgramCounter: programCounter, mode: mode, instruction: instruction,
      outcome: outcome, sources: sources)
  }
}
