import Architecture
import CapabilityModel
import ExactIntegers
import Testing

@Suite("Sealed capabilities") struct SealedTests {
  /// The mask of all bits that the instruction for permissions reads, but for one permission.
  private static func mask(without permission: Permission, _ format: Format) throws -> Integer {
    .twoTo(64) - 1 - .twoTo(try #require(format.parameters.readPermissions[permission]))
  }

  private static let everything = Integer.twoTo(64) - 1

  @Test("RV64Y: a mask that takes nothing away keeps the tag under a seal")
  func nothingTaken() {
    let sealed = Format.rv64y.root.sealEntry()
    #expect(sealed.andPermissions(mask: Self.everything) == sealed)
  }

  @Test("RV64Y: Global may be cleared under a seal")
  func globalTaken() throws {
    let sealed = Format.rv64y.root.sealEntry()
    let local = sealed.andPermissions(mask: try Self.mask(without: .global, .rv64y))
    #expect(local.tag)
    #expect(!local.permissions.contains(.global))
    #expect(local.metadata == sealed.metadata - .twoTo(43))
  }

  @Test(
    "RV64Y: every permission is kept by a seal",
    arguments: [
      Permission.capability, .store, .load, .execute, .accessSystemRegisters, .mutableLoad, .loadGlobal,
      .storeLocalCapability, .user0, .user1, .user2, .user3,
    ])
  func permissionTaken(permission: Permission) throws {
    let sealed = Format.rv64y.root.sealEntry()
    let masked = sealed.andPermissions(mask: try Self.mask(without: permission, .rv64y))
    #expect(!masked.tag)
    #expect(!masked.permissions.contains(permission))
  }

  @Test("RV64Y: a permission that is lost for want of its company clears the tag as well")
  func companyTaken() throws {
    let loadable = Format.rv64y.root.andPermissions([.load, .capability, .mutableLoad])
    let masked = loadable.sealEntry().andPermissions(mask: try Self.mask(without: .capability, .rv64y))
    #expect(masked == loadable.andPermissions([.load]).sealEntry().clearTag())
  }

  @Test("RV64Y: an untagged sealed capability stays untagged")
  func untagged() {
    let sealed = Format.rv64y.root.sealEntry().clearTag()
    #expect(sealed.andPermissions(mask: Self.everything) == sealed)
  }

  @Test(
    "ISAv9 and Morello: a mask clears the tag of a sealed capability, whatever it takes",
    arguments: [FormatName.cc128, .cc128m])
  func alwaysCleared(name: FormatName) {
    let sealed = Format.named(name).root.sealEntry()
    #expect(sealed.andPermissions(mask: Self.everything) == sealed.clearTag())
  }

  /// Sources and authorities of `ccseal` on cc128, by what Sail has for each pair.
  @Test("ccseal passes its source through as Sail does, and else seals")
  func conditionalSeal() {
    let root = Format.cc128.root
    let plain = root.setAddress(0x40)
    let sealed = plain.seal(with: root.setAddress(7))
    let good = root.setAddress(9)
    let narrow = root.setAddress(0x100).setBounds(length: 16).capability
    let passing = [
      good.clearTag(), narrow.setAddress(0x90), narrow.setAddress(0x110), root.setAddress(.twoTo(64) - 1),
    ]
    for authority in passing {
      for source in [plain, plain.clearTag(), sealed, sealed.clearTag()] {
        #expect(source.conditionalSeal(with: authority) == source)
      }
    }
    for authority in [good, good.sealEntry(), good.andPermissions(mask: ~0x80)] {
      #expect(sealed.conditionalSeal(with: authority) == sealed)
      #expect(sealed.clearTag().conditionalSeal(with: authority) == sealed.clearTag())
    }
    #expect(plain.conditionalSeal(with: good) == plain.seal(with: good))
    #expect(plain.clearTag().conditionalSeal(with: good) == plain.seal(with: good).clearTag())
  }
}
