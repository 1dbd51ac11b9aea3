public import ExactIntegers

/// Decoding of bounds.
///
/// Sources: CHERI ISAv9, section 3.5.4, and `getCapBoundsBits` of its Sail model; RV64Y draft 0.9.9, "Encoding of
/// bounds"; Morello, `CapGetBounds`.
extension Format {
  /// Rule ``cap.decode.bounds``: The mantissas T and B, extended by the high bits of the address and multiplied by 2^E,
  /// are top and base. An exponent beyond the greatest counts as the greatest.
  public func bounds(of encoding: BoundsEncoding, at address: Integer) -> Bounds {
    if let bounds = exceptionalBounds(of: encoding) { return bounds }
    let exponent = min(encoding.exponent, maximumExponent)
    let address = boundsAddress(address)
    let top = topMantissa(of: encoding)
    let bottom = Integer(encoding.bottom)

    let addressSpace = (address >> exponent) >> mantissaWidth
    let start = spaceStart(bottom: bottom)
    let addressMantissa = (address >> exponent).modulo(twoTo: mantissaWidth)
    let bottomSpace = addressSpace + spaces(from: addressMantissa, to: bottom, start: start)
    let topSpace = addressSpace + spaces(from: addressMantissa, to: top, start: start)

    let base = ((bottomSpace << mantissaWidth) + bottom) << exponent
    let end = ((topSpace << mantissaWidth) + top) << exponent
    return nearby(Bounds(base: wrapped(base), top: end.modulo(twoTo: addressWidth + 1)), exponent: exponent)
  }

  /// Rule ``cap.decode.top``: The two highest bits of T aren't stored. T is B plus the length: its lower bits are below
  /// B's if adding them carried, and the length's two highest bits are 01 with an internal exponent and 00 without.
  private func topMantissa(of encoding: BoundsEncoding) -> Integer {
    let stored = mantissaWidth - 2
    let bottom = Integer(encoding.bottom)
    let carry = Integer(Integer(encoding.top) < bottom.bits(0..<stored))
    let lengthHigh = Integer(encoding.hasInternalExponent)
    let high = (bottom.bits(stored..<mantissaWidth) + carry + lengthHigh).modulo(twoTo: 2)
    return (high << stored) + Integer(encoding.top)
  }

  /// Rule ``cap.decode.space``: The representable space of 2^(E + MW) addresses starts below the base: an eighth of the
  /// space below B, both rounded down to eighths (ISAv9, Morello), or exactly a quarter of the space below B (RV64Y).
  func spaceStart(bottom: Integer) -> Integer {
    switch parameters.representableSpace {
    case .roundedEighthBelow:
      let eighth = mantissaWidth - 3
      return ((bottom >> eighth) - 1).modulo(twoTo: 3) << eighth
    case .quarterBelow:
      return (bottom - .twoTo(mantissaWidth - 2)).modulo(twoTo: mantissaWidth)
    }
  }

  /// Rule ``cap.decode.correction``: A mantissa below the start of the space belongs to the next higher aligned block
  /// of 2^(E + MW) addresses. A bound is in the block of the address, one above or one below, as that differs between
  /// the two.
  private func spaces(from address: Integer, to mantissa: Integer, start: Integer) -> Integer {
    Integer(mantissa < start) - Integer(address < start)
  }

  /// Rule ``cap.decode.wrap``: Where the space wraps around the end of the addresses, base and top could come out an
  /// address space apart. Then the highest bit of top is turned over. The two greatest exponents are exempt.
  private func nearby(_ bounds: Bounds, exponent: Int) -> Bounds {
    guard exponent < maximumExponent - 1 else { return bounds }
    let topHigh = bounds.top.bits(addressWidth, downTo: addressWidth - 1)
    let baseHigh = Integer(bounds.base.bit(addressWidth - 1))
    guard (topHigh - baseHigh).modulo(twoTo: 2) > 1 else { return bounds }
    return Bounds(base: bounds.base, top: bounds.top ^ addressSpaceSize)
  }

