/// What a capability exception (cause 0x1C) found wrong: the low five bits of `mtval`.
///
/// Source: CHERI ISA version 9, capability exception codes.
public enum CapabilityExceptionCode: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case lengthViolation = 0x01
  case tagViolation = 0x02
  case sealViolation = 0x03
  case typeViolation = 0x04
  case permitExecuteViolation = 0x11
  case permitLoadViolation = 0x12
  case permitStoreViolation = 0x13
  case permitLoadCapabilityViolation = 0x14
  case permitStoreCapabilityViolation = 0x15
  case permitStoreLocalCapabilityViolation = 0x16
  case accessSystemRegistersViolation = 0x18
  case permitCInvokeViolation = 0x19
}
