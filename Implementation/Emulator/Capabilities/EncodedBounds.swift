/// Requested bounds, rounded outwards to what a format can express.
///
/// Source: CHERI ISA version 9, `setCapBounds`; the three formats differ in widths and in how the exponent is stored.
@frozen
public struct EncodedBounds: Sendable {
  /// The metadata bits that express the bounds.
  public var bits: UInt64
  /// The rounded bounds.
  public var bounds: CapabilityBounds
  /// Ones above the bits that both rounded bounds have clear.
  public var alignmentMask: UInt64
  /// Whether nothing had to be rounded.
  public var isExact: Bool

  /// Rounds `request`, whose length is `length`, or that plus 2^64 where `lengthCarry` is 1.
  @inlinable @inline(__always)
  public init<Format: CapabilityFormat>(
    _ request: CapabilityBounds, length: UInt64, lengthCarry: UInt64 = 0, in format: Format.Type
  ) {
    let exactBits = Format.mantissaWidth &- 2
    let isInternal = length &>> exactBits != 0 || lengthCarry != 0
    guard isInternal else {
      bits = Format.boundsBits(exponent: 0, bottom: request.base, top: request.topLow, isInternal: false)
      bounds = request
      alignmentMask = .max
      isExact = true
      return
    }
    let highest = lengthCarry != 0 ? 64 : 63 &- UInt64(truncatingIfNeeded: (length | 1).leadingZeroBitCount)
    var exponent = highest &- exactBits
    let lost = (8 &<< exponent) &- 1
    var bottom = request.base &>> (exponent &+ 3)
    let (roundedLow, carry) = request.topLow.addingReportingOverflow(lost)
    let roundedCarry = request.topCarry &+ (carry ? 1 : 0)
    var top = (roundedLow &>> (exponent &+ 3)) | (roundedCarry &<< (61 &- exponent))
    // Rounding can make the length one too long for the field: then once more, one bit coarser.
    let grown = ((top &- bottom) &>> (Format.mantissaWidth &- 4)) & 1
    exponent &+= grown
    bottom &>>= grown
    top = (top &+ grown) &>> grown
    let shift = exponent &+ 3
    bits = Format.boundsBits(exponent: exponent, bottom: bottom &<< 3, top: top &<< 3, isInternal: true)
    bounds = CapabilityBounds(
      base: bottom &<< shift, topLow: top &<< shift, topCarry: (top &>> (64 &- shift)) & 1)
    alignmentMask = ~0 &<< shift
    isExact = bounds == request
  }
}

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
