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
