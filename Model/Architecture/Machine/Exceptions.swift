/// Why an instruction trapped: the value of `mcause`.
///
/// Source: RISC-V Privileged ISA, table of `mcause` values; CHERI ISA version 9, CHERI-RISC-V exception codes.
public enum ExceptionCause: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case instructionAddressMisaligned = 0x00
  case instructionAccessFault = 0x01
  case illegalInstruction = 0x02
  case breakpoint = 0x03
  case loadAddressMisaligned = 0x04
  case loadAccessFault = 0x05
  case storeAddressMisaligned = 0x06
  case storeAccessFault = 0x07
  case environmentCallFromUser = 0x08
  case environmentCallFromMachine = 0x0B
  case instructionPageFault = 0x0C
  case loadPageFault = 0x0D
  case storePageFault = 0x0F
  case capabilityLoadPageFault = 0x1A
  case capabilityStorePageFault = 0x1B
  case capabilityException = 0x1C
}

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
