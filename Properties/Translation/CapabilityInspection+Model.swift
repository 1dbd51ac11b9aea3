import CapabilityModel
import ExactIntegers
import Subjects

extension CapabilityInspection {
  /// Everything that the Model reads off a capability.
  init(_ capability: Capability) {
    let bounds = capability.bounds
    self.init(
      tag: capability.tag, base: UInt64(truncatingIfNeeded: bounds.base), top: UInt128(truncatingIfNeeded: bounds.top),
      length: UInt64(exactly: capability.length) ?? .max, address: UInt64(truncatingIfNeeded: capability.address),
      offset: UInt64(truncatingIfNeeded: capability.offset),
      permissions: UInt64(truncatingIfNeeded: capability.permissionBits),
      objectType: UInt64(truncatingIfNeeded: capability.inspectedObjectType),
      flags: UInt64(truncatingIfNeeded: capability.flags), isSealed: capability.isSealed)
  }
}
