extension PackedCapability {
  /// This capability, its address the object type of another (`CCopyType`).
  ///
  /// The tag is cleared if this capability is sealed, the type is reserved, or the bounds do not stay.
  @inlinable
  public func copyingType(of other: Self) -> Self {
    let type = other.objectType
    return Self(
      metadata: metadata, address: type, tag: tag && isUnsealed && !other.hasReservedType && isRepresentable(at: type))
  }

  /// Whether both are tagged or both are not, and the other's bounds and permissions are within this one's
  /// (`CTestSubset`). Seals do not count.
  @inlinable
  public func isSuperset(of other: Self) -> Bool {
    tag == other.tag && bounds.contain(other.bounds) && hasPermissions(of: other)
  }

  /// Whether words and tag are the same (`CSEQX`).
  @inlinable @inline(__always)
  public func isIdentical(to other: Self) -> Bool {
    metadata == other.metadata && address == other.address && tag == other.tag
  }

  @inlinable @inline(__always)
  func hasPermissions(of other: Self) -> Bool {
    other.plainMetadata & Format.permissionsMask & ~plainMetadata == 0
  }
}
