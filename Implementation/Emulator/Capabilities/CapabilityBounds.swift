/// The bounds of a capability: the addresses `base ..< top`, in bytes.
///
/// The top reaches up to 2^64 (2^65 - 1 for bit patterns that no capability has), so it is kept as 64 bits and a carry.
/// A top below the base is possible for such patterns; nothing here traps on it.
@frozen
public struct CapabilityBounds: Hashable, Sendable {
  /// Inclusive lower bound, in bytes.
  public var base: UInt64
  /// The low 64 bits of the exclusive upper bound, in bytes.
  public var topLow: UInt64
  /// Bit 64 of the exclusive upper bound: 0 or 1.
  public var topCarry: UInt64

  /// Makes bounds from a base and a top of 65 bits.
  @inlinable @inline(__always)
  public init(base: UInt64, topLow: UInt64, topCarry: UInt64) {
    self.base = base
    self.topLow = topLow
    self.topCarry = topCarry
  }

  /// The bounds `[0, 2^64)`.
  @inlinable @inline(__always)
  public static var wholeAddressSpace: Self { Self(base: 0, topLow: 0, topCarry: 1) }

  /// The exclusive upper bound, in bytes.
  @inlinable
  public var top: UInt128 { UInt128(_low: topLow, _high: topCarry) }

  /// `top - base` in bytes, saturated at 2^64 - 1 and modulo 2^65 where the top is below the base, as `CGetLen` returns
  /// it.
  @inlinable @inline(__always)
  public var length: UInt64 {
    let (low, borrow) = topLow.subtractingReportingOverflow(base)
    let high = (topCarry &- (borrow ? 1 : 0)) & 1
    return high == 0 ? low : .max
  }

  /// Whether the top lies at or above the base, as it does for every capability that was derived from the root.
  @inlinable @inline(__always)
  public var areOrdered: Bool { topCarry != 0 || base <= topLow }

  /// Whether `size` bytes at `address` lie inside.
  ///
  /// A size of zero lies inside at the top as well.
  @inlinable @inline(__always)
  public func contain(address: UInt64, size: UInt64) -> Bool {
    guard address >= base else { return false }
    let (end, carry) = address.addingReportingOverflow(size)
    return isAtOrBelowTop(end, carry: carry ? 1 : 0)
  }

  /// Whether the byte at `address` lies inside.
  @inlinable @inline(__always)
  public func contain(byteAt address: UInt64) -> Bool {
    address >= base && (topCarry != 0 || address < topLow)
  }

  /// Whether all of the other bounds lie inside; the empty ones at either end do.
  @inlinable @inline(__always)
  public func contain(_ other: Self) -> Bool {
    other.base >= base && isAtOrBelowTop(other.topLow, carry: other.topCarry)
  }

  @inlinable @inline(__always)
  func isAtOrBelowTop(_ end: UInt64, carry: UInt64) -> Bool {
    carry < topCarry || (carry == topCarry && end <= topLow)
  }
}

/// What setting bounds gives.
@frozen
public struct BoundedCapability<Format: CapabilityFormat>: Sendable {
  /// The capability with its new bounds.
  public var capability: PackedCapability<Format>
  /// The bounds that the new capability has.
  public var bounds: CapabilityBounds
  /// Whether the bounds are those that were asked for.
  public var isExact: Bool

  /// Makes the result from its parts.
  @inlinable @inline(__always)
  public init(capability: PackedCapability<Format>, bounds: CapabilityBounds, isExact: Bool) {
    self.capability = capability
    self.bounds = bounds
    self.isExact = isExact
  }
}

/// The addresses at which a capability keeps its bounds: 2^(exponent + MW) bytes from `start << exponent` on.
public enum RepresentableSpace {
  /// Whether bounds decoded at the new address are those decoded at the old one.
  ///
  /// Source: the closed form of "bounds unchanged"; ISAv9 uses it for `CSetAddr`, RV64Y for everything.
  @inlinable @inline(__always)
  public static func keepsBounds<Format: CapabilityFormat>(
    _ metadata: UInt64, from old: UInt64, to new: UInt64, in format: Format.Type
  ) -> Bool {
    let fields = Format.fields(of: metadata)
    guard fields.kind != .malformed else { return false }
    let window = fields.exponent &+ Format.mantissaWidth
    guard window < 64 else { return true }
    let (old, new) = (Format.boundsAddress(old), Format.boundsAddress(new))
    if Format.hasPartialAddresses, (old ^ new) >> 63 != 0 { return false }
    let start = (fields.bottom &- fields.lead) &<< fields.exponent
    let moved = (old &- start) ^ (new &- start)
    return moved &>> window == 0
  }

  /// Whether hardware that looks at the middle bits of address and increment only lets the increment pass.
  ///
  /// `start` is modulo 2^MW. It never lets pass what ``keepsBounds(_:from:to:in:)`` rejects, and rejects a little more
  /// at the edges of the space.
  ///
  /// Source: CHERI ISA version 9, the fast representability check of `CIncOffset` and `CSetOffset`.
  @inlinable @inline(__always)
  public static func admits(
    increment: UInt64, address: UInt64, exponent: UInt64, start: UInt64, mantissaWidth: UInt64,
    firstUnlimitedExponent: UInt64
  ) -> Bool {
    guard exponent < firstUnlimitedExponent else { return true }
    let mask = (1 &<< mantissaWidth) &- 1
    let incrementTop = Int64(bitPattern: increment) &>> Int64(truncatingIfNeeded: exponent &+ mantissaWidth)
    let incrementMiddle = (increment &>> exponent) & mask
    let addressMiddle = (address &>> exponent) & mask
    let distance = (start &- addressMiddle) & mask
    switch incrementTop {
    case 0: return incrementMiddle < (distance &- 1) & mask
    case -1: return incrementMiddle >= distance && distance != 0
    default: return false
    }
  }
}
