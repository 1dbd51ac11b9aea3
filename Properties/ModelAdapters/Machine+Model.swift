package import Architecture
import CapabilityModel
import ExactIntegers
package import MachineModel
package import SystemsUnderTest

extension MachineAdjustment {
  /// What leads from one state of the Model to another; `nil` if that is more than an adjustment can say, such as a
  /// reservation to be made.
  package init?(from: MachineState, to: MachineState) {
    self.init()
    for number in UInt8(1)...31 where from.registers[number] != to.registers[number] {
      registers[number] = to.registers[number].bits
    }
    for register in SpecialRegister.allCases where from.specialRegister(register) != to.specialRegister(register) {
      special[register] = to.specialRegister(register).bits
    }
    for register in [ControlRegister.mcause, .mtval, .mscratch, .mcycle, .minstret]
    where from.controlRegister(register) != to.controlRegister(register) {
      control[register] = UInt64(truncatingIfNeeded: to.controlRegister(register))
    }
    for address in to.memory.granules(differingFrom: from.memory) {
      granules[UInt64(truncatingIfNeeded: address)] = to.memory.loadCapability(address, format: to.format).bits
    }
    if from.reservation != to.reservation {
      guard to.reservation == nil else { return nil }
      endsReservation = true
    }
  }
}

extension MachineState {
  /// The state after an adjustment.
  package mutating func adjust(_ adjustment: MachineAdjustment) {
    for (number, bits) in adjustment.registers { registers[number] = format.capability(bits) }
    for (register, bits) in adjustment.special {
      let capability = format.capability(bits)
      switch register {
      case .programCounterCapability: programCounterCapability = capability
      case .defaultDataCapability: defaultDataCapability = capability
      case .machineTrapCodeCapability: trapCodeCapability = capability
      case .machineTrapDataCapability: trapDataCapability = capability
      case .machineScratchCapability: scratchCapability = capability
      case .machineExceptionProgramCounterCapability: exceptionProgramCounterCapability = capability
      }
    }
    for (register, value) in adjustment.control { controlRegisters.adjust(register, to: Integer(value)) }
    for (address, bits) in adjustment.granules {
      memory.storeCapability(format.capability(bits), at: Integer(address))
    }
    if adjustment.endsReservation { reservation = nil }
  }
}

extension ControlRegisters {
  /// Sets a register that holds something of its own; the others hold nothing that could be set.
  fileprivate mutating func adjust(_ register: ControlRegister, to value: Integer) {
    switch register {
    case .mcause: mcause = value
    case .mtval: mtval = value
    case .mscratch: mscratch = value
    case .mcycle, .cycle, .time: cycle = value
    case .minstret, .instret: instret = value
    case .mstatus, .misa, .mie, .mtvec, .mepc, .mip, .mvendorid, .marchid, .mimpid, .mhartid: break
    }
  }
}

extension MachineState {
  /// The state after the reset of a machine into which instructions are injected, as `MachineSubject` describes it.
  package static var injectionReset: MachineState {
    let memory = TaggedMemory(ranges: [Bounds(base: 0x8000_0000, top: 0x8080_0000)])
    return MachineState(format: .cc128, programCounter: 0x8000_0000, memory: memory)
  }
}

extension PageAccess {
  /// What the Model's machine does, in capability mode, with one page at virtual address 0.
  package func resultInModel() throws -> PageAccessResult {
    let (address, frame): (Integer, Integer) = (0, 0x8000_0000)
    var state = MachineState(
      format: .cc128, programCounter: 0,
      memory: TaggedMemory(ranges: [Bounds(base: frame, top: frame + Page.size)]))
    let root = state.format.root
    let value = valueIsTagged ? root : root.clearTag()
    var table = PageTable()
    table[address] = Page(frame: frame, loadPolicy: loadPolicy, storePolicy: storePolicy)
    state.pageTable = table
    state.programCounterCapability = root.setFlags(1)
    state.registers[10] = authorityLoadsCapabilities ? root : root.andPermissions(mask: ~0x10)
    state.registers[12] = operation == .storeCapability ? value : state.format.null
    if operation != .storeCapability { state.memory.storeCapability(value, at: frame) }

    let word = try operation.instruction.encoded(in: .capability)
    let step = state.step(injecting: word)
    let memoryTag = state.memory.isTagged(frame)
    switch step.outcome {
    case .completed: return PageAccessResult(trap: nil, resultTags: resultTags(state), memoryTag: memoryTag)
    case .trapped(let trap):
      let record = TrapRecord(cause: trap.cause, value: UInt64(truncatingIfNeeded: trap.value))
      return PageAccessResult(trap: record, resultTags: 0, memoryTag: memoryTag)
    }
  }

  private func resultTags(_ state: MachineState) -> UInt64 {
    switch operation {
    case .storeCapability: 0
    case .loadTags: UInt64(truncatingIfNeeded: state.registers.integer(11))
    case .loadDouble, .loadCapability, .loadReservedCapability, .swapCapability: state.registers[11].tag ? 1 : 0
    }
  }
}

