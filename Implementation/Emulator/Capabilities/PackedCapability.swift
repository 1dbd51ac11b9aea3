/// A capability as memory holds it: two words and a tag.
///
///     let root = PackedCapability<CC128>.root
///     let buffer = root.withAddress(0x8000_0000).withBounds(length: 4096).capability
///     buffer.bounds.base            // 0x8000_0000
///     buffer.withAddress(0).tag     // false: far outside the representable space
///
/// Every operation takes every bit pattern. What an operation may not do, it answers with a capability whose tag is
/// cleared, as the CHERI ISA version 9 does; nothing here traps, on the guest or on the host.
///
/// Operations that need the bounds come twice: with the bounds given, for callers that hold them decoded, and without.
@frozen
public struct PackedCapability<Format: CapabilityFormat>: Hashable, Sendable {
  /// The upper word, in the form that memory holds.
  public var metadata: UInt64
  /// The lower word: the address, in bytes.
  public var address: UInt64
  /// The validity tag.
  public var tag: Bool

  /// Makes a capability of the words and tag that memory holds.
  @inlinable @inline(__always)
  public init(metadata: UInt64, address: UInt64, tag: Bool) {
    self.metadata = metadata
    self.address = address
    self.tag = tag
  }

  /// Makes a capability of plain metadata.
  @inlinable @inline(__always)
  init(plainMetadata: UInt64, address: UInt64, tag: Bool) {
    self.init(metadata: plainMetadata ^ Format.memoryMask, address: address, tag: tag)
  }

  /// The null capability: all zeros in memory, without a tag.
  @inlinable @inline(__always)
  public static var null: Self { Self(metadata: 0, address: 0, tag: false) }

  /// The root capability: all addresses, all permissions, unsealed, at address 0.
  @inlinable @inline(__always)
  public static var root: Self { Self(plainMetadata: Format.rootMetadata, address: 0, tag: true) }

  /// An integer as a capability register holds it: the null capability at that address.
  @inlinable @inline(__always)
  public init(integer: UInt64) {
    self.init(metadata: 0, address: integer, tag: false)
  }

  /// The metadata word, as the format's document lays it out.
  @inlinable @inline(__always)
  public var plainMetadata: UInt64 { metadata ^ Format.memoryMask }

  /// The same words without the tag (`CClearTag`).
  @inlinable @inline(__always)
  public func clearingTag() -> Self { Self(metadata: metadata, address: address, tag: false) }

  /// The same words; the tag stays only if the condition holds.
  @inlinable @inline(__always)
  func keepingTag(if condition: Bool) -> Self {
    Self(metadata: metadata, address: address, tag: tag && condition)
  }

  /// The given metadata beside this address, without a tag (`CSetHigh`).
  @inlinable @inline(__always)
  public func withMetadata(_ metadata: UInt64) -> Self {
    Self(metadata: metadata, address: address, tag: false)
  }
}

extension PackedCapability {
  /// `address - base` modulo 2^64, in bytes (`CGetOffset`).
  @inlinable @inline(__always)
  public var offset: UInt64 { address &- bounds.base }
}

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
