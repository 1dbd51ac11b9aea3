public import Architecture

/// One operation on capabilities, with its operands; the subject answers it with a ``CapabilityReply``.
public enum CapabilityOperation: Codable, Hashable, Sendable {
  /// The null capability.
  case null
  /// The root capability: all addresses, all permissions.
  case root
  /// Everything that can be read off a capability.
  case inspect(CapabilityBits)
  /// Bounds [address, address + length), rounded outwards as the format demands.
  case setBounds(CapabilityBits, length: UInt64)
  /// The same, but the tag is cleared when the bounds had to be rounded.
  case setBoundsExact(CapabilityBits, length: UInt64)
  case setAddress(CapabilityBits, address: UInt64)
  case incrementOffset(CapabilityBits, increment: UInt64)
  case setOffset(CapabilityBits, offset: UInt64)
  /// Keeps the permissions that the mask names; the mask is laid out as ``CapabilityInspection/permissions``.
  case andPermissions(CapabilityBits, mask: UInt64)
  case setFlags(CapabilityBits, flags: UInt64)
  case setHigh(CapabilityBits, metadata: UInt64)
  case clearTag(CapabilityBits)
  case seal(CapabilityBits, authority: CapabilityBits)
  case unseal(CapabilityBits, authority: CapabilityBits)
  case conditionalSeal(CapabilityBits, authority: CapabilityBits)
  case sealEntry(CapabilityBits)
  /// Restores a tag: `bits` become a capability if `authority` could have derived it.
  case buildCapability(authority: CapabilityBits, bits: CapabilityBits)
  case copyType(CapabilityBits, from: CapabilityBits)
  /// Whether the second capability's bounds and permissions are within the first's.
  case testSubset(CapabilityBits, CapabilityBits)
  case setEqualExact(CapabilityBits, CapabilityBits)
  case representableLength(UInt64)
  case representableAlignmentMask(UInt64)
  /// Whether bounds stay as they are when the address becomes the given one.
  case isRepresentable(CapabilityBits, address: UInt64)
  /// Relocation of a capability from an origin region to another of the same size (the paper, section 4.2).
  case relocate(CapabilityBits, from: UInt64, to: UInt64, sizeLog2: UInt8, policy: RelocationPolicy)
}

// The names of operands in JSON: `{"setBounds": {"capability": {…}, "length": 16}}`. They are part of the wire form.

extension CapabilityOperation {
  enum InspectCodingKeys: String, CodingKey { case _0 = "capability" }
  enum SetBoundsCodingKeys: String, CodingKey { case _0 = "capability", length }
  enum SetBoundsExactCodingKeys: String, CodingKey { case _0 = "capability", length }
  enum SetAddressCodingKeys: String, CodingKey { case _0 = "capability", address }
  enum IncrementOffsetCodingKeys: String, CodingKey { case _0 = "capability", increment }
  enum SetOffsetCodingKeys: String, CodingKey { case _0 = "capability", offset }
  enum AndPermissionsCodingKeys: String, CodingKey { case _0 = "capability", mask }
  enum SetFlagsCodingKeys: String, CodingKey { case _0 = "capability", flags }
  enum SetHighCodingKeys: String, CodingKey { case _0 = "capability", metadata }
  enum ClearTagCodingKeys: String, CodingKey { case _0 = "capability" }
  enum SealCodingKeys: String, CodingKey { case _0 = "capability", authority }
  enum UnsealCodingKeys: String, CodingKey { case _0 = "capability", authority }
  enum ConditionalSealCodingKeys: String, CodingKey { case _0 = "capability", authority }
  enum SealEntryCodingKeys: String, CodingKey { case _0 = "capability" }
  enum CopyTypeCodingKeys: String, CodingKey { case _0 = "capability", from }
  enum TestSubsetCodingKeys: String, CodingKey { case _0 = "outer", _1 = "inner" }
  enum SetEqualExactCodingKeys: String, CodingKey { case _0 = "left", _1 = "right" }
  enum RepresentableLengthCodingKeys: String, CodingKey { case _0 = "length" }
  enum RepresentableAlignmentMaskCodingKeys: String, CodingKey { case _0 = "length" }
  enum IsRepresentableCodingKeys: String, CodingKey { case _0 = "capability", address }
  enum RelocateCodingKeys: String, CodingKey { case _0 = "capability", from, to, sizeLog2, policy }
}

extension CapabilityReply {
  enum CapabilityCodingKeys: String, CodingKey { case _0 = "capability" }
  enum BoundedCodingKeys: String, CodingKey { case _0 = "capability", exact }
  enum InspectionCodingKeys: String, CodingKey { case _0 = "inspection" }
  enum IntegerCodingKeys: String, CodingKey { case _0 = "value" }
  enum BooleanCodingKeys: String, CodingKey { case _0 = "value" }
}
