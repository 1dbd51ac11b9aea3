import Architecture
import CapabilityModel
import ExactIntegers

extension MachineState {
  /// Makes one step: fetches the instruction at the program counter and executes it.
  public mutating func step() -> StepRecord {
    step { state throws(Trap) in try state.fetch() }
  }

  /// Makes one step with an instruction word as if it had been fetched from the program counter. There need not be any
  /// memory there, but PCC must allow the fetch.
  public mutating func step(injecting word: UInt32) -> StepRecord {
    step { state throws(Trap) in
      try state.checkFetch(at: state.programCounter)
      if word & 3 == 3 { try state.checkFetchBounds(at: state.format.wrapped(state.programCounter + 2)) }
      return word
    }
  }

  private mutating func step(_ fetch: (MachineState) throws(Trap) -> UInt32) -> StepRecord {
    var record = StepRecord(
      programCounter: programCounter, nextProgramCounter: 0, mode: mode, instruction: nil, outcome: .completed(.none))
    controlRegisters.cycle = format.wrapped(controlRegisters.cycle + 1)
    do throws(Trap) {
      let word = try fetch(self)
      let instruction = try decode(word)
      record.instruction = instruction
      let effect = try effect(of: instruction, word: word)
      apply(effect, of: instruction)
      record.outcome = .completed(effect)
    } catch {
      take(error)
      record.outcome = .trapped(error)
    }
    record.nextProgramCounter = programCounter
    return record
  }

  /// Rule ``machine.step.decode``: A word that has no meaning in the encoding mode is an illegal instruction; the trap tells
  /// the word.
  private func decode(_ word: UInt32) throws(Trap) -> Instruction {
    guard let instruction = Instruction(decoding: word, mode: mode) else {
      throw Trap(.illegalInstruction, value: Integer(word & 3 == 3 ? word : word & 0xFFFF))
    }
    return instruction
  }

  /// Rule ``machine.step.complete``: An instruction that completes has its effect, and is counted.
  private mutating func apply(_ effect: Effect, of instruction: Instruction) {
    let next = effect.programCounterCapability ?? programCounterCapability.setAddress(nextAddress(after: instruction))
    controlRegisters.instret = format.wrapped(controlRegisters.instret + 1)
    if let write = effect.write { store(write) }
    if let register = effect.register { registers[register.number] = register.value }
    if let special = effect.special { setSpecialRegister(special.register, to: special.value) }
    if let control = effect.control { setControlRegister(control.register, to: control.value) }
    switch effect.reservation {
    case .kept: break
    case .made(let reservation): self.reservation = reservation
    case .ended: reservation = nil
    }
    programCounterCapability = next
  }

  private mutating func store(_ write: Effect.MemoryAccess) {
    switch write.value {
    case .data(let value, _): memory.store(value, at: write.place)
    case .capability(let capability): memory.storeCapability(capability, at: write.place.address)
    case .tags: break
    }
  }

  /// Rule ``machine.trap.take``: An instruction that traps has no effect. The cause and the value of the trap go to mcause and
  /// mtval, PCC goes to MEPCC, control goes to MTCC, and the reservation ends.
  private mutating func take(_ trap: Trap) {
    controlRegisters.mcause = Integer(trap.cause.rawValue)
    controlRegisters.mtval = trap.value
    exceptionProgramCounterCapability = programCounterCapability
    programCounterCapability = trapCodeCapability
    reservation = nil
  }
}
