import Emulator

/// The registers of a thread while no hart runs it.
struct ThreadContext: Sendable {
  /// c0 to c31; c0 is null.
  var registers: InlineArray<32, MachineCapability> = .init(repeating: .null)
  /// The program counter capability.
  var programCounter: MachineCapability = .null
  /// The default data capability.
  var defaultData: MachineCapability = .null

  /// Moves every capability from one region to another.
  mutating func relocate(by relocation: Relocation<CC128>) {
    for index in 1..<32 where registers[index].tag {
      registers[index] = relocation.relocate(registers[index]).capability
    }
    programCounter = relocation.relocate(programCounter).capability
    defaultData = relocation.relocate(defaultData).capability
  }
}
