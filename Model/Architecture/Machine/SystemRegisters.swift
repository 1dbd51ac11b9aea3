/// The control and status registers of this machine, by their number.
///
/// Source: RISC-V Privileged ISA, table of CSR addresses.
public enum ControlRegister: UInt16, CaseIterable, Codable, Hashable, Sendable {
  case mstatus = 0x300
  case misa = 0x301
  case mie = 0x304
  case mtvec = 0x305
  case mscratch = 0x340
  case mepc = 0x341
  case mcause = 0x342
  case mtval = 0x343
  case mip = 0x344
  case mcycle = 0xB00
  case minstret = 0xB02
  case cycle = 0xC00
  case time = 0xC01
  case instret = 0xC02
  case mvendorid = 0xF11
  case marchid = 0xF12
  case mimpid = 0xF13
  case mhartid = 0xF14
}

/// The special capability registers, by their number in `CSpecialRW`.
public enum SpecialRegister: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case programCounterCapability = 0
  case defaultDataCapability = 1
  case machineTrapCodeCapability = 28
  case machineTrapDataCapability = 29
  case machineScratchCapability = 30
  case machineExceptionProgramCounterCapability = 31
}
