package import CapabilityModel
import ExactIntegers
package import Subjects

extension Capability {
  /// The capability that raw words and a tag are in a format of 64-bit words.
  package init(_ bits: CapabilityBits, in format: Format) {
    self = format.decode(metadata: Integer(bits.metadata), address: Integer(bits.address), tag: bits.tag)
  }

  /// The raw words and the tag.
  package var bits: CapabilityBits {
    CapabilityBits(
      metadata: UInt64(truncatingIfNeeded: metadata), address: UInt64(truncatingIfNeeded: address), tag: tag)
  }

  /// Everything that can be read off the capability.
  package var inspection: CapabilityInspection {
    let bounds = bounds
    return CapabilityInspection(
      tag: tag, base: UInt64(truncatingIfNeeded: bounds.base), top: UInt128(truncatingIfNeeded: bounds.top),
      length: UInt64(exactly: length) ?? .max, address: UInt64(truncatingIfNeeded: address),
      offset: UInt64(truncatingIfNeeded: offset), permissions: UInt64(truncatingIfNeeded: permissionBits),
      objectType: UInt64(truncatingIfNeeded: inspectedObjectType), flags: UInt64(truncatingIfNeeded: flags),
      isSealed: isSealed)
  }
}
