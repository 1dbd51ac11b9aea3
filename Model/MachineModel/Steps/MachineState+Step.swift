public import Architecture
import CapabilityModel
import ExactIntegers

extension MachineState {
  /// Makes one step: fetches the instruction at the program counter and executes it.
  ///
  /// Where a rule leaves a freedom, it does the usual.
  public mutating func step() -> StepRecord {
    step(fetching: { state throws(Trap) in try state.fetch() }, choosing: { _ in true })
  }

  /// Makes one step with an instruction word as if it had been fetched from the program counter. There need not be any
  /// memory there, but PCC must allow the fetch.
  ///
  /// - Parameters:
  ///   - word: The instruction.
  ///   - isTaken: Whether a step that is allowed is the one to make. Where a rule leaves a freedom it is asked about
  ///     one after the other, the usual one first; if it takes none, the usual one is made.
  public mutating func step(
    injecting word: UInt32, choosing isTaken: (StepRecord) -> Bool = { _ in true }
  ) -> StepRecord {
    step(fetching: { state throws(Trap) in try state.fetch(injecting: word) }, choosing: isTaken)
  }

  private mutating func step(
    fetching fetch: (MachineState) throws(Trap) -> UInt32, choosing isTaken: (StepRecord) -> Bool
  ) -> StepRecord {
    let (address, mode) = (programCounter, mode)
    var instruction: Instruction?
    var sources: StepRecord.Sources?
    func record(_ outcome: StepRecord.Outcome, next: Integer) -> StepRecord {
      StepRecord(
        programCounter: address, nextProgramCounter: next, mode: mode, instruction: instruction, outcome: outcome,
        sources: sources)
    }
    do throws(Trap) {
      let word = try fetch(self)
      let decoded = try decode(word)
      instruction = decoded
      sources = .init(
        first: registers.integer(decoded.firstSource), second: registers.integer(decoded.secondSource))
      let effect = try effect(of: decoded, word: word)
      countCycle()
      return complete(decoded, effect, isTaken) { record(.completed($0), next: $1) }
    } catch {
      countCycle()
      take(error)
      return record(.trapped(error), next: programCounter)
    }
  }

  /// Rule ``machine.step.freedom``: Where a rule leaves a freedom, an instruction has one of the effects that are
  /// allowed.
  private mutating func complete(
    _ instruction: Instruction, _ usual: Effect, _ isTaken: (StepRecord) -> Bool,
    _ record: (Effect, Integer) -> StepRecord
  ) -> StepRecord {
    let before = usual.alternatives.isEmpty ? nil : self
    apply(usual, of: instruction)
    let step = record(usual, programCounter)
    guard let before, !isTaken(step) else { return step }
    for effect in usual.alternatives {
      var state = before
      state.apply(effect, of: instruction)
      let other = record(effect, state.programCounter)
      guard isTaken(other) else { continue }
      self = state
      return other
    }
    return step
  }

  /// Rule ``machine.step.decode``: A word that has no meaning in the encoding mode is an illegal instruction; the trap
  /// tells the word.
  private func decode(_ word: UInt32) throws(Trap) -> Instruction {
    guard let instruction = Instruction(decoding: word, mode: mode) else {
      throw Trap(.illegalInstruction, value: Integer(word & 3 == 3 ? word : word & 0xFFFF))
    }
    return instruction
  }

  /// Rule ``machine.step.count``: Every step is a cycle, and every instruction that completes is counted. An
  /// instruction that reads a counter is not counted in what it reads, and one that writes a counter is not added to
  /// what it writes.
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
    case .made(let new): reservation = new
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

  /// Rule ``machine.trap.take``: An instruction that traps has no effect. The cause and the value of the trap go to
  /// mcause and mtval, PCC goes to MEPCC, control goes to MTCC, and the reservation ends.
  mutating func take(_ trap: Trap) {
    controlRegisters.mcause = Integer(trap.cause.rawValue)
    controlRegisters.mtval = trap.value
    exceptionProgramCounterCapability = programCounterCapability
    programCounterCapability = trapCodeCapability
    reservation = nil
  }
}

extension MachineState {
  /// The instruction word at the program counter, read in pieces of two bytes: a compressed instruction needs no more.
  func fetch() throws(Trap) -> UInt32 {
    let bounds = try fetchBounds()
    try check(bounds, holdPieceAt: programCounter)
    let low = try piece(at: programCounter)
    guard low & 3 == 3 else { return low }
    try check(bounds, holdPieceAt: secondPiece)
    return low | (try piece(at: secondPiece)) << 16
  }

  /// The word, if it could have been fetched as far as PCC is concerned.
  func fetch(injecting word: UInt32) throws(Trap) -> UInt32 {
    let bounds = try fetchBounds()
    try check(bounds, holdPieceAt: programCounter)
    if word & 3 == 3 { try check(bounds, holdPieceAt: secondPiece) }
    return word
  }

  /// Where the second two bytes of an instruction are: at address 0 if the first are the last of the address space.
  private var secondPiece: Integer { format.wrapped(programCounter + 2) }

  /// Rule ``machine.fetch.check``: To fetch, PCC must be tagged, unsealed and executable, and its bounds must hold
  /// every two bytes that are fetched, each by themselves: an instruction may go on at address 0 if PCC holds
  /// everything.
  private func fetchBounds() throws(Trap) -> Bounds {
    let register = AuthorityRegister.special(.programCounterCapability)
    try programCounterCapability.checkIsUsable(register)
    guard programCounterCapability.permissions.contains(.execute) else {
      throw .capability(.permitExecuteViolation, register)
    }
    return programCounterCapability.bounds
  }

  private func check(_ bounds: Bounds, holdPieceAt address: Integer) throws(Trap) {
    guard bounds.contains(address, size: 2) else {
      throw .capability(.lengthViolation, .special(.programCounterCapability))
    }
  }

  private func piece(at address: Integer) throws(Trap) -> UInt32 {
    UInt32(truncatingIfNeeded: memory.load(try translate(address, size: 2, for: .fetch)))
  }
}

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