  /// Rule ``cap.decode.malformed``: RV64Y decodes malformed bounds to nothing, at 0. Morello decodes every exponent
  /// beyond the greatest to the whole address space.
  private func exceptionalBounds(of encoding: BoundsEncoding) -> Bounds? {
    switch parameters.malformedRule {
    case .isEmpty where isMalformed(encoding): Bounds(base: 0, top: 0)
    case .isEverything where encoding.exponent > maximumExponent: wholeAddressSpace
    case .none, .isEmpty, .isEverything: nil
    }
  }

  /// Rule ``cap.malformed``: In RV64Y, an exponent below zero is malformed, and so are the greatest with a base that
  /// isn't 0, and the one below it with the highest bit of B. In Morello, an exponent beyond the greatest is, unless
  /// all its bits are set. In ISAv9 nothing is.
  func isMalformed(_ encoding: BoundsEncoding) -> Bool {
    switch parameters.malformedRule {
    case .none:
      false
    case .isEmpty:
      encoding.exponent < 0
        || encoding.exponent == maximumExponent && encoding.bottom != 0
        || encoding.exponent == maximumExponent - 1 && Integer(encoding.bottom).bit(mantissaWidth - 1)
    case .isEverything:
      encoding.exponent > maximumExponent && encoding.exponent != largestStoredExponent
    }
  }

  /// Rule ``cap.decode.address``: Morello's bounds don't depend on the highest eight bits of the address, which carry
  /// flags: the bit below them is continued in their place.
  func boundsAddress(_ address: Integer) -> Integer {
    wrapped(address.signExtended(from: parameters.boundsAddressWidth))
  }
}

/// Encoding of bounds.
extension Format {
  /// Rule ``cap.setBounds.exponent``: The exponent is the least with which the length has no more than MW - 1 bits. If
  /// it is 0 and the length has no more than MW - 2 bits, the exponent isn't stored and base and top are exact.
  ///
  /// - Returns: The tightest encoding of bounds around those asked for, and whether they are met exactly. The encoding
  ///   stands for the bounds at the base asked for.
  func encodedBounds(_ request: Bounds) -> (encoding: BoundsEncoding, isExact: Bool) {
    let exponent = max(0, request.length.bitCount - (mantissaWidth - 1))
    guard exponent > 0 || request.length.bit(mantissaWidth - 2) else {
      return (encoding(of: request, exponent: 0, isInternal: false), true)
    }
    let rounded = rounded(request, unit: exponent + parameters.exponentBitsTaken)
    // Rounding may have made the length too long; with one more exponent it never is.
    let isTooLong = rounded.length >> exponent >= .twoTo(mantissaWidth - 1)
    let fitting = isTooLong ? self.rounded(request, unit: exponent + 1 + parameters.exponentBitsTaken) : rounded
    let fittingExponent = isTooLong ? exponent + 1 : exponent
    return (encoding(of: fitting, exponent: fittingExponent, isInternal: true), fitting == request)
  }

  /// Rule ``cap.setBounds.rounding``: With an internal exponent, base is rounded down and top is rounded up to
  /// multiples of 2^(E + 3), three bits of T and B being taken by the exponent. If that makes the length too long for
  /// E, the next exponent is taken. The bounds are exact if nothing was rounded.
  private func rounded(_ request: Bounds, unit: Int) -> Bounds {
    Bounds(base: (request.base >> unit) << unit, top: -((-request.top >> unit) << unit))
  }

  /// The encoding of bounds that are multiples of the unit of an exponent, which is stored if it is internal.
  private func encoding(of bounds: Bounds, exponent: Int, isInternal: Bool) -> BoundsEncoding {
    BoundsEncoding(
      hasInternalExponent: isInternal, exponent: exponent,
      bottom: mantissa(bounds.base, exponent: exponent, width: mantissaWidth),
      top: mantissa(bounds.top, exponent: exponent, width: mantissaWidth - 2))
  }

  private func mantissa(_ bound: Integer, exponent: Int, width: Int) -> Int {
    Int(truncatingIfNeeded: (bound >> exponent).modulo(twoTo: width))
  }
}
