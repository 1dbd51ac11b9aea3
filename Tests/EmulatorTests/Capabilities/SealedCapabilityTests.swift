import Architecture
import Emulator
import Testing

/// Operations on sealed capabilities, with results worked out by hand from the Sail model and the RV64Y draft.
struct SealedCapabilityTests {
  private static let root = MachineCapability.root
  /// Object types 16 to 31, at type 20.
  private static let authority = root.withAddress(16).withBounds(length: 16).capability.withAddress(20)
  private static let plain = root.withAddress(0x8000_0000)
  /// Sealed with type 7.
  private static let sealed = plain.sealed(by: root.withAddress(7))

  // Source: sail-cheri-riscv, cheri_insts.sail, execute CCSeal.
  @Test func `ccseal passes through what is sealed, and everything if the authority does not name a type`() {
    let authorities = [
      Self.authority, Self.authority.clearingTag(), Self.authority.withAddress(15), Self.authority.withAddress(32),
      Self.root.withAddress(.max), Self.authority.sealed(by: Self.root.withAddress(9)),
      Self.authority.withPermissions(and: ~0x80),
    ]
    for source in [
      Self.sealed, Self.sealed.clearingTag(), Self.plain.sealedAsEntry(), Self.plain.sealedAsEntry().clearingTag(),
    ] {
      for authority in authorities { #expect(source.conditionallySealed(by: authority) == source, "\(authority)") }
    }
    for source in [Self.plain, Self.plain.clearingTag()] {
      // Untagged, below its bounds, at their end, at the address that reads as unsealed.
      for authority in authorities[1...4] {
        #expect(source.conditionallySealed(by: authority) == source, "\(authority)")
      }
    }
  }

  @Test func `ccseal seals what is unsealed, and clears the tag where the authority may not seal`() {
    let result = Self.plain.conditionallySealed(by: Self.authority)
    #expect(result.tag && result.objectType == 20 && result.address == Self.plain.address)
    let refusals = [
      // Sealed itself; without the permission to seal; with an address that is no object type (0x3FFFB is the last).
      Self.authority.sealed(by: Self.root.withAddress(9)), Self.authority.withPermissions(and: ~0x80),
      Self.root.withAddress(0x3FFFC), Self.root.withAddress(0x4_0014),
    ]
    for authority in refusals {
      let refused = Self.plain.conditionallySealed(by: authority)
      #expect(!refused.tag && refused.address == Self.plain.address, "\(authority)")
      #expect(refused.objectTypeField == authority.address & 0x3FFFF, "\(authority)")
    }
    let untagged = Self.plain.clearingTag().conditionallySealed(by: Self.authority)
    #expect(!untagged.tag && untagged.objectType == 20)
  }

  // Source: sail-cheri-riscv, execute CCopyType: the type of what is unsealed is reserved.
  @Test(arguments: Supply.allCases)
  func `ccopytype of an unsealed capability clears the tag, in place as well`(supply: Supply) throws {
    for destination: UInt8 in [5, 6, 7] {
      let hart = try BareHart(.integer, supply)
      hart.machine.writeRegister(5, Self.plain, hart: 0)
      hart.machine.writeRegister(6, Self.plain, hart: 0)
      try hart.perform(Instruction(.cCopyType, rd: destination, rs1: 5, rs2: 6), .integer)
      let result = hart.machine.readRegister(Int(destination), hart: 0)
      #expect(!result.tag && result.address == .max, "into c\(destination)")
    }
  }

  // Source: RISC-V CHERI draft 0.9.9, YPERMC, and its Zylevels1.
  @Test func `Under a seal of RV64Y only what it protects counts`() {
    let sealed = PackedCapability<RV64Y>.root.sealedAsEntry()
    #expect(sealed.tag && sealed.isSealed)
    #expect(sealed.withPermissions(and: .max) == sealed)
    let local = sealed.withPermissions(and: ~0x10)
    #expect(local.tag && local.permissions == sealed.permissions & ~0x10)
    #expect(local.withPermissions(and: ~0x10) == local)
    // W, LM, LG, SL, C, the software-defined ones, ASR, X, R.
    for bit in [0, 1, 2, 3, 5, 6, 7, 8, 9, 16, 17, 18] {
      #expect(!sealed.withPermissions(and: ~(1 << UInt64(bit))).tag, "bit \(bit)")
    }
  }

  @Test func `Under a seal of ISAv9 or Morello, asking is enough to lose the tag`() {
    #expect(!Self.sealed.withPermissions(and: .max).tag)
    #expect(!PackedCapability<CC128M>.root.sealedAsEntry().withPermissions(and: .max).tag)
  }
}
