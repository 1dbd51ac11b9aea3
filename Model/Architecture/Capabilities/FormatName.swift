/// The capability formats that this project specifies, by the names used on the command line and in vectors.
public enum FormatName: String, CaseIterable, Codable, Hashable, Sendable {
  /// CHERI-RISC-V as of the CHERI ISA version 9: 128 bits, mantissa of 14 bits.
  case cc128
  /// Arm Morello: 128 bits, mantissa of 16 bits.
  case cc128m
  /// The RISC-V standard's RV64Y, draft 0.9.9: 128 bits, mantissa of 14 bits.
  case rv64y
}
