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
