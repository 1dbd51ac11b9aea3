public import ExactIntegers

/// Operations on bounds. Source: CHERI ISAv9, `CSetBounds`, `CSetBoundsExact`, `CRRL` and `CRAM`.
extension Capability {
  /// Rule ``cap.setBounds``: The bounds become those of `length` bytes from the address, rounded outwards where the
  /// format can't store them. The address stays.
  ///
  /// Rule ``cap.setBounds.tag``: The tag is cleared if the capability is sealed or malformed, or if the bounds asked
  /// for don't lie within its bounds.
  ///
  /// - Parameter length: In bytes, from 0 up to the size of the address space.
  /// - Returns: The narrowed capability, and whether its bounds are exactly those asked for.
  public func setBounds(length: Integer) -> (capability: Capability, isExact: Bool) {
    let start = boundsStart
    let request = Bounds(base: start, top: start + length)
    let (encoding, isExact) = format.encodedBounds(request)
    var result = self
    result.boundsEncoding = encoding
    let mayNarrow = !isSealed && !isMalformed && bounds.contains(request)
    let keepsStart = result.boundsStart == start
    return (result.keepingTag(if: mayNarrow && keepsStart), isExact)
  }

  /// Rule ``cap.setBoundsExact``: As setting bounds, but the tag is also cleared if the bounds had to be rounded.
  ///
  /// - Parameter length: In bytes, from 0 up to the size of the address space.
  /// - Returns: The narrowed capability, and whether its bounds are exactly those asked for.
  public func setBoundsExact(length: Integer) -> (capability: Capability, isExact: Bool) {
    let (result, isExact) = setBounds(length: length)
    return (result.keepingTag(if: isExact), isExact)
  }

  /// Rule ``cap.setBounds.address``: Where the bounds depend on only a part of the address (Morello), new bounds start
  /// at that part, with its sign continued. A capability whose exponent is so great that its bounds don't depend on the
  /// address at all starts them at the whole address instead, and loses its tag if its new bounds would start
  /// elsewhere.
  private var boundsStart: Integer {
    boundsDependOnAddress ? format.boundsAddress(address) : address
  }

  /// Whether the stored bounds mean different addresses at different addresses.
  var boundsDependOnAddress: Bool {
    boundsEncoding.exponent < format.addressWidth - format.mantissaWidth
  }
}

extension Format {
  /// Rule ``cap.representableLength.mask``: The mask has ones above the bits that a base must have clear so that bounds
  /// of about this length are exact: all ones without an internal exponent, else zeros below bit E + 3.
  ///
  /// - Parameter length: In bytes, below the size of the address space.
  /// - Returns: A mask as wide as an address.
  public func representableAlignmentMask(length: Integer) -> Integer {
    let encoding = encodedBounds(Bounds(base: 0, top: length)).encoding
    let zeros = encoding.hasInternalExponent ? encoding.exponent + parameters.exponentBitsTaken : 0
    return addressSpaceSize - .twoTo(zeros)
  }

  /// Rule ``cap.representableLength``: The least length, at least as great as the one given, that is exact for a base
  /// aligned to the mask; modulo the size of the address space.
  ///
  /// - Parameter length: In bytes, below the size of the address space.
  public func representableLength(_ length: Integer) -> Integer {
    let unit = addressSpaceSize - representableAlignmentMask(length: length)
    return wrapped((length + unit - 1) / unit * unit)
  }
}
