public import Architecture
public import ExactIntegers

/// All that one format of capabilities does differently from another.
public struct FormatParameters: Hashable, Sendable {
  /// The name of the format.
  public var name: String
  /// The number of bits in an address.
  public var addressWidth: Int
  /// MW: the number of bits in B.
  public var mantissaWidth: Int
  /// How many low bits each of T and B gives up to an internal exponent.
  public var exponentBitsTaken: Int = 3
  /// How an internal exponent is stored.
  public var exponentEncoding: ExponentEncoding = .plain
  /// Whether the flag is 1 or 0 when the exponent is internal.
  public var internalExponentFlagIsSet: Bool = true
  /// How many low bits of the address the bounds depend on; the highest of them is taken as a sign and continued.
  public var boundsAddressWidth: Int
  /// Which addresses share the bounds that a capability stores.
  public var representableSpace: RepresentableSpace = .roundedEighthBelow
  /// How offsets are checked.
  public var offsetCheck: OffsetCheck = .fast
  /// Which stored bounds are malformed.
  public var malformedRule: MalformedRule = .none
  /// Where the fields stand.
  public var layout: FormatLayout
  /// The meaning of object types.
  public var objectTypes: ObjectTypes
  /// What permissions ask for other permissions.
  public var permissionRequirements: [PermissionRequirement] = []
  /// When a mask of permissions clears the tag of a sealed capability.
  public var sealedMaskRule: SealedMaskRule = .alwaysClears
  /// The permissions without which all flags are 0.
  public var flagsRequire: PermissionSet = .none
  /// The position of each permission in the result of the instruction that reads them.
  public var readPermissions: [Permission: Int]
  /// The metadata in memory is the architectural one exclusive-or this, so that null is all zeros in memory.
  public var memoryMask: Integer = 0

  /// Makes parameters with the choices of ISAv9 where there is a choice. Permissions are read as they stand in the
  /// metadata word, shifted down so that the lowest is bit 0.
  public init(
    name: String, addressWidth: Int, mantissaWidth: Int, layout: FormatLayout, objectTypes: ObjectTypes
  ) {
    self.name = name
    self.addressWidth = addressWidth
    self.mantissaWidth = mantissaWidth
    self.boundsAddressWidth = addressWidth
    self.layout = layout
    self.objectTypes = objectTypes
    let lowest = layout.permissions.values.reduce(.max, min)
    self.readPermissions = layout.permissions.mapValues { $0 - lowest }
  }
}
