public import Architecture
import Emulator
public import SystemsUnderTest

/// The emulator in bare mode, as a machine into which instructions are injected.
public final class EmulatorMachineSubject: MachineSubject {
  let machine: Machine
  private let resetState: MachineSnapshot

  /// Makes a machine in the reset state.
  ///
  /// - Throws: `PhysicalMemoryError` if the host cannot provide the memory.
  public init() throws {
    machine = try Machine.bare()
    resetState = machine.snapshot()
  }

  /// Returns to the reset state, in time proportional to the memory written since.
  public func reset() { machine.restore(resetState) }

  /// Executes one instruction as if it had been fetched from the program counter.
  public func execute(_ instruction: UInt32) -> TraceRecord {
    TraceRecord(machine.execute(instruction, hart: 0))
  }

  /// Changes the state of the hart and of memory.
  public func adjust(_ adjustment: MachineAdjustment) -> Bool {
    for (number, bits) in adjustment.registers {
      machine.writeRegister(Int(number), MachineCapability(bits), hart: 0)
    }
    for (register, bits) in adjustment.special { machine.writeSpecial(register, MachineCapability(bits), hart: 0) }
    for (register, value) in adjustment.control { machine.writeControl(register, value, hart: 0) }
    machine.withMemory { memory in
      for (address, bits) in adjustment.granules {
        let (frame, granule) = Int((address - Self.memoryBase) / 16)
          .quotientAndRemainder(dividingBy: PhysicalMemory.granulesPerFrame)
        memory.store(MachineCapability(bits), frame: frame, granule: granule)
      }
    }
    if adjustment.endsReservation { machine.clearReservation(hart: 0) }
    return true
  }
}

extension TraceRecord {
  /// The record of a step of the emulator.
  init(_ step: StepRecord) {
    self.init(
      programCounter: step.programCounter, nextProgramCounter: step.nextProgramCounter, trap: step.trap != nil,
      trapRecord: step.trap.map { TrapRecord(cause: $0.cause, value: $0.value) }, destination: step.destination,
      destinationValue: step.result.address,
      destinationCapability: step.destination == 0 ? nil : step.result.bits,
      memory: step.access.map(MemoryAccess.init), sources: SourceRegisters(step.sources))
  }
}

extension SourceRegisters {
  fileprivate init(_ record: SourceRecord) {
    self.init(
      first: Source(number: record.firstNumber, value: record.firstValue),
      second: Source(number: record.secondNumber, value: record.secondValue))
  }
}

extension MemoryAccess {
  fileprivate init(_ access: AccessRecord) {
    let mask = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(access.byteCount)) &- 1)
    self.init(
      address: access.address, readMask: access.read == nil ? 0 : mask,
      readData: access.read?.bits ?? .zero, writeMask: access.written == nil ? 0 : mask,
      writeData: access.written?.bits ?? .zero)
  }
}

extension EmulatorMachineSubject: ProgramSubject {
  static let memoryBase: UInt64 = 0x8000_0000

  /// Writes bytes to memory.
  public func load(_ bytes: [UInt8], at address: UInt64) {
    machine.withMemory { memory in
      for (offset, byte) in bytes.enumerated() {
        let place = Int(address - Self.memoryBase) + offset
        memory.store(byte, frame: place / PhysicalMemory.frameSize, offset: place % PhysicalMemory.frameSize)
      }
    }
  }

  /// Runs translated blocks, with a budget of so many instructions.
  public func run(instructions count: Int) -> MachineSummary {
    _ = machine.run(hart: 0, budget: count)
    return MachineSummary(
      register: { machine.readRegister(Int($0), hart: 0).bits },
      special: { machine.readSpecial($0, hart: 0).bits })
  }

  /// The granules from an address on.
  public func granules(at address: UInt64, count: Int) -> [CapabilityBits] {
    (0..<count).map { index in
      let granule = Int(address - Self.memoryBase) / 16 + index
      let (frame, number) = granule.quotientAndRemainder(dividingBy: PhysicalMemory.granulesPerFrame)
      return machine.memory.load(MachineCapability.self, frame: frame, granule: number).bits
    }
  }
}
