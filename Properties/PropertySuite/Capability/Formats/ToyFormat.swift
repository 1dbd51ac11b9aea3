import Architecture
package import CapabilityModel

/// Formats with so few bits that every capability can be tried. Their rules are those of the formats for use.
package enum ToyFormat: String, CaseIterable, Codable, Sendable {
  /// The rules of ISAv9: 5-bit addresses, 4-bit mantissa, no permissions.
  case isav9
  /// The rules of ISAv9: 4-bit addresses, 4-bit mantissa, two permissions and two object types to seal with.
  case isav9Sealing
  /// The rules of ISAv9: 4-bit addresses, 4-bit mantissa, no permissions: few enough for every pair.
  case isav9Pairs
  /// The rules of RV64Y: 5-bit addresses, 4-bit mantissa, two permissions, one of which asks for the other.
  case rv64y
  /// The rules of Morello: 5-bit addresses of which bounds depend on four, 4-bit mantissa.
  case morello
  /// The rules of Morello for exponents beyond the greatest: 5-bit addresses, 5-bit mantissa, 4-bit exponent.
  case morelloMalformed

  /// The format in the Model's terms.
  package func format() throws -> Format {
    var parameters = FormatParameters(
      name: rawValue, addressWidth: [.isav9Sealing, .isav9Pairs].contains(self) ? 4 : 5, mantissaWidth: 4,
      layout: layout,
      objectTypes: objectTypes)
    parameters.exponentBitsTaken = 1
    switch self {
    // Null is unsealed and has an internal exponent, the greatest.
    case .isav9: parameters.memoryMask = 0b1_1_01_0001
    case .isav9Sealing: parameters.memoryMask = 0b11_1_01_0000
    case .isav9Pairs: parameters.memoryMask = 0b1_1_01_0000
    case .rv64y:
      parameters.exponentEncoding = .belowMaximum
      parameters.internalExponentFlagIsSet = false
      parameters.representableSpace = .quarterBelow
      parameters.offsetCheck = .precise
      parameters.malformedRule = .isEmpty
      parameters.permissionRequirements = [PermissionRequirement(.capability, all: [.load])]
      parameters.sealedMaskRule = .clearsIfPermissionsChange
    case .morello:
      parameters.boundsAddressWidth = 4
      parameters.exponentEncoding = .complemented
      parameters.internalExponentFlagIsSet = false
      parameters.malformedRule = .isEverything
    case .morelloMalformed:
      parameters.mantissaWidth = 5
      parameters.exponentBitsTaken = 2
      parameters.exponentEncoding = .complemented
      parameters.internalExponentFlagIsSet = false
      parameters.malformedRule = .isEverything
      parameters.boundsAddressWidth = 5
    }
    return try Format(parameters)
  }

  private var layout: FormatLayout {
    let mantissaWidth = self == .morelloMalformed ? 5 : 4
    let flag = 2 * mantissaWidth - 2
    let permissions: [Permission] =
      switch self {
      case .isav9, .isav9Pairs: []
      case .isav9Sealing: [.seal, .unseal]
      case .rv64y: [.load, .capability]
      case .morello: [.load]
      case .morelloMalformed: []
      }
    let objectType = flag + 1..<flag + (self == .isav9Sealing ? 3 : 2)
    let end = objectType.upperBound + permissions.count
    return FormatLayout(
      metadataWidth: end, permissions: FormatLayout.consecutive(permissions, from: objectType.upperBound),
      flags: end..<end, objectType: objectType, internalExponent: flag, top: mantissaWidth..<flag,
      bottom: 0..<mantissaWidth)
  }

  private var objectTypes: ObjectTypes {
    switch self {
    case .isav9, .isav9Pairs: ObjectTypes(unsealed: 1, entry: 0, reserved: 0...1, areReservedNegative: true)
    case .isav9Sealing: ObjectTypes(unsealed: 3, entry: 2, reserved: 2...3, areReservedNegative: true)
    case .rv64y, .morello, .morelloMalformed: ObjectTypes(unsealed: 0, entry: 1, reserved: 0...1)
    }
  }
}
