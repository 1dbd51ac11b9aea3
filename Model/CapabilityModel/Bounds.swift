public import ExactIntegers

/// The bounds of a capability: the addresses from `base` up to but not including `top`, in bytes.
///
/// Bounds decoded from a pattern that no derivation yields may have `top` below `base`; such bounds hold no address.
public struct Bounds: Hashable, Sendable {
  /// Inclusive lower bound.
  public var base: Integer
  /// Exclusive upper bound, up to 2 to the address width.
  public var top: Integer

  /// Makes bounds from their ends.
  public init(base: Integer, top: Integer) {
    self.base = base
    self.top = top
  }

  /// How many addresses lie between base and top; negative where top is below base.
  public var length: Integer {
    top - base
  }

  /// Whether `size` bytes at an address lie within.
  public func contains(_ address: Integer, size: Integer = 1) -> Bool {
    base <= address && address + size <= top
  }

  /// Whether the other bounds lie within these and are in order; empty ones at either end do.
  public func contains(_ other: Bounds) -> Bool {
    base <= other.base && other.base <= other.top && other.top <= top
  }

  /// The bounds moved by a distance, with no regard to the ends of the address space.
  public func moved(by distance: Integer) -> Bounds {
    Bounds(base: base + distance, top: top + distance)
  }
}

extension Bounds: CustomStringConvertible {
  /// `[base, top)` in hexadecimal.
  public var description: String {
    "[\(base.hexadecimal), \(top.hexadecimal))"
  }
}

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
