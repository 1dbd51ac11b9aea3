extension PackedCapability {
  /// Restores a tag (`CBuildCap`): `bits` become a capability again if the authority could have derived it.
  ///
  /// The authority must be tagged, unsealed and well-formed, contain the bounds and permissions, and the bits must be exactly what
  /// deriving them would give. Any object type but a sealed entry's becomes the unsealed one.
  @inlinable
  public static func build(_ bits: Self, authority: Self) -> Self {
    let result = bits.isSentry ? bits : bits.unsealed()
    let isDerivable =
      authority.tag && authority.isUnsealed && authority.isWellFormed && authority.containsAuthority(of: bits)
      && bits.isCanonical
      && (bits.plainMetadata ^ authority.plainMetadata) & Format.reservedMask == 0
    return Self(metadata: result.metadata, address: result.address, tag: isDerivable)
  }

  /// This capability, its address the object type of another (`CCopyType`).
  ///
  /// The tag is cleared if this capability is sealed, the type is reserved, or the bounds do not stay.
  @inlinable
  public func copyingType(of other: Self) -> Self {
    let type = other.objectType
    return Self(
      metadata: metadata, address: type,
      tag: tag && isUnsealed && !other.hasReservedType && isRepresentable(at: type))
  }

  /// Whether both are tagged or both are not, and the other's bounds and permissions are within this one's
  /// (`CTestSubset`). Seals do not count.
  @inlinable
  public func isSuperset(of other: Self) -> Bool {
    tag == other.tag && containsAuthority(of: other, orderedOnly: false)
  }

  /// Whether words and tag are the same (`CSEQX`).
  @inlinable @inline(__always)
  public func isIdentical(to other: Self) -> Bool { self == other }

  @inlinable @inline(__always)
  func containsAuthority(of other: Self, orderedOnly: Bool = true) -> Bool {
    let inner = other.bounds
    return bounds.contain(inner) && (inner.areOrdered || !orderedOnly)
      && other.plainMetadata & Format.permissionsMask & ~plainMetadata == 0
  }

  /// Whether setting the bounds that it has would give the very same bits.
  @inlinable @inline(__always)
  var isCanonical: Bool {
    let bounds = bounds
    let length = bounds.topLow &- bounds.base
    let carry = bounds.topCarry &- (bounds.topLow < bounds.base ? 1 : 0)
    let encoded = EncodedBounds(bounds, length: length, lengthCarry: carry & 1, in: Format.self)
    return encoded.bits == plainMetadata & Format.boundsMask && Format.legalized(plainMetadata) == plainMetadata
  }
}
