public import Architecture

/// What the registers of a machine hold between two instructions.
public struct MachineSummary: Codable, Hashable, Sendable {
  /// c0 to c31.
  public var registers: [CapabilityBits]
  /// The special capability registers; the address of PCC is that of the next instruction.
  public var special: [SpecialRegister: CapabilityBits]

  /// Makes a summary of a machine whose registers are read by two functions.
  public init(
    register: (UInt8) throws -> CapabilityBits, special: (SpecialRegister) throws -> CapabilityBits
  ) rethrows {
    registers = try (UInt8(0)...31).map(register)
    self.special = Dictionary(uniqueKeysWithValues: try SpecialRegister.allCases.map { ($0, try special($0)) })
  }
}
