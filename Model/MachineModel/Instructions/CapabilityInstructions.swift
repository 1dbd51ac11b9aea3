import Architecture
import CapabilityModel
import ExactIntegers

/// Xcheri on registers: what the operations of the capability model have to do with registers.
extension MachineState {
  /// Rule ``machine.capability.inspect``: Inspecting a capability never traps. The part that is asked for becomes an
  /// integer in the destination register; a top or a length of 2^64 is shown as 2^64 - 1.
  func inspection(_ instruction: Instruction, _ part: (Capability) -> Integer) -> Effect {
    writing(integer: part(registers[instruction.rs1]), to: instruction.rd)
  }

  /// Rule ``machine.capability.derive``: Deriving a capability never traps. Where the derivation is not allowed, the
  /// result is untagged.
  func derivation(
    _ instruction: Instruction, from source: Capability? = nil, _ result: (Capability, Capability) -> Capability
  ) -> Effect {
    writing(result(source ?? registers[instruction.rs1], registers[instruction.rs2]), to: instruction.rd)
  }

  /// Rule ``machine.capability.compare``: Comparing capabilities and turning them into integers never traps.
  func comparison(_ instruction: Instruction, _ result: (Capability, Capability) -> Integer) -> Effect {
    writing(integer: result(registers[instruction.rs1], registers[instruction.rs2]), to: instruction.rd)
  }

  /// Rule ``machine.capability.default``: Where `cbuildcap`, `cfromptr`, `ctestsubset` and `ctoptr` take an authority
  /// or a base, register 0 stands for DDC.
  func orDefault(_ register: UInt8) -> Capability {
    register == 0 ? defaultDataCapability : registers[register]
  }
}
