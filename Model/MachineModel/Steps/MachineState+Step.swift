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
    step { state throws(Trap) in try state.fetch(injecting: word) }
  }

  private mutating func step(_ fetch: (MachineState) throws(Trap) -> UInt32) -> StepRecord {
    let (address, mode) = (programCounter, mode)
    var instruction: Instruction?
    do throws(Trap) {
      let word = try fetch(self)
      let decoded = try decode(word)
      instruction = decoded
      let effect = try effect(of: decoded, word: word)
      countCycle()
      apply(effect, of: decoded)
      return StepRecord(
        programCounter: address, nextProgramCounter: programCounter, mode: mode, instruction: decoded,
        outcome: .completed(effect))
    } catch {
      countCycle()
      take(error)
      return StepRecord(
        programCounter: address, nextProgramCounter: programCounter, mode: mode, instruction: instruction,
        outcome: .trapped(error))
    }
  }

  /// Rule ``machine.step.decode``: A word that has no meaning in the encoding mode is an illegal instruction; the trap tells
  /// the word.
  private func decode(_ word: UInt32) throws(Trap) -> Instruction {
    guard let instruction = Instruction(decoding: word, mode: mode) else {
      throw Trap(.illegalInstruction, value: Integer(word & 3 == 3 ? word : word & 0xFFFF))
    }
    return instruction
  }

  /// Rule ``machine.step.count``: Every step is a cycle, and every instruction that completes is counted. An instruction that
  /// reads a counter is not counted in what it reads, and one that writes a counter is not added to what it writes.
  mutating func countCycle() {
    controlRegisters.cycle = format.wrapped(controlRegisters.cycle + 1)
  }

  /// Rule ``machine.step.complete``: An instruction that completes has its effect. Control goes on to the
  /// next instruction: PCC keeps its authority and takes its address, which is representable, since the present one is
  /// within the bounds.
  mutating func apply(_ effect: Effect, of instruction: Instruction) {
    controlRegisters.instret = format.wrapped(controlRegisters.instret + 1)
    programCounterCapability = programCounterCapability.moved(to: nextAddress(after: instruction))
    if let write = effect.write { store(write) }
    if let register = effect.register { registers[register.number] = register.value }
    if let special = effect.special { setSpecialRegister(special.register, to: special.value) }
    if let control = effect.control { setControlRegister(control.register, to: control.value) }
    switch effect.reservation {
    case .kept: break
    case .made: reservation = effect.reserved
    case .ended: reservation = nil
    }
  }

  private mutating func store(_ write: Effect.MemoryWrite) {
    switch write.access.value {
    case .data(let value, _): memory.store(value, at: write.place)
    case .capability(let capability): memory.storeCapability(capability, at: write.place.address)
    case .tags: break
    }
  }

  /// Rule ``machine.trap.take``: An instruction that traps has no effect. The cause and the value of the trap go to mcause and
  /// mtval, PCC goes to MEPCC, control goes to MTCC, and the reservation ends.
  mutating func take(_ trap: Trap) {
    controlRegisters.mcause = Integer(trap.cause.rawValue)
    controlRegisters.mtval = trap.value
    exceptionProgramCounterCapability = programCounterCapability
    programCounterCapability = trapCodeCapability
    reservation = nil
  }
}
