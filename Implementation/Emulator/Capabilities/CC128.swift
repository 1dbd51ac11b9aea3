public import Architecture

/// The 128-bit format of CHERI-RISC-V, CHERI ISA version 9.
public enum CC128: CapabilityFormat {}

// Each member is documented where CapabilityFormat asks for it.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension CC128 {
  @inlinable @inline(__always) public static var name: FormatName { .cc128 }
  @inlinable @inline(__always) public static var mantissaWidth: UInt64 { 14 }
  @inlinable @inline(__always) public static var maximumExponent: UInt64 { 52 }
  @inlinable @inline(__always) public static var memoryMask: UInt64 { 0x0000_1FFF_FC01_8004 }
  @inlinable @inline(__always) public static var boundsMask: UInt64 { 0x07FF_FFFF }
  @inlinable @inline(__always) public static var reservedMask: UInt64 { 0x0000_C000_0000_0000 }

  @inlinable @inline(__always) public static var hasPartialAddresses: Bool { false }
  @inlinable @inline(__always) public static var malformedBounds: CapabilityBounds { .wholeAddressSpace }

  @inlinable @inline(__always) public static var permissionsMask: UInt64 { 0xFFFF << 48 }
  @inlinable @inline(__always) public static var sealPermission: UInt64 { 1 << 55 }
  @inlinable @inline(__always) public static var unsealPermission: UInt64 { 1 << 57 }
  @inlinable @inline(__always) public static var globalPermission: UInt64 { 1 << 48 }

  @inlinable @inline(__always)
  public static func permissions(in metadata: UInt64) -> UInt64 {
    ((metadata >> 48) & 0xFFF) | ((metadata >> 60) << 15)
  }

  @inlinable @inline(__always)
  public static func permissionBits(for permissions: UInt64) -> UInt64 {
    ((permissions & 0xFFF) << 48) | ((permissions >> 15) << 60)
  }

  @inlinable @inline(__always) public static var objectTypeShift: UInt64 { 27 }
  @inlinable @inline(__always) public static var objectTypeWidth: UInt64 { 18 }
  @inlinable @inline(__always) public static var unsealedType: UInt64 { 0x3FFFF }
  @inlinable @inline(__always) public static var sentryType: UInt64 { 0x3FFFE }
  @inlinable @inline(__always) public static var firstSealableType: UInt64 { 0 }
  @inlinable @inline(__always) public static var lastSealableType: UInt64 { 0x3FFFB }

  @inlinable @inline(__always) public static var reservedTypesAreNegative: Bool { true }

  @inlinable @inline(__always) public static var flagsShift: UInt64 { 45 }
  @inlinable @inline(__always) public static var flagsMask: UInt64 { 1 }

  @inlinable @inline(__always) public static var rootMetadata: UInt64 { 0xFFFF_0000_0000_0000 ^ memoryMask }

  @inlinable @inline(__always)
  public static func boundsAddress(_ address: UInt64) -> UInt64 { address }

  @inlinable @inline(__always)
  public static func fields(of metadata: UInt64) -> BoundsFields {
    let isInternal = (metadata >> 26) & 1
    let low = 7 & (0 &- isInternal)
    let exponent = ((metadata >> 11) & (low << 3)) | (metadata & low)
    let bottom = metadata & 0x3FFF & ~low
    let top = (metadata >> 14) & 0xFFF & ~low
    return BoundsFields(
      exponent: min(exponent, maximumExponent), bottom: bottom,
      length: ((top &- bottom) & 0xFFF) | (isInternal << 12), lead: 0x800 | (bottom & 0x7FF))
  }

  @inlinable @inline(__always)
  public static func boundsBits(exponent: UInt64, bottom: UInt64, top: UInt64, isInternal: Bool) -> UInt64 {
    let plain = ((top & 0xFFF) << 14) | (bottom & 0x3FFF)
    return isInternal
      ? plain & ~0x1_C007 | (1 << 26) | ((exponent >> 3) << 14) | (exponent & 7)
      : plain
  }

  @inlinable @inline(__always)
  public static func isQuicklyRepresentable(_ metadata: UInt64, address: UInt64, increment: UInt64) -> Bool {
    let fields = fields(of: metadata)
    return RepresentableSpace.admits(
      increment: increment, address: address, exponent: fields.exponent, start: fields.bottom &- fields.lead,
      mantissaWidth: mantissaWidth, firstUnlimitedExponent: maximumExponent &- 2)
  }

  @inlinable @inline(__always)
  public static func legalized(_ metadata: UInt64) -> UInt64 { metadata }

  @inlinable @inline(__always)
  public static func admitsRegion(at base: UInt64, sizeLog2: UInt64) -> Bool {
    true
  }

  @inlinable @inline(__always)
  public static func exponentPattern(of metadata: UInt64) -> UInt64 {
    ((metadata >> 20) & 0x40) | ((metadata >> 11) & 0x38) | (metadata & 7)
  }

  public static func metadata(exponentPattern: UInt64) -> UInt64 {
    ((exponentPattern & 0x40) << 20) | ((exponentPattern & 0x38) << 11) | (exponentPattern & 7)
  }

  public static let relocationWindows = RelocationWindows(of: CC128.self)
}
