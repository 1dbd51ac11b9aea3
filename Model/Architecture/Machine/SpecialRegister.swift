/// The special capability registers, by their number in `CSpecialRW`.
public enum SpecialRegister: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case programCounterCapability = 0
  case defaultDataCapability = 1
  case machineTrapCodeCapability = 28
  case machineTrapDataCapability = 29
  case machineScratchCapability = 30
  case machineExceptionProgramCounterCapability = 31
}
