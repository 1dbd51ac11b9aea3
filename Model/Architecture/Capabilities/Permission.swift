/// The permissions a capability can carry, by their names in the CHERI ISA version 9 and, for those that only other
/// formats have, in Arm's and RISC-V's documents.
///
/// The raw value of the permissions of ISAv9 is the bit position in the result of `CGetPerm` on CHERI-RISC-V; the
/// others follow. Formats that lay permissions out differently (Morello, RV64Y) map their own bits to and from these
/// names.
public enum Permission: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case global = 0
  case execute = 1
  case load = 2
  case store = 3
  case loadCapability = 4
  case storeCapability = 5
  case storeLocalCapability = 6
  case seal = 7
  /// Morello calls it BranchSealedPair.
  case cInvoke = 8
  case unseal = 9
  /// Morello calls it System.
  case accessSystemRegisters = 10
  /// Morello calls it CompartmentID.
  case setCompartmentID = 11
  case user0 = 15
  case user1 = 16
  case user2 = 17
  case user3 = 18
  /// Morello: code runs in the executive banking of registers.
  case executive = 19
  /// Morello's MutableLoad, RV64Y's LM: loaded capabilities keep their store permissions.
  case mutableLoad = 20
  /// RV64Y's C: loads and stores move capabilities with their tags.
  case capability = 21
  /// RV64Y's LG: loaded capabilities stay global.
  case loadGlobal = 22
}

extension Permission {
  /// The letter that stands for the permission in texts: those that CheriBSD prints with `%#p` (r, w, x, R, W, E), and
  /// others that are still free.
  public var letter: Character {
    switch self {
    case .load: "r"
    case .store: "w"
    case .execute: "x"
    case .loadCapability: "R"
    case .storeCapability: "W"
    case .storeLocalCapability: "L"
    case .executive: "E"
    case .global: "G"
    case .capability: "C"
    case .mutableLoad: "M"
    case .loadGlobal: "g"
    case .seal: "s"
    case .unseal: "u"
    case .cInvoke: "i"
    case .accessSystemRegisters: "A"
    case .setCompartmentID: "c"
    case .user0: "0"
    case .user1: "1"
    case .user2: "2"
    case .user3: "3"
    }
  }

  /// The order in which texts name permissions: memory before everything else.
  public static let inTextOrder: [Permission] =
    [.load, .store, .execute, .loadCapability, .storeCapability, .storeLocalCapability]
    + allCases.filter {
      ![.load, .store, .execute, .loadCapability, .storeCapability, .storeLocalCapability].contains($0)
    }
}
