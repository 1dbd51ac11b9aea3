public import ExactIntegers

/// Operations on permissions, flags, the tag and whole words. Source: CHERI ISAv9, `CAndPerm`, `CSetFlags`,
/// `CClearTag`, `CSetHigh`, `CTestSubset`, `CSEQX`; RV64Y, draft 0.9.9, `YPERMC` and Zylevels1 for the masks of sealed
/// capabilities.
extension Capability {
  /// Rule ``cap.andPermissions``: Permissions that the mask doesn't name are removed; then those whose company is
  /// missing. Of a sealed capability, the tag is kept only where ``cap.andPermissions.sealed`` keeps it.
  ///
  /// - Parameter mask: Laid out as ``permissionBits``; other bits are ignored.
  public func andPermissions(mask: Integer) -> Capability {
    andPermissions(format.permissions(named: mask))
  }

  /// As ``cap.andPermissions``, with the permissions to keep as a set.
  public func andPermissions(_ kept: PermissionSet) -> Capability {
    let masked = setPermissions(permissions.intersection(kept))
    return masked.keepingTag(if: !isSealed || keepsSeal(masked))
  }

  /// Rule ``cap.andPermissions.sealed``: In ISAv9 and Morello, masking the permissions of a sealed capability clears
  /// its tag in any case. In RV64Y it does so only if a permission is lost, by the mask or for want of its company;
  /// Global is a label there, which may be cleared under a seal.
  private func keepsSeal(_ masked: Capability) -> Bool {
    switch format.parameters.sealedMaskRule {
    case .alwaysClears: false
    case .clearsIfPermissionsChange:
      masked.permissions.subtracting([.global]) == permissions.subtracting([.global])
    }
  }

  /// Rule ``cap.setFlags``: The flags become the lowest bits given, or 0 where the permissions that they ask for are
  /// missing. The tag is cleared if the capability is sealed.
  public func setFlags(_ flags: Integer) -> Capability {
    var result = self
    result.flags = Int(truncatingIfNeeded: flags.modulo(twoTo: format.layout.flags.count))
    return result.legal.keepingTag(if: !isSealed)
  }

  /// Rule ``cap.clearTag``: The tag is cleared; nothing else changes.
  public func clearTag() -> Capability {
    keepingTag(if: false)
  }

  /// Rule ``cap.setHigh``: The metadata word becomes the one given, in the form of memory. The tag is cleared.
  public func setHigh(_ metadata: Integer) -> Capability {
    format.decode(metadata: metadata, address: address, tag: false)
  }

  /// Rule ``cap.testSubset``: Another capability is a subset of this one if both tags are alike, its base isn't below
  /// and its top not above this one's, and it has no permission that this one hasn't. Seals are ignored.
  public func hasSubset(_ other: Capability) -> Bool {
    let (outer, inner) = (bounds, other.bounds)
    return tag == other.tag && outer.base <= inner.base && inner.top <= outer.top
      && other.permissions.isSubset(of: permissions)
  }

  /// Rule ``cap.setEqualExact``: Two capabilities are exactly equal if their tags and all bits of their words are.
  public func isExactlyEqual(to other: Capability) -> Bool {
    self == other
  }

  /// The capability with its tag kept or cleared; a tag is never set.
  func keepingTag(if condition: Bool) -> Capability {
    var result = self
    result.tag = tag && condition
    return result
  }

  func setPermissions(_ permissions: PermissionSet) -> Capability {
    var result = self
    result.permissions = permissions
    return result.legal
  }

  /// Rule ``cap.permissions.legal``: A permission that is legal only in the company of others is removed when they are
  /// missing, until none is left without its company. Flags that ask for permissions are 0 without them.
  var legal: Capability {
    var result = self
    result.permissions = format.legal(permissions)
    if !format.parameters.flagsRequire.isSubset(of: result.permissions) { result.flags = 0 }
    return result
  }
}

extension Format {
  /// The legal part of a set of permissions.
  public func legal(_ permissions: PermissionSet) -> PermissionSet {
    let lonely = parameters.permissionRequirements.filter {
      permissions.contains($0.permission) && !$0.isMet(by: permissions)
    }
    return lonely.isEmpty ? permissions : legal(permissions.subtracting(PermissionSet(lonely.map(\.permission))))
  }
}

/// Giving data back the authority that it had. Source: CHERI ISAv9, `CBuildCap`.
extension Capability {
  /// Rule ``cap.buildCapability``: This capability, the authority, derives the one that the bits given describe,
  /// whatever their tag: unsealed, or sealed as an entry if they are. It does so by setting bounds, address,
  /// permissions and flags; the result is tagged if all its bits then are as asked.
  ///
  /// Rule ``cap.buildCapability.failure``: If the authority is untagged or sealed, if the bits ask for bounds or
  /// permissions beyond the authority's, or if no derivation yields them, the result is the bits untagged, and unsealed
  /// unless they are an entry.
  public func build(_ bits: Capability) -> Capability {
    var request = bits.isEntry ? bits : bits.unsealed()
    request.tag = true
    let isSubset = bounds.contains(request.bounds) && request.permissions.isSubset(of: permissions)
    guard isSubset, !isMalformed, let derived = derive(like: request), derived == request else {
      return request.clearTag()
    }
    return derived
  }

  /// What this capability can derive that has the bounds, address, permissions, flags and seal of another, which lies
  /// within it; nothing if the bounds aren't exact.
  private func derive(like request: Capability) -> Capability? {
    let (encoding, isExact) = format.encodedBounds(request.bounds)
    guard isExact else { return nil }
    var derived = keepingTag(if: !isSealed)
    derived.boundsEncoding = encoding
    derived.address = request.address
    derived.flags = request.flags
    derived = derived.setPermissions(request.permissions)
    return request.isEntry ? derived.unsealed().sealEntry() : derived
  }
}
