package import Architecture
package import Emulator
package import Subjects

extension PackedCapability {
  /// The capability that raw words and a tag are.
  package init(_ bits: CapabilityBits) {
    self.init(metadata: bits.metadata, address: bits.address, tag: bits.tag)
  }

  /// The raw words and the tag.
  package var bits: CapabilityBits { CapabilityBits(metadata: metadata, address: address, tag: tag) }

  /// Everything that can be read off the capability.
  package var inspection: CapabilityInspection {
    let bounds = bounds
    return CapabilityInspection(
      tag: tag, base: bounds.base, top: bounds.top, length: bounds.length, address: address,
      offset: address &- bounds.base, permissions: permissions, objectType: objectType, flags: flags,
      isSealed: isSealed)
  }
}
