public import ExactIntegers

/// Operations on the address. Source: CHERI ISAv9, `CSetAddr`, `CIncOffset`, `CSetOffset`, `CFromPtr`, `CToPtr`,
/// `CSub`.
extension Capability {
  /// Rule ``cap.setAddress``: The address becomes the one given. The bounds are stored relative to it, so that they
  /// stay only where the new address can represent them; the tag is cleared if they don't stay, or if the capability is
  /// sealed.
  ///
  /// - Parameter newAddress: Taken modulo the size of the address space.
  public func setAddress(_ newAddress: Integer) -> Capability {
    moved(to: newAddress).keepingTag(if: !isSealed && isRepresentable(at: newAddress))
  }

  /// Rule ``cap.incrementOffset``: The increment is added to the address. The tag is cleared if the capability is
  /// sealed or the format's check for offsets fails.
  ///
  /// - Parameter increment: Taken modulo the size of the address space.
  public func incrementOffset(by increment: Integer) -> Capability {
    let newAddress = address + increment
    return moved(to: newAddress).keepingTag(if: !isSealed && passesOffsetCheck(at: newAddress))
  }

  /// Rule ``cap.setOffset``: The address becomes base + offset. The tag is cleared if the capability is sealed or the
  /// format's check for offsets fails.
  ///
  /// - Parameter offset: Taken modulo the size of the address space.
  public func setOffset(_ offset: Integer) -> Capability {
    incrementOffset(by: base + offset - address)
  }

  /// Rule ``cap.fromPointer``: An integer pointer is an offset into the capability; the integer 0 is null.
  public func fromPointer(_ pointer: Integer) -> Capability {
    format.wrapped(pointer) == 0 ? format.null : setOffset(pointer)
  }

  /// Rule ``cap.toPointer``: As an integer pointer, a capability is its distance from the base of another one, modulo
  /// the size of the address space; an untagged capability is 0.
  public func toPointer(relativeTo other: Capability) -> Integer {
    tag ? format.wrapped(address - other.base) : 0
  }

  /// Rule ``cap.subtract``: The difference of two capabilities is that of their addresses, modulo the size of the
  /// address space.
  public func subtract(_ other: Capability) -> Integer {
    format.wrapped(address - other.address)
  }
}

/// Whether bounds stay when the address changes.
extension Capability {
  /// Rule ``cap.representable.precise``: A new address is representable if the stored bounds aren't malformed and mean
  /// the same bounds there as at the present address.
  public func isRepresentable(at newAddress: Integer) -> Bool {
    !isMalformed && moved(to: newAddress).bounds == bounds && keepsSign(at: newAddress)
  }

  /// Rule ``cap.representable.fast``: The fast check compares the increment, cut to the mantissa's bits, with the
  /// distance from the address up to the end of the representable space, or down to its start. Everything passes when
  /// the space is all addresses. The last unit of the space doesn't pass, since lower bits could carry out of it.
  public func isRepresentableFast(at newAddress: Integer) -> Bool {
    guard !isMalformed, keepsSign(at: newAddress) else { return false }
    let exponent = boundsEncoding.exponent
    guard exponent < format.maximumExponent - 2 else { return true }
    let increment = format.boundsAddress(newAddress - address).signExtended(from: format.addressWidth) >> exponent
    let spaceSize = Integer.twoTo(format.mantissaWidth)
    let start = format.spaceStart(bottom: Integer(boundsEncoding.bottom))
    let present = (format.boundsAddress(address) >> exponent) % spaceSize
    let roomBelow = (present - start) % spaceSize
    let roomAbove = spaceSize - 1 - roomBelow
    return increment >= 0 ? increment < roomAbove : -increment <= roomBelow
  }

  /// Rule ``cap.representable.offset``: Moves relative to the present address or the base are checked fast in ISAv9 and
  /// Morello, precisely in RV64Y.
  private func passesOffsetCheck(at newAddress: Integer) -> Bool {
    switch format.parameters.offsetCheck {
    case .precise: isRepresentable(at: newAddress)
    case .fast: isRepresentableFast(at: newAddress)
    }
  }

  /// Rule ``cap.representable.sign``: Where the bounds depend on only a part of the address (Morello), the sign of that
  /// part must not change, unless the exponent is so great that the bounds don't depend on the address.
  private func keepsSign(at newAddress: Integer) -> Bool {
    let sign = format.parameters.boundsAddressWidth - 1
    return sign == format.addressWidth - 1 || !boundsDependOnAddress || address.bit(sign) == newAddress.bit(sign)
  }

  /// The same fields at another address, whatever that makes of the bounds.
  package func moved(to newAddress: Integer) -> Capability {
    var result = self
    result.address = format.wrapped(newAddress)
    return result
  }
}
