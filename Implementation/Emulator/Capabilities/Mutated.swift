public import Architecture

/// A format whose operations make the mistakes that are switched on in ``MutationScope``.
///
/// The arithmetic asks ``CapabilityFormat/has(_:)``, which is the constant false for the formats as they are meant, and
/// is compiled away. Only code that is generic over this type pays for the question.
public enum Mutated<Base: CapabilityFormat>: CapabilityFormat {}

/// The mistakes that ``Mutated`` formats make.
public enum MutationScope {
  @TaskLocal static var active = MutationSet.none

  /// Runs a body with mistakes switched on, on this task only.
  public static func with<Result>(_ mutations: MutationSet, _ body: () throws -> Result) rethrows -> Result {
    try $active.withValue(mutations, operation: body)
  }
}

// Each member is documented where CapabilityFormat asks for it.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Mutated {
  public static func has(_ mutation: Mutation) -> Bool { MutationScope.active.contains(mutation) }

  public static var name: FormatName { Base.name }
  public static var mantissaWidth: UInt64 { Base.mantissaWidth }
  public static var maximumExponent: UInt64 { Base.maximumExponent }
  public static var memoryMask: UInt64 { Base.memoryMask }
  public static var boundsMask: UInt64 { Base.boundsMask }
  public static var reservedMask: UInt64 { Base.reservedMask }
  public static var hasPartialAddresses: Bool { Base.hasPartialAddresses }
  public static var malformedBounds: CapabilityBounds { Base.malformedBounds }
  public static var permissionsMask: UInt64 { Base.permissionsMask }
  public static var sealPermission: UInt64 { Base.sealPermission }
  public static var unsealPermission: UInt64 { Base.unsealPermission }
  public static var globalPermission: UInt64 { Base.globalPermission }
  public static var objectTypeShift: UInt64 { Base.objectTypeShift }
  public static var objectTypeWidth: UInt64 { Base.objectTypeWidth }
  public static var unsealedType: UInt64 { Base.unsealedType }
  public static var sentryType: UInt64 { Base.sentryType }
  public static var firstSealableType: UInt64 { Base.firstSealableType }
  public static var lastSealableType: UInt64 { Base.lastSealableType }
  public static var reservedTypesAreNegative: Bool { Base.reservedTypesAreNegative }
  public static var flagsShift: UInt64 { Base.flagsShift }
  public static var flagsMask: UInt64 { Base.flagsMask }
  public static var rootMetadata: UInt64 { Base.rootMetadata }
  public static var relocationWindows: RelocationWindows { Base.relocationWindows }

  public static func boundsAddress(_ address: UInt64) -> UInt64 { Base.boundsAddress(address) }
  public static func exponentPattern(of metadata: UInt64) -> UInt64 { Base.exponentPattern(of: metadata) }
  public static func metadata(exponentPattern: UInt64) -> UInt64 { Base.metadata(exponentPattern: exponentPattern) }
  public static func permissions(in metadata: UInt64) -> UInt64 { Base.permissions(in: metadata) }

  public static func keepsSealedTag(from old: UInt64, to new: UInt64) -> Bool {
    Base.keepsSealedTag(from: old, to: new)
  }

  public static func admitsRegion(at base: UInt64, sizeLog2: UInt64) -> Bool {
    Base.admitsRegion(at: base, sizeLog2: sizeLog2)
  }

  public static func boundsBits(exponent: UInt64, bottom: UInt64, top: UInt64, isInternal: Bool) -> UInt64 {
    Base.boundsBits(exponent: exponent, bottom: bottom, top: top, isInternal: isInternal)
  }

  public static func fields(of metadata: UInt64) -> BoundsFields {
    var fields = Base.fields(of: metadata)
    let storedMask: UInt64 = (1 << (mantissaWidth - 2)) - 1
    let highestBit: UInt64 = 1 << (mantissaWidth - 2)
    if has(.decodeLengthCarryDropped), (fields.bottom & storedMask) + (fields.length & storedMask) > storedMask {
      fields.length &-= highestBit
    }
    if has(.decodeInternalLengthForgotten) { fields.length &= storedMask }
    if has(.decodeExponentClampedLow) { fields.exponent = min(fields.exponent, maximumExponent - 1) }
    if has(.decodeExponentBitsKept) { fields.bottom |= metadata & 7 }
    if has(.decodeSpaceStartsAtBase) { fields.lead &-= 1 << (mantissaWidth - 3) }
    return fields
  }

  public static func permissionBits(for permissions: UInt64) -> UInt64 {
    let bits = Base.permissionBits(for: permissions)
    guard has(.permissionBitsSwapped) else { return bits }
    let lowest = permissionsMask & (0 &- permissionsMask)
    let next = lowest << 1
    return (bits & ~(lowest | next)) | ((bits & lowest) << 1) | ((bits & next) >> 1)
  }

  public static func legalized(_ metadata: UInt64) -> UInt64 {
    has(.illegalPermissionsKept) ? metadata : Base.legalized(metadata)
  }

  public static func isQuicklyRepresentable(_ metadata: UInt64, address: UInt64, increment: UInt64) -> Bool {
    if has(.incrementUnchecked) { return true }
    if has(.incrementCheckedPrecisely) {
      return RepresentableSpace.keepsBounds(metadata, from: address, to: address &+ increment, in: Base.self)
    }
    if has(.decrementRejected), increment >> 63 != 0 { return false }
    return Base.isQuicklyRepresentable(metadata, address: address, increment: increment)
  }
}
