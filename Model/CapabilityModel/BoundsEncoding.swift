/// Bounds as they stand in a capability: floating-point numbers with a common exponent, relative to the address.
///
/// The names are those of the CHERI Concentrate format.
public struct BoundsEncoding: Hashable, Sendable {
  /// IE: whether the exponent is stored in the low three bits of T and B.
  public var hasInternalExponent: Bool
  /// E: the bounds are multiples of 2^E. Stored patterns may say more than the format allows, or less than zero.
  public var exponent: Int
  /// B: the low bits of base / 2^E, as many as the mantissa has.
  public var bottom: Int
  /// T without its two highest bits, which follow from B and the length.
  public var top: Int

  /// Makes an encoding from its parts.
  public init(hasInternalExponent: Bool, exponent: Int, bottom: Int, top: Int) {
    self.hasInternalExponent = hasInternalExponent
    self.exponent = exponent
    self.bottom = bottom
    self.top = top
  }
}
