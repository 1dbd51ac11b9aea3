extension PackedCapability {
  /// The permissions: laid out as the result of `CGetPerm` for cc128, with user permissions from bit 15 on; the format's
  /// own field, moved down to bit 0, for the others.
  @inlinable @inline(__always)
  public var permissions: UInt64 {
    let field = (plainMetadata >> Format.permissionsShift) & Format.permissionsMask
    return (field & Format.lowPermissions) | ((field & ~Format.lowPermissions) << Self.permissionsGap)
  }

  /// Whether the capability has every one of the given permissions, laid out like ``permissions``.
  @inlinable @inline(__always)
  public func permits(_ permissions: UInt64) -> Bool {
    self.permissions & permissions == permissions
  }

  /// The permissions that the mask names as well (`CAndPerm`); the tag is cleared if the capability is sealed.
  @inlinable @inline(__always)
  public func withPermissions(and mask: UInt64) -> Self {
    let field = (mask & Format.lowPermissions) | ((mask >> Self.permissionsGap) & ~Format.lowPermissions)
    let removed = (Format.permissionsMask & ~field) << Format.permissionsShift
    return Self(plainMetadata: Format.legalized(plainMetadata & ~removed), address: address, tag: tag && isUnsealed)
  }

  /// The format's flags; bit 0 is capability mode for cc128, integer mode for rv64y.
  @inlinable @inline(__always)
  public var flags: UInt64 { (plainMetadata >> Format.flagsShift) & Format.flagsMask }

  /// Other flags (`CSetFlags`); the tag is cleared if the capability is sealed.
  @inlinable @inline(__always)
  public func withFlags(_ flags: UInt64) -> Self {
    let cleared = plainMetadata & ~(Format.flagsMask << Format.flagsShift)
    let set = (flags & Format.flagsMask) << Format.flagsShift
    let metadata = Format.flagsMask == 0 ? plainMetadata : Format.legalized(cleared | set)
    return Self(plainMetadata: metadata, address: address, tag: tag && isUnsealed)
  }

  /// `CGetPerm` leaves three bits free between the permissions of the hardware and those of the user.
  @inlinable @inline(__always)
  static var permissionsGap: UInt64 { 3 }

  @inlinable @inline(__always)
  func hasPermission(_ bit: UInt64) -> Bool {
    bit != 0 && (plainMetadata >> Format.permissionsShift) & bit == bit
  }
}
