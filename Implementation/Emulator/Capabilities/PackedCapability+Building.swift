extension PackedCapability {
  /// Restores a tag (`CBuildCap`): `bits` become a capability again if the authority could have derived it.
  ///
  /// The authority must be tagged, unsealed and well-formed, contain the bounds and permissions, and the bits must be
  /// exactly what deriving them would give. Any object type but a sealed entry's becomes the unsealed one.
  @inlinable
  public static func build(_ bits: Self, authority: Self) -> Self {
    let result = bits.isSentry ? bits : bits.unsealed()
    let isDerivable =
      authority.canDerive && bits.isCanonical
      && authority.contains(boundsOf: bits)
      && authority.hasPermissions(of: bits)
      && (bits.plainMetadata ^ authority.plainMetadata) & Format.reservedMask == 0
    return Self(metadata: result.metadata, address: result.address, tag: isDerivable)
  }

  @inlinable @inline(__always)
  var canDerive: Bool { tag && isUnsealed && isWellFormed }

  /// Whether another's bounds are in order and lie within these.
  @inlinable @inline(__always)
  func contains(boundsOf other: Self) -> Bool {
    let inner = other.bounds
    return inner.areOrdered && bounds.contain(inner)
  }

  /// Whether setting the bounds that it has would give the very same bits, and its permissions are legal.
  @inlinable @inline(__always)
  var isCanonical: Bool {
    let bounds = bounds
    let (length, borrow) = bounds.topLow.subtractingReportingOverflow(bounds.base)
    let carry = (bounds.topCarry &- (borrow ? 1 : 0)) & 1
    let encoded = EncodedBounds(bounds, length: length, lengthCarry: carry, in: Format.self)
    return encoded.bits == plainMetadata & Format.boundsMask && Format.legalized(plainMetadata) == plainMetadata
  }
}
