extension PackedCapability {
  /// The capability at another address; the tag is cleared where that would change its bounds (`CSetAddr`).
  @inlinable @inline(__always)
  public func withAddress(_ address: UInt64) -> Self {
    Self(metadata: metadata, address: address, tag: tag && isUnsealed && isRepresentable(at: address))
  }

  /// Whether bounds stay as they are when the address becomes the given one.
  @inlinable @inline(__always)
  public func isRepresentable(at address: UInt64) -> Bool {
    RepresentableSpace.keepsBounds(plainMetadata, from: self.address, to: address, in: Format.self)
  }

  /// The capability at its address plus the increment, by the fast representability check (`CIncOffset`).
  @inlinable @inline(__always)
  public func adding(_ increment: UInt64) -> Self {
    let isKept = Format.isQuicklyRepresentable(plainMetadata, address: address, increment: increment)
    return Self(
      metadata: metadata, address: address &+ increment,
      tag: tag && isUnsealed && isKept)
  }

  /// The capability at the given distance from its base, by the fast representability check (`CSetOffset`).
  @inlinable @inline(__always)
  public func withOffset(_ offset: UInt64, base: UInt64) -> Self {
    adding(base &+ offset &- address)
  }

  /// The same, for a caller who does not hold the bounds.
  @inlinable @inline(__always)
  public func withOffset(_ offset: UInt64) -> Self {
    withOffset(offset, base: bounds.base)
  }
}
