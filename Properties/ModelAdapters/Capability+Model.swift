import Architecture
package import CapabilityModel
import ExactIntegers
package import SystemsUnderTest

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

extension CapabilityOperation {
  /// What the Model answers in a format of 64-bit words.
  package func reply(in format: Format) -> CapabilityReply {
    func decoded(_ bits: CapabilityBits) -> Capability { format.capability(bits) }
    func sealing(_ derived: Capability) -> CapabilityReply {
      format.hasSealableObjectTypes ? .derived(derived) : .unsupported
    }
    return switch self {
    case .null: .derived(format.null)
    case .root: .derived(format.root)
    case .inspect(let bits): .inspection(CapabilityInspection(decoded(bits)))
    case .setBounds(let bits, let length): .bounded(decoded(bits).setBounds(length: Integer(length)))
    case .setBoundsExact(let bits, let length): .bounded(decoded(bits).setBoundsExact(length: Integer(length)))
    case .setAddress(let bits, let address): .derived(decoded(bits).setAddress(Integer(address)))
    case .incrementOffset(let bits, let increment): .derived(decoded(bits).incrementOffset(by: Integer(increment)))
    case .setOffset(let bits, let offset): .derived(decoded(bits).setOffset(Integer(offset)))
    case .andPermissions(let bits, let mask): .derived(decoded(bits).andPermissions(mask: Integer(mask)))
    case .setFlags(let bits, let flags):
      format.layout.flags.isEmpty ? .unsupported : .derived(decoded(bits).setFlags(Integer(flags)))
    case .setHigh(let bits, let metadata): .derived(decoded(bits).setHigh(Integer(metadata)))
    case .clearTag(let bits): .derived(decoded(bits).clearTag())
    case .seal(let bits, let authority): sealing(decoded(bits).seal(with: decoded(authority)))
    case .unseal(let bits, let authority): sealing(decoded(bits).unseal(with: decoded(authority)))
    case .conditionalSeal(let bits, let authority): sealing(decoded(bits).conditionalSeal(with: decoded(authority)))
    case .sealEntry(let bits): .derived(decoded(bits).sealEntry())
    case .buildCapability(let authority, let bits): .derived(decoded(authority).build(decoded(bits)))
    case .copyType(let bits, let other): sealing(decoded(bits).copyType(of: decoded(other)))
    case .testSubset(let outer, let inner): .boolean(decoded(outer).hasSubset(decoded(inner)))
    case .setEqualExact(let left, let right): .boolean(decoded(left).isExactlyEqual(to: decoded(right)))
    case .representableLength(let length): .word(format.representableLength(Integer(length)))
    case .representableAlignmentMask(let length): .word(format.representableAlignmentMask(length: Integer(length)))
    case .isRepresentable(let bits, let address): .boolean(decoded(bits).isRepresentable(at: Integer(address)))
    case .relocate(let bits, let origin, let destination, let sizeLog2, let policy):
      .relocated(
        decoded(bits),
        by: Relocation(from: Integer(origin), to: Integer(destination), sizeLog2: Int(sizeLog2), policy: policy.inModel)
      )
    }
  }
}

extension CapabilityReply {
  fileprivate static func derived(_ capability: Capability) -> CapabilityReply {
    .capability(capability.bits)
  }

  fileprivate static func relocated(_ capability: Capability, by relocation: Relocation) -> CapabilityReply {
    relocation.isPossible(in: capability.format) ? .derived(capability.relocated(by: relocation)) : .unsupported
  }

  fileprivate static func bounded(_ result: (capability: Capability, isExact: Bool)) -> CapabilityReply {
    .bounded(result.capability.bits, exact: result.isExact)
  }

  fileprivate static func word(_ integer: Integer) -> CapabilityReply {
    .integer(UInt64(truncatingIfNeeded: integer))
  }
}

extension FrameRelocation {
  /// What the Model makes of the frame, granule by granule; it counts what it did.
  ///
  /// A granule that holds a kernel entry stays as it is: none lies inside the origin region.
  package func result(in format: Format) -> RelocatedFrame {
    let relocation = Relocation(
      from: Integer(origin), to: Integer(destination), sizeLog2: Int(sizeLog2), policy: policy.inModel)
    let entries = Set(kernelEntries)
    var counts = FrameRelocationCounts()
    // Equal granules have equal results.
    var results: [CapabilityBits: Capability] = [:]
    let granules = frame.map { bits in
      guard bits.tag else { return bits }
      if entries.contains(bits) {
        counts.unchanged += 1
        return bits
      }
      let before = format.capability(bits)
      let after = results[bits] ?? before.relocated(by: relocation)
      results[bits] = after
      counts.relocated += after.tag ? 1 : 0
      counts.cleared += after.tag ? 0 : 1
      counts.clamped += after.tag && !relocation.originRegion.contains(before.bounds) ? 1 : 0
      return after.bits
    }
    return RelocatedFrame(granules, counts: counts)
  }
}

extension RelocationPolicy {
  /// The policy in the Model's terms.
  fileprivate var inModel: Relocation.Policy {
    switch self {
    case .clear: .clear
    case .clamp: .clamp
    }
  }
}
