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
