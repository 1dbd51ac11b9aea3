public import Architecture

/// The 128-bit format of Arm Morello.
public enum CC128M: CapabilityFormat {}

// Each member is documented where CapabilityFormat asks for it.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension CC128M {
  @inlinable @inline(__always) public static var name: FormatName { .cc128m }
  @inlinable @inline(__always) public static var mantissaWidth: UInt64 { 16 }
  @inlinable @inline(__always) public static var maximumExponent: UInt64 { 50 }
  @inlinable @inline(__always) public static var memoryMask: UInt64 { 0 }
  @inlinable @inline(__always) public static var boundsMask: UInt64 { 0x7FFF_FFFF }
  @inlinable @inline(__always) public static var reservedMask: UInt64 { 0 }

  @inlinable @inline(__always) public static var hasPartialAddresses: Bool { true }
  @inlinable @inline(__always) public static var malformedBounds: CapabilityBounds { .wholeAddressSpace }

  @inlinable @inline(__always) public static var permissionsMask: UInt64 { 0x3FFFF << 46 }
  @inlinable @inline(__always) public static var sealPermission: UInt64 { 1 << 57 }
  @inlinable @inline(__always) public static var unsealPermission: UInt64 { 1 << 56 }
  @inlinable @inline(__always) public static var globalPermission: UInt64 { 1 << 46 }

  @inlinable @inline(__always)
  public static func permissions(in metadata: UInt64) -> UInt64 { metadata >> 46 }

  @inlinable @inline(__always)
  public static func permissionBits(for permissions: UInt64) -> UInt64 { permissions << 46 }

  @inlinable @inline(__always) public static var objectTypeShift: UInt64 { 31 }
  @inlinable @inline(__always) public static var objectTypeWidth: UInt64 { 15 }
  @inlinable @inline(__always) public static var unsealedType: UInt64 { 0 }
  @inlinable @inline(__always) public static var sentryType: UInt64 { 1 }
  @inlinable @inline(__always) public static var firstSealableType: UInt64 { 4 }
  @inlinable @inline(__always) public static var lastSealableType: UInt64 { 0x7FFF }

  @inlinable @inline(__always) public static var reservedTypesAreNegative: Bool { false }

  @inlinable @inline(__always) public static var flagsShift: UInt64 { 0 }
  @inlinable @inline(__always) public static var flagsMask: UInt64 { 0 }

  @inlinable @inline(__always) public static var rootMetadata: UInt64 { 0xFFFF_C000_0001_0005 }

  @inlinable @inline(__always)
  public static func boundsAddress(_ address: UInt64) -> UInt64 {
    UInt64(bitPattern: Int64(bitPattern: address << 8) >> 8)
  }

  @inlinable @inline(__always)
  public static func fields(of metadata: UInt64) -> BoundsFields {
    let isInternal = ((metadata >> 30) & 1) ^ 1
    let low = 7 & (0 &- isInternal)
    let stored = ((metadata >> 13) & 0x38) | (metadata & 7)
    let exponent = (~stored & 0x3F) & (0 &- isInternal)
    let bottom = metadata & 0xFFFF & ~low
    let top = (metadata >> 16) & 0x3FFF & ~low
    return BoundsFields(
      exponent: min(exponent, maximumExponent), bottom: bottom,
      length: ((top &- bottom) & 0x3FFF) | (isInternal << 14), lead: 0x2000 | (bottom & 0x1FFF),
      kind: exponent <= maximumExponent ? .ordinary : exponent == 63 ? .wholeAddressSpace : .malformed)
  }

  @inlinable @inline(__always)
  public static func boundsBits(exponent: UInt64, bottom: UInt64, top: UInt64, isInternal: Bool) -> UInt64 {
    let plain = ((top & 0x3FFF) << 16) | (bottom & 0xFFFF)
    return isInternal
      ? plain & ~0x7_0007 | ((~exponent & 0x38) << 13) | (~exponent & 7)
      : plain | (1 << 30)
  }

  @inlinable @inline(__always)
  public static func isQuicklyRepresentable(_ metadata: UInt64, address: UInt64, increment: UInt64) -> Bool {
    let fields = fields(of: metadata)
    guard fields.kind != .malformed else { return false }
    let (old, new) = (boundsAddress(address), boundsAddress(address &+ increment))
    let isAddressed = fields.exponent < maximumExponent &- 2
    if isAddressed, (old ^ new) >> 63 != 0 { return false }
    return RepresentableSpace.admits(
      increment: boundsAddress(increment), address: old, exponent: fields.exponent,
      start: fields.bottom &- fields.lead, mantissaWidth: mantissaWidth,
      firstUnlimitedExponent: maximumExponent &- 2)
  }

  @inlinable @inline(__always)
  public static func legalized(_ metadata: UInt64) -> UInt64 { metadata }

  /// Bounds are computed from the low 56 bits of an address, sign-extended, and all zeros mean the whole address space:
  /// regions lie below 2^55 and not in the first slot.
  @inlinable @inline(__always)
  public static func admitsRegion(at base: UInt64, sizeLog2: UInt64) -> Bool {
    base >> (sizeLog2 &+ 2) != 0 && base < (1 << 55) &- (4 &<< sizeLog2)
  }

  @inlinable @inline(__always)
  public static func exponentPattern(of metadata: UInt64) -> UInt64 {
    ((metadata >> 24) & 0x40) | ((metadata >> 13) & 0x38) | (metadata & 7)
  }

  public static func metadata(exponentPattern: UInt64) -> UInt64 {
    ((exponentPattern & 0x40) << 24) | ((exponentPattern & 0x38) << 13) | (exponentPattern & 7)
  }

  public static let relocationWindows = RelocationWindows(of: CC128M.self)
}
