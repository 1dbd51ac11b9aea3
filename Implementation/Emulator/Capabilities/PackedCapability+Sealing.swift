extension PackedCapability {
  /// The object type field.
  @inlinable @inline(__always)
  public var objectTypeField: UInt64 { (plainMetadata >> Format.objectTypeShift) & Self.objectTypeMask }

  /// The object type: negative where it is reserved and the format says so (`CGetType`).
  @inlinable @inline(__always)
  public var objectType: UInt64 {
    Self.shownType(objectTypeField)
  }

  /// Whether the object type is the unsealed one.
  @inlinable @inline(__always)
  public var isUnsealed: Bool { objectTypeField == Format.unsealedType }

  /// Whether the object type is any but the unsealed one, tagged or not (`CGetSealed`).
  @inlinable @inline(__always)
  public var isSealed: Bool { !isUnsealed }

  /// Whether this is a sealed entry: a capability that can be jumped to and nothing else.
  @inlinable @inline(__always)
  public var isSentry: Bool { objectTypeField == Format.sentryType }

  /// Whether the object type is one that no sealing capability can name.
  @inlinable @inline(__always)
  public var hasReservedType: Bool { !Self.isSealable(objectTypeField) }

  /// Sealed with the authority's address as the object type (`CSeal`).
  ///
  /// The tag is cleared if this capability is sealed, or the authority is not a tagged, unsealed sealing capability
  /// whose address is in bounds and an object type.
  @inlinable
  public func sealed(by authority: Self) -> Self {
    withType(authority.address).keepingTag(if: isUnsealed && authority.canSeal)
  }

  /// Sealed if the authority says so (`CCSeal`): unchanged if the authority is untagged, out of its bounds, or at the
  /// address that reads as the unsealed type, or if this capability is sealed already, tagged or not.
  @inlinable
  public func conditionallySealed(by authority: Self) -> Self {
    let address = authority.address
    guard authority.tag, isUnsealed, address != Self.shownType(Format.unsealedType),
      authority.bounds.contain(byteAt: address)
    else { return self }
    return sealed(by: authority)
  }

  /// Unsealed (`CUnseal`); it stays global only if the authority is.
  ///
  /// The tag is cleared unless this capability has an object type that can be sealed with, which is the address of a
  /// tagged, unsealed authority, in its bounds, with permission to unseal.
  @inlinable
  public func unsealed(by authority: Self) -> Self {
    let isPermitted =
      authority.tag && authority.isUnsealed && !hasReservedType
      && authority.address == objectTypeField
      && authority.hasPermission(Format.unsealPermission) && authority.bounds.contain(byteAt: authority.address)
    var result = unsealed().keepingTag(if: isPermitted)
    if !authority.hasPermission(Format.globalPermission) {
      result = Self(
        plainMetadata: result.plainMetadata & ~Format.globalPermission, address: address, tag: result.tag)
    }
    return result
  }

  /// Sealed as an entry (`CSealEntry`); the tag is cleared if the capability is sealed already.
  @inlinable @inline(__always)
  public func sealedAsEntry() -> Self {
    withType(Format.sentryType).keepingTag(if: isUnsealed)
  }

  /// The unsealed capability, as a jump to a sealed entry installs it. Asks for no authority.
  @inlinable @inline(__always)
  public func unsealed() -> Self { withType(Format.unsealedType) }

  /// An untagged or tagged copy of this capability with another object type.
  @inlinable @inline(__always)
  func withType(_ type: UInt64) -> Self {
    let field = (type & Self.objectTypeMask) << Format.objectTypeShift
    let rest = plainMetadata & ~(Self.objectTypeMask << Format.objectTypeShift)
    return Self(plainMetadata: rest | field, address: address, tag: tag)
  }

  @inlinable @inline(__always)
  static var objectTypeMask: UInt64 { (1 << Format.objectTypeWidth) &- 1 }

  @inlinable @inline(__always)
  static func shownType(_ field: UInt64) -> UInt64 {
    Format.reservedTypesAreNegative && !isSealable(field) ? field | ~objectTypeMask : field
  }

  @inlinable @inline(__always)
  static func isSealable(_ type: UInt64) -> Bool {
    type >= Format.firstSealableType && type <= Format.lastSealableType
  }

  /// Whether this capability may seal with its address as the object type.
  @inlinable @inline(__always)
  var canSeal: Bool {
    tag && isUnsealed && hasPermission(Format.sealPermission) && Self.isSealable(address)
      && bounds.contain(byteAt: address)
  }
}
