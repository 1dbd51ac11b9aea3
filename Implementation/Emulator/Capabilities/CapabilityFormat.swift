public import Architecture

/// How a capability packs into 128 bits: the constants of a format and the few rules that are its own.
///
/// The formats are types without values. Everything generic over one is inlinable, so that a caller who names a format
/// pays nothing for the choice. Words that these functions take and give are metadata words in their *plain* form; the
/// form that memory holds differs from it by ``memoryMask``.
///
/// Sources of the bit positions and formulas: CHERI ISA version 9 for cc128, the Arm Architecture Reference Manual
/// Supplement for Morello for cc128m, and the RISC-V CHERI specification, draft 0.9.9, for rv64y.
public protocol CapabilityFormat: Sendable {
  /// The name by which the format is chosen.
  static var name: FormatName { get }
  /// Bits of the bottom field, `MW`.
  static var mantissaWidth: UInt64 { get }
  /// The largest exponent with a meaning.
  static var maximumExponent: UInt64 { get }
  /// Plain metadata XOR metadata as memory holds it.
  static var memoryMask: UInt64 { get }
  /// The metadata bits that say what the bounds are.
  static var boundsMask: UInt64 { get }
  /// The metadata bits that no field uses.
  static var reservedMask: UInt64 { get }

  /// Whether bounds depend on a part of the address only, whose sign is continued (``boundsAddress(_:)``).
  static var hasPartialAddresses: Bool { get }
  /// What malformed metadata decodes to.
  static var malformedBounds: CapabilityBounds { get }

  /// The metadata bits that are permissions.
  static var permissionsMask: UInt64 { get }
  /// The metadata bit of the permission to seal with the types inside the bounds; 0 if there is none.
  static var sealPermission: UInt64 { get }
  /// The metadata bit of the permission to unseal; 0 if there is none.
  static var unsealPermission: UInt64 { get }
  /// The metadata bit of the permission that unsealing keeps only if the authority has it; 0 if there is none.
  static var globalPermission: UInt64 { get }
  /// The permissions in a metadata word, laid out as the format's instruction shows them.
  static func permissions(in metadata: UInt64) -> UInt64
  /// The metadata bits of the permissions that ``permissions(in:)`` shows so.
  static func permissionBits(for permissions: UInt64) -> UInt64

  /// Whether a sealed capability keeps its tag when its metadata change so because permissions are taken away.
  static func keepsSealedTag(from old: UInt64, to new: UInt64) -> Bool

  /// Where the object type begins.
  static var objectTypeShift: UInt64 { get }
  /// Bits of the object type.
  static var objectTypeWidth: UInt64 { get }
  /// The object type of an unsealed capability, in its field.
  static var unsealedType: UInt64 { get }
  /// The object type of a sealed entry, in its field.
  static var sentryType: UInt64 { get }
  /// The smallest object type that a sealing capability may name.
  static var firstSealableType: UInt64 { get }
  /// The largest object type that a sealing capability may name.
  static var lastSealableType: UInt64 { get }

  /// Whether reserved object types are read as negative numbers.
  static var reservedTypesAreNegative: Bool { get }

  /// Where the flags begin.
  static var flagsShift: UInt64 { get }
  /// The flag bits, counted from ``flagsShift``; 0 if the format has none.
  static var flagsMask: UInt64 { get }

  /// The plain metadata of the root capability.
  static var rootMetadata: UInt64 { get }

  /// The address as far as bounds are concerned.
  static func boundsAddress(_ address: UInt64) -> UInt64
  /// The bounds, in the terms that the closed form of decoding works with.
  static func fields(of metadata: UInt64) -> BoundsFields
  /// The metadata bits for the given fields; all other bits are zero.
  static func boundsBits(exponent: UInt64, bottom: UInt64, top: UInt64, isInternal: Bool) -> UInt64
  /// Whether `address` may take the place of `capability`'s address at an increment of `increment`, as the format's
  /// increment and set-offset operations judge it: at times stricter than whether the bounds stay as they are.
  static func isQuicklyRepresentable(_ metadata: UInt64, address: UInt64, increment: UInt64) -> Bool
  /// The bits of a metadata word, as memory holds it, that say the exponent: seven bits, in no particular order.
  static func exponentPattern(of metadata: UInt64) -> UInt64
  /// A metadata word, as memory holds it, with that pattern and zeros elsewhere.
  static func metadata(exponentPattern: UInt64) -> UInt64
  /// What relocation looks exponents up in.
  static var relocationWindows: RelocationWindows { get }
  /// Whether capabilities can be relocated to and from a region of 2^sizeLog2 bytes at that base.
  static func admitsRegion(at base: UInt64, sizeLog2: UInt64) -> Bool
  /// The metadata after its permissions or flags have changed, made legal.
  static func legalized(_ metadata: UInt64) -> UInt64
}

extension CapabilityFormat {
  /// It loses its tag, even if it loses no permission.
  @inlinable @inline(__always)
  public static func keepsSealedTag(from old: UInt64, to new: UInt64) -> Bool { false }
}
