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
