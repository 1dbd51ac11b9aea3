extension PackedCapability {
  /// The bounds, decoded.
  ///
  /// The closed form: the representable space begins at the multiple of 2^exponent that is the given lead below the
  /// bottom, and the address says which such space it is.
  @inlinable @inline(__always)
  public var bounds: CapabilityBounds {
    let fields = Format.fields(of: plainMetadata)
    switch fields.kind {
    case .ordinary: break
    case .wholeAddressSpace: return .wholeAddressSpace
    case .malformed: return Format.malformedBounds
    }
    let exponent = fields.exponent
    let scaled = Format.boundsAddress(address) &>> exponent
    let mantissaMask: UInt64 = (1 &<< Format.mantissaWidth) &- 1
    let bottom = scaled &- ((scaled &- fields.bottom &+ fields.lead) & mantissaMask) &+ fields.lead
    let top = bottom &+ fields.length
    let base = bottom &<< exponent
    let topLow = top &<< exponent
    let topCarry =
      exponent < Format.maximumExponent &- 1
      ? (base & ~topLow) &>> 63
      : (top &>> (64 &- exponent)) & 1
    return CapabilityBounds(base: base, topLow: topLow, topCarry: topCarry)
  }

  /// Whether the metadata is not malformed; always, for cc128.
  @inlinable @inline(__always)
  var isWellFormed: Bool { Format.fields(of: plainMetadata).kind != .malformed }

  /// Whether bounds depend on the address.
  @inlinable @inline(__always)
  var hasAddressedBounds: Bool {
    Format.fields(of: plainMetadata).exponent &+ Format.mantissaWidth < 64
  }

  /// Bounds from the address on, rounded outwards as far as the format demands (`CSetBounds`).
  ///
  /// - Parameter length: in bytes.
  /// - Returns: the capability, tagged if this one is, is not sealed and contains the *requested* bounds; the bounds it
  ///   has; and whether they are those requested.
  @inlinable @inline(__always)
  public func withBounds(length: UInt64) -> BoundedCapability<Format> {
    withBounds(length: length, within: bounds)
  }

  /// The same, for a caller who holds this capability's bounds decoded.
  @inlinable @inline(__always)
  public func withBounds(length: UInt64, within source: CapabilityBounds) -> BoundedCapability<Format> {
    let base = hasAddressedBounds ? Format.boundsAddress(address) : address
    let (topLow, carry) = base.addingReportingOverflow(length)
    let request = CapabilityBounds(base: base, topLow: topLow, topCarry: carry ? 1 : 0)
    let encoded = EncodedBounds(request, length: length, in: Format.self)
    var capability = Self(
      plainMetadata: (plainMetadata & ~Format.boundsMask) | encoded.bits, address: address,
      tag: tag && isUnsealed && isWellFormed && source.contain(request))
    var bounds = encoded.bounds
    if Format.hasPartialAddresses {
      // Bounds that did not depend on the address begin at all of it; those that do, at a part of it.
      bounds = capability.bounds
      let beginsElsewhere = capability.hasAddressedBounds && base != Format.boundsAddress(address)
      capability = capability.keepingTag(if: !beginsElsewhere)
    }
    return BoundedCapability(capability: capability, bounds: bounds, isExact: encoded.isExact)
  }

  /// Bounds from the address on; the tag is cleared if they had to be rounded (`CSetBoundsExact`).
  @inlinable @inline(__always)
  public func withExactBounds(length: UInt64, within source: CapabilityBounds) -> BoundedCapability<Format> {
    var result = withBounds(length: length, within: source)
    result.capability = result.capability.keepingTag(if: result.isExact)
    return result
  }

  /// The same, for a caller who does not hold the bounds.
  @inlinable @inline(__always)
  public func withExactBounds(length: UInt64) -> BoundedCapability<Format> {
    withExactBounds(length: length, within: bounds)
  }

  /// The smallest length of at least the given one that has exact bounds at a suitably aligned base; modulo 2^64, in
  /// bytes (`CRRL`).
  @inlinable
  public static func representableLength(_ length: UInt64) -> UInt64 {
    let mask = representableAlignmentMask(length)
    return (length &+ ~mask) & mask
  }

  /// The mask that aligns a base for ``representableLength(_:)`` (`CRAM`).
  @inlinable
  public static func representableAlignmentMask(_ length: UInt64) -> UInt64 {
    let request = CapabilityBounds(base: 0, topLow: length, topCarry: 0)
    return EncodedBounds(request, length: length, in: Format.self).alignmentMask
  }
}

extension PackedCapability {
  /// Restores a tag (`CBuildCap`): `bits` become a capability again if the authority could have derived it.
  ///
  /// The authority must be tagged, unsealed and well-formed, contain the bounds and permissions, and the bits must be
  /// exactly what deriving them would give. Any object type but a sealed entry's becomes the unsealed one.
  @inlinable
  public static func build(_ bits: Self, authority: Self) -> Self {
    let result = bits.isSentry ? bits : bits.unsealed()
    let isDerivable =
      authority.canDerive && bits.isCanonical
      && authority.contains(boundsOf: bits)
      && authority.hasPermissions(of: bits)
      && (bits.plainMetadata ^ authority.plainMetadata) & Format.reservedMask == 0
    return Self(metadata: result.metadata, address: result.address, tag: isDerivable)
  }

  @inlinable @inline(__always)
  var canDerive: Bool { tag && isUnsealed && isWellFormed }

  /// Whether another's bounds are in order and lie within these.
  @inlinable @inline(__always)
  func contains(boundsOf other: Self) -> Bool {
    let inner = other.bounds
    return inner.areOrdered && bounds.contain(inner)
  }

  /// Whether setting the bounds that it has would give the very same bits, and its permissions are legal.
  @inlinable @inline(__always)
  var isCanonical: Bool {
    let bounds = bounds
    let (length, borrow) = bounds.topLow.subtractingReportingOverflow(bounds.base)
    let carry = (bounds.topCarry &- (borrow ? 1 : 0)) & 1
    let encoded = EncodedBounds(bounds, length: length, lengthCarry: carry, in: Format.self)
    return encoded.bits == plainMetadata & Format.boundsMask && Format.legalized(plainMetadata) == plainMetadata
  }
}

extension PackedCapability {
  /// The capability at another address; the tag is cleared where that would change its bounds (`CSetAddr`).
  @inlinable @inline(__always)
  public func withAddress(_ address: UInt64) -> Self {
    Self(metadata: metadata, address: address, tag: tag && isUnsealed && isRepresentable(at: address))
  }

  /// Whether bounds stay as they are when the address becomes the given one.
  @inlinable @inline(__always)
  public func isRepresentable(at address: UInt64) -> Bool {
    RepresentableSpace.keepsBounds(plainMetadata, from: self.address, to: address, in: Format.self)
  }

  /// The capability at its address plus the increment, by the fast representability check (`CIncOffset`).
  @inlinable @inline(__always)
  public func adding(_ increment: UInt64) -> Self {
    let isKept = Format.isQuicklyRepresentable(plainMetadata, address: address, increment: increment)
    return Self(
      metadata: metadata, address: address &+ increment,
      tag: tag && isUnsealed && isKept)
  }

  /// The capability at the given distance from its base, by the fast representability check (`CSetOffset`).
  @inlinable @inline(__always)
  public func withOffset(_ offset: UInt64, base: UInt64) -> Self {
    adding(base &+ offset &- address)
  }

  /// The same, for a caller who does not hold the bounds.
  @inlinable @inline(__always)
  public func withOffset(_ offset: UInt64) -> Self {
    withOffset(offset, base: bounds.base)
  }
}
