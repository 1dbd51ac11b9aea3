public import Architecture
import ExactIntegers
import MachineModel
public import Subjects
import Translation

extension ModelMachineSubject: ProgramSubject {
  /// Writes bytes to memory.
  public mutating func load(_ bytes: [UInt8], at address: UInt64) {
    for (offset, byte) in bytes.enumerated() {
      state.memory.store(Integer(byte), at: Integer(address) + Integer(offset), size: 1)
    }
  }

  /// Makes steps that fetch from memory.
  public mutating func run(instructions count: Int) -> MachineSummary {
    for _ in 0..<count { _ = state.step() }
    return MachineSummary(register: { state.registers[$0].bits }, special: { state.specialRegister($0).bits })
  }

  /// The granules from an address on.
  public func granules(at address: UInt64, count: Int) -> [CapabilityBits] {
    (0..<count).map { index in
      state.memory.loadCapability(Integer(address) + Integer(16 * index), format: state.format).bits
    }
  }
}
