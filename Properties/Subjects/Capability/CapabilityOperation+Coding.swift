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
