public import Architecture

/// Something that performs operations on capabilities in one format.
public protocol CapabilitySubject: Sendable {
  /// The format of every word that this subject takes and gives.
  var format: FormatName { get }

  /// Performs one operation. Any bit pattern is a legal operand; no operand may crash the subject.
  func perform(_ operation: CapabilityOperation) throws -> CapabilityReply
}

/// A subject's answer to a ``CapabilityOperation``.
public enum CapabilityReply: Codable, Hashable, Sendable {
  case capability(CapabilityBits)
  /// The result of setting bounds, and whether the requested bounds were met exactly.
  case bounded(CapabilityBits, exact: Bool)
  case inspection(CapabilityInspection)
  case integer(UInt64)
  case boolean(Bool)
  /// The subject's format has no such operation.
  case unsupported
}

/// What relocation does with a tagged capability that neither lies inside the origin region nor is a kernel entry.
public enum RelocationPolicy: String, CaseIterable, Codable, Hashable, Sendable,
  CustomStringConvertible
{
  /// Its tag is cleared.
  case clear
  /// Its bounds are intersected with the origin region, then shifted (the paper).
  case clamp

  /// The name of the policy.
  public var description: String { rawValue }
}

/// What can be read off a capability.
public struct CapabilityInspection: Codable, Hashable, Sendable {
  /// The validity tag.
  public var tag: Bool
  /// Inclusive lower bound, in bytes.
  public var base: UInt64
  /// Exclusive upper bound, in bytes, up to 2^64.
  public var top: UInt128
  /// `top - base`, saturated at 2^64 - 1, as `CGetLen` returns it.
  public var length: UInt64
  /// The address, in bytes.
  public var address: UInt64
  /// `address - base`, modulo 2^64.
  public var offset: UInt64
  /// Laid out as the result of the instruction that reads them: `CGetPerm` for cc128; metadata bits 63:46 for cc128m;
  /// for rv64y the layout of `YPERMR` (W 0, LM 1, LG 2, SL 3, GL 4, C 5, software-defined ones 6 to 9, ASR 16, X 17,
  /// R 18) without the bits that are always 1.
  public var permissions: UInt64
  /// As `CGetType` returns it: sign-extended for the reserved types of cc128.
  public var objectType: UInt64
  /// The format's flags: bit 0 is capability mode for cc128.
  public var flags: UInt64
  /// Set for every object type but the unsealed one.
  public var isSealed: Bool

  /// Makes an inspection from its parts.
  public init(
    tag: Bool, base: UInt64, top: UInt128, length: UInt64, address: UInt64, offset: UInt64, permissions: UInt64,
    objectType: UInt64, flags: UInt64, isSealed: Bool
  ) {
    self.tag = tag
    self.base = base
    self.top = top
    self.length = length
    self.address = address
    self.offset = offset
    self.permissions = permissions
    self.objectType = objectType
    self.flags = flags
    self.isSealed = isSealed
  }
}
