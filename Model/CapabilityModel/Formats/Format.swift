public import Architecture
public import ExactIntegers

/// A format of capabilities: how authority is packed into a metadata word and an address.
///
/// One text of decoding, encoding and operations serves all formats; what differs between them are the
/// ``parameters``. A format never changes. It is a reference only because every capability carries its format, and a
/// reference is cheap to carry; two formats with equal parameters are equal.
public final class Format: Sendable {
  /// What this format does differently from others.
  public let parameters: FormatParameters
  /// Emax: the exponent that the whole address space needs.
  public let maximumExponent: Int
  /// Every permission that the format has a place for, with its position in the metadata word, lowest first.
  public let permissionPlaces: [PermissionPlace]
  /// The bits of the metadata word that no field claims.
  public let reservedBits: Integer

  /// A permission and its position in the metadata word.
  public struct PermissionPlace: Hashable, Sendable {
    /// The permission.
    public let permission: Permission
    /// The position of its bit.
    public let position: Int
  }

  /// Makes a format from its parameters, or says how they contradict themselves.
  public init(_ parameters: FormatParameters) throws(FormatError) {
    try parameters.check()
    self.parameters = parameters
    maximumExponent = parameters.maximumExponent
    permissionPlaces = parameters.layout.permissions
      .map { PermissionPlace(permission: $0.key, position: $0.value) }
      .sorted { $0.position < $1.position }
    reservedBits = parameters.layout.fields.reduce(.twoTo(parameters.layout.metadataWidth) - 1) {
      $0.replacingBits($1.bits, with: 0)
    }
    try checkNull()
  }
}

extension Format: Hashable {
  /// Whether two formats do everything alike.
  public static func == (left: Format, right: Format) -> Bool {
    left === right || left.parameters == right.parameters
  }

  /// Feeds the name to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(parameters.name)
  }
}

extension Format: CustomStringConvertible {
  /// The name.
  public var description: String { parameters.name }
}

extension Format {
  /// The number of bits in an address.
  public var addressWidth: Int { parameters.addressWidth }
  /// MW: the number of bits in B.
  public var mantissaWidth: Int { parameters.mantissaWidth }
  /// Where the fields stand in the metadata word.
  public var layout: FormatLayout { parameters.layout }
  /// The meaning of object types.
  public var objectTypes: ObjectTypes { parameters.objectTypes }

  /// 2 to the address width: one past the highest address.
  public var addressSpaceSize: Integer {
    .twoTo(addressWidth)
  }

  /// The bounds of everything.
  public var wholeAddressSpace: Bounds {
    Bounds(base: 0, top: addressSpaceSize)
  }

  /// Every permission that the format knows.
  public var allPermissions: PermissionSet {
    PermissionSet(permissionPlaces.map(\.permission))
  }

  /// Whether there are object types that software can seal with, given the authority.
  public var hasSealableObjectTypes: Bool {
    objectTypes.reserved.count < 1 << layout.objectType.count
  }

  /// A number modulo the size of the address space, as registers hold it.
  public func wrapped(_ number: Integer) -> Integer {
    number.modulo(twoTo: addressWidth)
  }
}

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

/// Why parameters contradict themselves and make no format.
public enum FormatError: Error, Hashable, Sendable {
  /// A width is too small to mean anything, or too large for another.
  case width(name: String, bits: Int, allowed: ClosedRange<Int>)
  /// A field has another size than the parameters ask for.
  case fieldSize(name: String, bits: Int, expected: Int)
  /// A field reaches beyond the metadata word.
  case fieldOutside(name: String, metadataWidth: Int)
  /// Two fields share a bit.
  case fieldsOverlap(String, String, bit: Int)
  /// The bits given up to the exponent can't hold the greatest exponent that the address space asks for.
  case exponentTooSmall(bits: Int, maximumExponent: Int)
  /// An object type has no place in its field, or means two things, or isn't reserved though the architecture uses it.
  case objectType(name: String, value: Int)
  /// A permission's requirement names a permission that the format doesn't have.
  case unknownPermission(String)
  /// A permission isn't given a position within a register in which it is read.
  case unreadablePermission(String)
  /// The metadata of null isn't that of an untouched capability without authority.
  case null(metadata: Integer, reason: String)
}

extension FormatError: CustomStringConvertible {
  /// The contradiction, and what would resolve it.
  public var description: String {
    switch self {
    case .width(let name, let bits, let allowed):
      "the \(name) is \(bits) bits; it must be from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .fieldSize(let name, let bits, let expected):
      "field \(name) has \(bits) bits; the other parameters ask for \(expected)"
    case .fieldOutside(let name, let metadataWidth):
      "field \(name) reaches beyond the \(metadataWidth) bits of the metadata word"
    case .fieldsOverlap(let one, let other, let bit):
      "fields \(one) and \(other) both claim bit \(bit)"
    case .exponentTooSmall(let bits, let maximumExponent):
      "an exponent of \(bits) bits can't reach \(maximumExponent), which the whole address space asks for; "
        + "take more bits from T and B, or make the mantissa wider"
    case .objectType(let name, let value):
      "object type \(value) can't be the \(name) one: it must fit its field, be reserved and mean one thing only"
    case .unknownPermission(let name):
      "a rule asks for permission \(name), which the layout gives no place"
    case .unreadablePermission(let name):
      "permission \(name) needs a position, within the width of an address, at which it is read"
    case .null(let metadata, let reason):
      "null, with architectural metadata \(metadata.hexadecimal), \(reason); choose another memory mask"
    }
  }
}
