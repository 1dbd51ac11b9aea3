/// How a hart reads the encodings whose meaning CHERI-RISC-V makes dependent on the flag of the program counter
/// capability.
///
/// Source: CHERI ISA version 9, section on the capability encoding mode.
public enum EncodingMode: UInt8, CaseIterable, Codable, Hashable, Sendable {
  /// Addresses are integers, authorised by the default data capability: ordinary RISC-V programs run.
  case integer = 0
  /// Addresses are capabilities; jumps link with capabilities.
  case capability = 1
}
