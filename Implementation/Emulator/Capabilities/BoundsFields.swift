/// The fields that the bounds of a capability are computed from.
@frozen
public struct BoundsFields: Sendable {
  /// The exponent, at most the format's largest.
  public var exponent: UInt64
  /// The bottom field, `MW` bits, with the bits that hold the exponent cleared.
  public var bottom: UInt64
  /// Bytes covered, in units of 2^exponent.
  public var length: UInt64
  /// How far the bottom lies above the start of the representable space, in units of 2^exponent.
  public var lead: UInt64
  /// What the bounds are if the fields do not say.
  public var kind: Kind

  /// Whether the fields say what the bounds are.
  @frozen
  public enum Kind: Sendable {
    /// They do.
    case ordinary
    /// The bounds are the whole address space, whatever the address is.
    case wholeAddressSpace
    /// The bounds are the format's malformed ones, and no operation keeps the tag that needs them.
    case malformed
  }

  /// Makes the fields from their parts.
  @inlinable @inline(__always)
  public init(exponent: UInt64, bottom: UInt64, length: UInt64, lead: UInt64, kind: Kind = .ordinary) {
    self.exponent = exponent
    self.bottom = bottom
    self.length = length
    self.lead = lead
    self.kind = kind
  }
}
