public import Architecture
import Emulator
public import Subjects

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