extension TraceRecord {
  /// What RVFI reports of a step of the Model.
  package init(_ step: StepRecord) {
    self.init(
      programCounter: UInt64(truncatingIfNeeded: step.programCounter),
      nextProgramCounter: UInt64(truncatingIfNeeded: step.nextProgramCounter), trap: false,
      sources: SourceRegisters(step))
    switch step.outcome {
    case .completed(let effect):
      record(effect)
    case .trapped(let trap):
      self.trap = true
      trapRecord = TrapRecord(cause: trap.cause, value: UInt64(truncatingIfNeeded: trap.value))
      memory = trap.refusedAccess.map { MemoryAccess(address: UInt64(truncatingIfNeeded: $0)) }
    }
  }

  private mutating func record(_ effect: Effect) {
    if let register = effect.register, register.number != 0 {
      let bits = register.value.bits
      destination = register.number
      destinationValue = bits.address
      destinationCapability = bits
    }
    // RVFI reports a store-conditional that found another value as if it had written that value back.
    let write = effect.write?.access ?? (effect.reservation == .ended ? effect.read : nil)
    let read = effect.reservation == .ended ? nil : effect.read
    guard let access = read ?? write else { return }
    var memory = MemoryAccess(address: access.maskAndAddress.address)
    if let read { (memory.readMask, memory.readData) = (read.maskAndAddress.mask, read.data) }
    if let write { (memory.writeMask, memory.writeData) = (write.maskAndAddress.mask, write.data) }
    self.memory = memory
  }
}

extension SourceRegisters {
  /// What RVFI reports of the sources of a step.
  fileprivate init(_ step: StepRecord) {
    func source(_ number: UInt8, _ value: Integer) -> Source {
      number == 0 ? .none : Source(number: number, value: UInt64(truncatingIfNeeded: value))
    }
    guard let instruction = step.instruction, let sources = step.sources else {
      self = .none
      return
    }
    self.init(
      first: source(instruction.firstSource, sources.first), second: source(instruction.secondSource, sources.second))
  }
}

extension Effect.MemoryAccess {
  /// One bit for each byte, and the address of the first. Of a line of tags, RVFI shows the last granule.
  fileprivate var maskAndAddress: (mask: UInt32, address: UInt64) {
    let address = UInt64(truncatingIfNeeded: address)
    return switch value {
    case .data(_, let size): ((1 << UInt32(size)) - 1, address)
    case .capability: (0xFFFF, address)
    case .tags: (0xFFFF, address &+ 48)
    }
  }

  /// The value as words; of a line of tags, the last granule.
  fileprivate var data: CapabilityBits {
    switch value {
    case .data(let number, _):
      CapabilityBits(metadata: 0, address: UInt64(truncatingIfNeeded: number), tag: false)
    case .capability(let capability): capability.bits
    case .tags(_, let last): last.bits
    }
  }
}

/// The Model's harts, started and driven in the terms of ``HartSubject``.
extension HartGroup {
  private static let memory: Integer = 0x8000_0000

  /// The harts at their start.
  package init(_ start: HartStart) {
    let format = Format.cc128
    let size = Page.size * Integer(start.frames)
    var state = MachineState(
      format: format, programCounter: 0,
      memory: TaggedMemory(ranges: [Bounds(base: Self.memory, top: Self.memory + size)]))
    for number in UInt8(1)...31 {
      state.registers[number] = start.registers[number].map(format.capability) ?? format.null
    }
    state.programCounterCapability = format.capability(start.programCounter)
    var table = PageTable()
    for page in start.pages { table[page.address] = page.inModel(memory: Self.memory) }
    state.pageTable = table
    self.init(count: start.harts, startingAs: state)
  }

  /// Lets the next thing happen, with each instruction fetched through the same capability.
  ///
  /// - Parameter isTaken: where a rule leaves a freedom, whether what is allowed is what is to happen.
  package mutating func perform(
    _ step: HartStep, through code: CapabilityBits, choosing isTaken: (TraceRecord) -> Bool = { _ in true }
  ) -> HartRecord? {
    switch step {
    case .setPage(let page):
      setPage(page.inModel(memory: Self.memory), at: page.address)
      return nil
    case .execute(let hart, let word):
      let record = self.step(injecting: word, through: Format.cc128.capability(code), on: Int(hart)) {
        isTaken(TraceRecord($0))
      }
      var trace = TraceRecord(record.step)
      if trace.trap { trace.nextProgramCounter = trace.programCounter }
      return HartRecord(trace: trace, arrival: record.arrival.map { $0 == .kernel ? .kernel : .fault })
    }
  }
}

extension SharedPage {
  fileprivate var address: Integer { Page.size * Integer(number) }

  fileprivate func inModel(memory: Integer) -> Page? {
    guard let frame else { return nil }
    var page = Page(
      frame: memory + Page.size * Integer(frame), isReadable: isReadable, isWritable: isWritable, isExecutable: false,
      loadPolicy: loadPolicy, storePolicy: storePolicy)
    page.isKernelEntry = isKernelEntry
    return page
  }
}
