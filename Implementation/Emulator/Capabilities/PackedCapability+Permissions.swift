extension PackedCapability {
  /// The permissions, laid out as the format's instruction shows them: `CGetPerm` for cc128.
  @inlinable @inline(__always)
  public var permissions: UInt64 { Format.permissions(in: plainMetadata) }

  /// Whether the capability has every one of the given permissions, laid out like ``permissions``.
  @inlinable @inline(__always)
  public func permits(_ permissions: UInt64) -> Bool {
    Format.permissionBits(for: permissions) & ~plainMetadata == 0
  }

  /// The permissions that the mask names as well (`CAndPerm`, `YPERMC`); the tag is cleared if the capability is
  /// sealed, unless the format says that its seal allows the change.
  @inlinable @inline(__always)
  public func withPermissions(and mask: UInt64) -> Self {
    let removed = Format.permissionsMask & ~Format.permissionBits(for: mask)
    let metadata = Format.legalized(plainMetadata & ~removed)
    let isAllowed = isUnsealed || Format.keepsSealedTag(from: plainMetadata, to: metadata)
    return Self(plainMetadata: metadata, address: address, tag: tag && isAllowed)
  }

  /// The format's flags; bit 0 is capability mode for cc128, integer mode for rv64y.
  @inlinable @inline(__always)
  public var flags: UInt64 { (plainMetadata >> Format.flagsShift) & Format.flagsMask }

  /// Other flags (`CSetFlags`); the tag is cleared if the capability is sealed.
  @inlinable @inline(__always)
  public func withFlags(_ flags: UInt64) -> Self {
    let cleared = plainMetadata & ~(Format.flagsMask << Format.flagsShift)
    let set = (flags & Format.flagsMask) << Format.flagsShift
    return Self(
      plainMetadata: Format.legalized(cleared | set), address: address, tag: tag && isUnsealed)
  }

  @inlinable @inline(__always)
  func hasPermission(_ bit: UInt64) -> Bool { plainMetadata & bit != 0 }
}
