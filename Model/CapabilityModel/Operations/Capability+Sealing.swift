import ExactIntegers

/// Operations on the seal. Source: CHERI ISAv9, `CSeal`, `CCSeal`, `CUnseal`, `CSealEntry`, `CCopyType`.
extension Capability {
  /// Rule ``cap.seal``: The object type becomes the address of the authority. The tag is cleared unless the authority
  /// may seal with that type and the capability is unsealed. The object type is written in any case.
  public func seal(with authority: Capability) -> Capability {
    let isPermitted = authority.tag && authority.isInBounds && authority.maySeal
    return sealed(as: authority.address).keepingTag(if: isPermitted && !isSealed)
  }

  /// Rule ``cap.conditionalSeal``: Nothing changes if the authority is untagged, out of its bounds or at the address
  /// that reads as the unsealed type, or if the capability is sealed already, tagged or not. Else the object type
  /// becomes the address of the authority, and the tag is cleared unless the authority may seal with that type.
  public func conditionalSeal(with authority: Capability) -> Capability {
    let isPassedThrough =
      !authority.tag || isSealed || !authority.isInBounds
      || authority.address == format.null.inspectedObjectType
    return isPassedThrough ? self : sealed(as: authority.address).keepingTag(if: authority.maySeal)
  }

  /// Rule ``cap.unseal``: The object type becomes the unsealed one, and Global is removed unless the authority has it.
  /// The tag is cleared unless the capability is sealed with a type that isn't reserved, and the authority is tagged,
  /// unsealed, in bounds at that type and has Unseal.
  public func unseal(with authority: Capability) -> Capability {
    let isPermitted =
      authority.tag && !authority.isSealed && authority.isInBounds && authority.permissions.contains(.unseal)
      && isSealed && !hasReservedObjectType && authority.address == Integer(objectType)
    let isGlobal = authority.permissions.contains(.global)
    return setPermissions(isGlobal ? permissions : permissions.subtracting([.global]))
      .unsealed()
      .keepingTag(if: isPermitted)
  }

  /// Rule ``cap.sealEntry``: The capability is sealed as an entry. The tag is cleared if it was sealed before.
  public func sealEntry() -> Capability {
    sealed(as: Integer(format.objectTypes.entry)).keepingTag(if: !isSealed)
  }

  /// Rule ``cap.copyType``: The address becomes the object type of the other capability, as it is read. The tag is
  /// cleared if that type is reserved, if this capability is sealed, or if its bounds don't stay.
  public func copyType(of other: Capability) -> Capability {
    setAddress(other.inspectedObjectType).keepingTag(if: !other.hasReservedObjectType)
  }

  /// The capability without its seal, as a jump to an entry and an invocation leave it. The tag stays.
  public func unsealed() -> Capability {
    var result = self
    result.objectType = format.objectTypes.unsealed
    return result
  }

  /// Whether the address lies within the bounds.
  private var isInBounds: Bool {
    bounds.contains(address)
  }

  /// Rule ``cap.seal.authority``: An unsealed capability with Seal may seal with its address as object type, if that is
  /// one and isn't reserved.
  private var maySeal: Bool {
    !isSealed && permissions.contains(.seal) && format.isSealable(address)
  }

  private func sealed(as type: Integer) -> Capability {
    var result = self
    result.objectType = Int(truncatingIfNeeded: type.modulo(twoTo: format.layout.objectType.count))
    return result
  }
}

extension Format {
  /// Whether a number is an object type that software can seal with.
  func isSealable(_ type: Integer) -> Bool {
    let (lowest, highest) = (Integer(objectTypes.reserved.lowerBound), Integer(objectTypes.reserved.upperBound))
    return type >= 0 && type < .twoTo(layout.objectType.count) && (type < lowest || type > highest)
  }
}
