import CapabilityModel
import ExactIntegers
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

extension CapabilityGenerator {
  /// An operation with operands that are interesting for it.
  func operation(from source: inout ChoiceSource) -> CapabilityOperation {
    let capability = capability(from: &source)
    let bits = capability.bits
    switch source.weighted([1, 8, 6, 3, 6, 6, 4, 2, 2, 1, 1, 3, 3, 3, 2, 4, 2, 3, 2, 2, 2, 4, 6]) {
    case 0: return source.boolean() ? .root : .null
    case 1: return .inspect(bits)
    case 2: return .setBounds(bits, length: length(for: capability, from: &source))
    case 3: return .setBoundsExact(bits, length: length(for: capability, from: &source))
    case 4: return .setAddress(bits, address: address(near: capability, from: &source))
    case 5:
      return .incrementOffset(bits, increment: address(near: capability, from: &source) &- bits.address)
    case 6:
      let base = UInt64(truncatingIfNeeded: capability.base)
      return .setOffset(bits, offset: address(near: capability, from: &source) &- base)
    case 7: return .andPermissions(bits, mask: source.word())
    case 8: return .setFlags(bits, flags: source.word())
    case 9: return .setHigh(bits, metadata: source.word())
    case 10: return .clearTag(bits)
    case 11: return .seal(bits, authority: sealingAuthority(for: capability, from: &source).bits)
    case 12: return .unseal(bits, authority: sealingAuthority(for: capability, from: &source).bits)
    case 13: return .conditionalSeal(bits, authority: sealingAuthority(for: capability, from: &source).bits)
    case 14: return .sealEntry(bits)
    case 15: return .buildCapability(authority: authority(over: capability, from: &source).bits, bits: bits)
    case 16: return .copyType(bits, from: self.capability(from: &source).bits)
    case 17: return .testSubset(authority(over: capability, from: &source).bits, bits)
    case 18: return .setEqualExact(bits, similar(to: capability, from: &source).bits)
    case 19: return .representableLength(source.word())
    case 20: return .representableAlignmentMask(source.word())
    case 21: return .isRepresentable(bits, address: address(near: capability, from: &source))
    default: return relocation(from: &source)
    }
  }

  /// A relocation of a capability around its origin region.
  func relocation(from source: inout ChoiceSource) -> CapabilityOperation {
    let regions = RegionPair(in: format, mayBeTooSmall: true, from: &source)
    let capability = self.capability(around: regions, from: &source)
    return .relocate(
      capability.bits, from: regions.origin, to: regions.destination, sizeLog2: UInt8(regions.sizeLog2),
      policy: source.boolean() ? .clamp : .clear)
  }

  /// An authority that may or may not do what it takes to seal or unseal a capability.
  func sealingAuthority(for capability: Capability, from source: inout ChoiceSource) -> Capability {
    guard source.boolean(probability: 0.7) else { return self.capability(from: &source) }
    let types = UInt64(1) << format.layout.objectType.count
    let type =
      source.boolean(probability: 0.6)
      ? Integer(capability.objectType) : Integer(source.edgeBiased(in: 0...(types + 1)))
    let authority = source.boolean(probability: 0.8) ? format.root : unsealed(from: &source)
    return authority.setAddress(type)
  }

  /// A capability that may or may not hold all the authority of another.
  func authority(over capability: Capability, from source: inout ChoiceSource) -> Capability {
    switch source.weighted([3, 3, 1, 1]) {
    case 0: return format.root
    case 1: return similar(to: capability, from: &source)
    case 2: return derived(from: &source)
    default: return self.capability(from: &source)
    }
  }

  /// The capability itself, or one that differs a little.
  func similar(to capability: Capability, from source: inout ChoiceSource) -> Capability {
    switch source.weighted([2, 1, 1, 1, 1]) {
    case 0: return capability
    case 1: return capability.setAddress(Integer(address(near: capability, from: &source)))
    case 2: return capability.clearTag()
    case 3: return capability.andPermissions(mask: ~Integer.twoTo(source.integer(in: 0...21)))
    default:
      let bit = Integer.twoTo(source.integer(in: 0...63))
      return format.decode(metadata: capability.metadata ^ bit, address: capability.address, tag: capability.tag)
    }
  }
}
