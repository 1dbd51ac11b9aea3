public import Architecture

extension Format {
  /// CHERI-RISC-V as of the CHERI ISA version 9, 128 bits (CHERI ISAv9, chapter 3.5; sail-cheri-riscv,
  /// `cheri_prelude_128.sail`).
  public static let cc128 = standard(.cc128, mantissaWidth: 14) {
    FormatLayout(
      metadataWidth: 64,
      permissions: FormatLayout.consecutive(
        [
          .global, .execute, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability, .seal, .cInvoke,
          .unseal, .accessSystemRegisters, .setCompartmentID, .user0, .user1, .user2, .user3,
        ], from: 48),
      flags: 45..<46, objectType: 27..<45, internalExponent: 26, top: 14..<26, bottom: 0..<14)
  } objectTypes: {
    ObjectTypes(unsealed: 0x3FFFF, entry: 0x3FFFE, reserved: 0x3FFFC...0x3FFFF, areReservedNegative: true)
  } adjust: {
    $0.readPermissions = Dictionary(uniqueKeysWithValues: $0.layout.permissions.keys.map { ($0, Int($0.rawValue)) })
    $0.memoryMask = 0x0000_1FFF_FC01_8004
  }

  /// Arm Morello, 128 bits (Arm Architecture Reference Manual Supplement, Morello for A-profile Architecture).
  public static let cc128m = standard(.cc128m, mantissaWidth: 16) {
    FormatLayout(
      metadataWidth: 64,
      permissions: FormatLayout.consecutive(
        [
          .global, .executive, .user0, .user1, .user2, .user3, .mutableLoad, .setCompartmentID, .cInvoke,
          .accessSystemRegisters, .unseal, .seal, .storeLocalCapability, .storeCapability, .loadCapability, .execute,
          .store, .load,
        ], from: 46),
      flags: 64..<64, objectType: 31..<46, internalExponent: 30, top: 16..<30, bottom: 0..<16)
  } objectTypes: {
    ObjectTypes(unsealed: 0, entry: 1, reserved: 0...3)
  } adjust: {
    $0.exponentEncoding = .complemented
    $0.internalExponentFlagIsSet = false
    $0.boundsAddressWidth = 56
    $0.malformedRule = .isEverything
  }

  /// The RISC-V standard's RV64Y, draft 0.9.9 (riscv-cheri, `rvy64-encoding`).
  public static let rv64y = standard(.rv64y, mantissaWidth: 14) {
    FormatLayout(
      metadataWidth: 64,
      permissions: FormatLayout.consecutive(
        [
          .capability, .store, .load, .execute, .accessSystemRegisters, .mutableLoad, .loadGlobal,
          .storeLocalCapability,
        ], from: 45
      )
      .merging(FormatLayout.consecutive([.user0, .user1, .user2, .user3], from: 60)) { first, _ in first }
      .merging([.global: 43]) { first, _ in first },
      flags: 44..<45, objectType: 27..<28, internalExponent: 26, top: 14..<26, bottom: 0..<14)
  } objectTypes: {
    ObjectTypes(unsealed: 0, entry: 1, reserved: 0...1)
  } adjust: {
    $0.exponentEncoding = .belowMaximum
    $0.internalExponentFlagIsSet = false
    $0.representableSpace = .quarterBelow
    $0.offsetCheck = .precise
    $0.malformedRule = .isEmpty
    $0.permissionRequirements = [
      PermissionRequirement(.capability, any: [.load, .store]),
      PermissionRequirement(.mutableLoad, all: [.capability, .load]),
      PermissionRequirement(.accessSystemRegisters, all: [.execute]),
      PermissionRequirement(.loadGlobal, all: [.capability, .load]),
      PermissionRequirement(.storeLocalCapability, all: [.capability, .store]),
    ]
    $0.sealedMaskRule = .clearsIfPermissionsChange
    $0.flagsRequire = [.execute]
    $0.readPermissions = [
      .store: 0, .mutableLoad: 1, .loadGlobal: 2, .storeLocalCapability: 3, .global: 4, .capability: 5, .user0: 6,
      .user1: 7, .user2: 8, .user3: 9, .accessSystemRegisters: 16, .execute: 17, .load: 18,
    ]
  }

  /// The format of a name.
  public static func named(_ name: FormatName) -> Format {
    switch name {
    case .cc128: cc128
    case .cc128m: cc128m
    case .rv64y: rv64y
    }
  }

  private static func standard(
    _ name: FormatName, mantissaWidth: Int, layout: () -> FormatLayout, objectTypes: () -> ObjectTypes,
    adjust: (inout FormatParameters) -> Void
  ) -> Format {
    var parameters = FormatParameters(
      name: name.rawValue, addressWidth: 64, mantissaWidth: mantissaWidth, layout: layout(), objectTypes: objectTypes())
    adjust(&parameters)
    do {
      return try Format(parameters)
    } catch {
      preconditionFailure("format \(name): \(error)")
    }
  }
}
