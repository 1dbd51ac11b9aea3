public import Architecture

/// The 128-bit format of the RISC-V standard's RV64Y, draft 0.9.9.
public enum RV64Y: CapabilityFormat {}

// Each member is documented where CapabilityFormat asks for it.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension RV64Y {
  @inlinable @inline(__always) public static var name: FormatName { .rv64y }
  @inlinable @inline(__always) public static var mantissaWidth: UInt64 { 14 }
  @inlinable @inline(__always) public static var maximumExponent: UInt64 { 52 }
  @inlinable @inline(__always) public static var memoryMask: UInt64 { 0 }
  @inlinable @inline(__always) public static var boundsMask: UInt64 { 0x07FF_FFFF }
  @inlinable @inline(__always) public static var reservedMask: UInt64 { 0x0FE0_07FF_F000_0000 }

  @inlinable @inline(__always) public static var hasPartialAddresses: Bool { false }
  @inlinable @inline(__always) public static var malformedBounds: CapabilityBounds {
    CapabilityBounds(base: 0, topLow: 0, topCarry: 0)
  }

  @inlinable @inline(__always) public static var permissionsMask: UInt64 { 0xF01F_E800_0000_0000 }
  @inlinable @inline(__always) public static var sealPermission: UInt64 { 0 }
  @inlinable @inline(__always) public static var unsealPermission: UInt64 { 0 }
  @inlinable @inline(__always) public static var globalPermission: UInt64 { 0 }

  /// As `YPERMR` shows them: W 0, LM 1, LG 2, SL 3, GL 4, C 5, software-defined ones 6 to 9, ASR 16, X 17, R 18.
  @inlinable @inline(__always)
  public static func permissions(in metadata: UInt64) -> UInt64 {
    let loadAndStore = ((metadata >> 46) & 1) | ((metadata >> 49) & 0b1110)
    let globalAndCapability = ((metadata >> 39) & 1 << 4) | ((metadata >> 40) & 1 << 5)
    let software = (metadata >> 60) << 6
    let others = ((metadata >> 33) & 1 << 16) | ((metadata >> 31) & 1 << 17) | ((metadata >> 29) & 1 << 18)
    return loadAndStore | globalAndCapability | software | others
  }

  @inlinable @inline(__always)
  public static func permissionBits(for permissions: UInt64) -> UInt64 {
    let loadAndStore = ((permissions & 1) << 46) | ((permissions & 0b1110) << 49)
    let globalAndCapability = ((permissions & 1 << 4) << 39) | ((permissions & 1 << 5) << 40)
    let software = ((permissions >> 6) & 0xF) << 60
    let others =
      ((permissions & 1 << 16) << 33) | ((permissions & 1 << 17) << 31) | ((permissions & 1 << 18) << 29)
    return loadAndStore | globalAndCapability | software | others
  }

  /// A seal protects the architectural and the software-defined permissions, but not GL.
  @inlinable @inline(__always)
  public static func keepsSealedTag(from old: UInt64, to new: UInt64) -> Bool {
    (old ^ new) & permissionsMask & ~(1 << 43) == 0
  }

  @inlinable @inline(__always) public static var objectTypeShift: UInt64 { 27 }
  @inlinable @inline(__always) public static var objectTypeWidth: UInt64 { 1 }
  @inlinable @inline(__always) public static var unsealedType: UInt64 { 0 }
  @inlinable @inline(__always) public static var sentryType: UInt64 { 1 }
  @inlinable @inline(__always) public static var firstSealableType: UInt64 { 2 }
  @inlinable @inline(__always) public static var lastSealableType: UInt64 { 1 }

  @inlinable @inline(__always) public static var reservedTypesAreNegative: Bool { false }

  @inlinable @inline(__always) public static var flagsShift: UInt64 { 44 }
  @inlinable @inline(__always) public static var flagsMask: UInt64 { 1 }

  @inlinable @inline(__always) public static var rootMetadata: UInt64 { 0xF01F_E800_0000_0000 }

  @inlinable @inline(__always)
  public static func boundsAddress(_ address: UInt64) -> UInt64 { address }

  @inlinable @inline(__always)
  public static func fields(of metadata: UInt64) -> BoundsFields {
    let isInternal = ((metadata >> 26) & 1) ^ 1
    let low = 7 & (0 &- isInternal)
    let stored = ((metadata >> 11) & (low << 3)) | (metadata & low)
    let exponent = (maximumExponent &- stored) & (0 &- isInternal)
    let bottom = metadata & 0x3FFF & ~low
    let top = (metadata >> 14) & 0xFFF & ~low
    let isMalformed =
      exponent > maximumExponent || (exponent == maximumExponent && bottom != 0)
      || (exponent == maximumExponent &- 1 && bottom >> 13 != 0)
    return BoundsFields(
      exponent: min(exponent, maximumExponent), bottom: bottom,
      length: ((top &- bottom) & 0xFFF) | (isInternal << 12), lead: 0x1000,
      kind: isMalformed ? .malformed : .ordinary)
  }

  @inlinable @inline(__always)
  public static func boundsBits(exponent: UInt64, bottom: UInt64, top: UInt64, isInternal: Bool) -> UInt64 {
    let plain = ((top & 0xFFF) << 14) | (bottom & 0x3FFF)
    let stored = maximumExponent &- exponent
    return isInternal ? plain & ~0x1_C007 | ((stored & 0x38) << 11) | (stored & 7) : plain | (1 << 26)
  }

  @inlinable @inline(__always)
  public static func isQuicklyRepresentable(_ metadata: UInt64, address: UInt64, increment: UInt64) -> Bool {
    RepresentableSpace.keepsBounds(metadata, from: address, to: address &+ increment, in: Self.self)
  }

  /// Permissions that would mean nothing without others are dropped: C without R and W, LM and LG without C and R, SL
  /// without C and W, ASR without X, and integer mode without X.
  @inlinable @inline(__always)
  public static func legalized(_ metadata: UInt64) -> UInt64 {
    let field = metadata >> 45
    let (c, w, r, x) = (field & 1, (field >> 1) & 1, (field >> 2) & 1, (field >> 3) & 1)
    let capability = c & (r | w)
    let keepIfExecutable: UInt64 = 1 << 4
    let keepIfLoadsCapabilities: UInt64 = (1 << 5) | (1 << 6)
    let keepIfStoresCapabilities: UInt64 = 1 << 7
    var drop = c ^ capability
    drop |= keepIfExecutable & (x &- 1)
    drop |= keepIfLoadsCapabilities & ((capability & r) &- 1)
    drop |= keepIfStoresCapabilities & ((capability & w) &- 1)
    let mode = (1 << flagsShift) & (x &- 1)
    return metadata & ~(drop << 45) & ~mode
  }

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

  public static let relocationWindows = RelocationWindows(of: RV64Y.self)
}
