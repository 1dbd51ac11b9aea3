/// The permissions a capability can carry, by their names in the CHERI ISA version 9.
///
/// The raw value is the bit position in the result of `CGetPerm` on CHERI-RISC-V. Formats that lay permissions out
/// differently (Morello, RV64Y) map their own bits to and from these names.
public enum Permission: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case global = 0
  case execute = 1
  case load = 2
  case store = 3
  case loadCapability = 4
  case storeCapability = 5
  case storeLocalCapability = 6
  case seal = 7
  case cInvoke = 8
  case unseal = 9
  case accessSystemRegisters = 10
  case setCompartmentID = 11
  case user0 = 15
  case user1 = 16
  case user2 = 17
  case user3 = 18
}
