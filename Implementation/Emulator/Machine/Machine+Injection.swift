import Architecture

extension Machine {
  /// Executes one instruction as if it had been fetched from the program counter, whatever lies in memory there.
  ///
  /// - Parameters:
  ///   - word: an instruction of 16 or 32 bits, in the low bits.
  ///   - number: the number of the hart.
  /// - Returns: what it did.
  @discardableResult
  public func execute(_ word: UInt32, hart number: Int) -> StepRecord {
    let hart = hart(number)
    state.pointee.prepare(hart)
    return Execution(state, hart).inject(word)
  }
}

extension Execution {
  fileprivate func inject(_ word: UInt32) -> StepRecord {
    let counter = slot(MicroOperation.Slot.programCounter)
    let start = counter.pointee.address
    let traps = hart.pointee.traps
    var record = StepRecord(programCounter: start, nextProgramCounter: start)
    guard mayFetch(word, at: start) else {
      hart.pointee.steps &+= 1
      _ = takeTrap()
      record.trap = Trap(hart.pointee)
      record.nextProgramCounter = counter.pointee.address
      return record
    }
    let instruction = Instruction(decoding: word, mode: mode)
    if let instruction { record.sources = sources(of: instruction) }
    let block = scratchBlock(instruction, word)
    let operation = block.operations.pointee
    let address = accessAddress(operation)
    var access = plannedAccess(operation)
    _ = run(injecting: block, budget: 1)
    record.nextProgramCounter = counter.pointee.address
    guard hart.pointee.traps == traps else {
      let trap = Trap(hart.pointee)
      record.trap = trap
      if trap.cause.refusesData, let shape = operation.kind.access {
        record.access = AccessRecord(address: address, byteCount: shape.byteCount, read: nil, written: nil)
      }
      return record
    }
    if let destination = operation.writtenRegister {
      record.destination = destination
      record.result = slot(MicroOperation.Slot.register(destination)).pointee.capability
    }
    conclude(&access, after: operation)
    record.access = access
    record.entersKernel =
      hart.pointee.entryTarget == record.nextProgramCounter && page(of: record.nextProgramCounter).isKernelEntry
    return record
  }

  private func sources(of instruction: Instruction) -> SourceRecord {
    let (first, second) = (instruction.firstSource, instruction.secondSource)
    return SourceRecord(
      firstNumber: first, firstValue: slot(MicroOperation.Slot.register(first)).pointee.address, secondNumber: second,
      secondValue: slot(MicroOperation.Slot.register(second)).pointee.address)
  }

  /// The address that an operation goes to memory with, if it does.
  private func accessAddress(_ operation: MicroOperation) -> UInt64 {
    let address = slot(operation.first).pointee.address
    return operation.kind.access?.hasOffset == true ? address &+ operation.value : address
  }

  /// The access that an operation is going to make if nothing forbids it, with what it reads there.
  private func plannedAccess(_ operation: MicroOperation) -> AccessRecord? {
    guard let shape = operation.kind.access else { return nil }
    var address = accessAddress(operation)
    // Of the granules whose tags it reads, `cloadtags` reports the last.
    if operation.kind == .cLoadTags { address &+= 48 }
    if shape.isConditional, !hart.pointee.reservation.covers(address, UInt64(shape.byteCount)) { return nil }
    var read = shape.reads ? peek(address, shape.byteCount) : nil
    if read != nil {
      // What reads and writes has its authority where a store has its offset.
      let authority = shape.writes ? UInt16(truncatingIfNeeded: operation.immediate) : operation.second
      let keepsTag = slot(authority).pointee.metadata & Authority.loadCapability != 0
      if !keepsTag || page(of: address).loadPolicy != .allow { read?.tag = false }
    }
    return AccessRecord(address: address, byteCount: shape.byteCount, read: read, written: nil)
  }

  private func conclude(_ access: inout AccessRecord?, after operation: MicroOperation) {
    guard let planned = access, let shape = operation.kind.access else { return }
    // A store-conditional of an integer that finds another value than was reserved reports that value as written.
    if shape.isConditional, shape.byteCount == 16, slot(operation.destination).pointee.address != 0 {
      access = nil
    } else if shape.writes {
      access?.written = peek(planned.address, planned.byteCount)
    }
  }

  /// What memory holds, whatever the page table allows; zeros where there is nothing.
  private func peek(_ address: UInt64, _ byteCount: UInt8) -> MachineCapability {
    if byteCount == 16 {
      let page = page(of: address)
      return page.isPresent && address & 15 == 0 ? readGranule(address, of: page) : .null
    }
    var value: UInt64 = 0
    for index in 0..<UInt64(byteCount) {
      let page = page(of: address &+ index)
      guard page.isPresent else { continue }
      let byte = machine.pointee.memory.pointee.load(
        UInt8.self, frame: Int(page.frame), offset: Int((address &+ index) & 0xFFF))
      value |= UInt64(byte) &<< (8 &* index)
    }
    return MachineCapability(integer: value)
  }
}

extension ExceptionCause {
  /// Whether it refuses a load or a store at an address that the instruction may use and that is aligned.
  fileprivate var refusesData: Bool {
    switch self {
    case .loadAccessFault, .storeAccessFault, .loadPageFault, .storePageFault, .capabilityLoadPageFault,
      .capabilityStorePageFault:
      true
    case .instructionAddressMisaligned, .instructionAccessFault, .illegalInstruction, .breakpoint,
      .loadAddressMisaligned, .storeAddressMisaligned, .environmentCallFromUser, .environmentCallFromMachine,
      .instructionPageFault, .capabilityException:
      false
    }
  }
}
