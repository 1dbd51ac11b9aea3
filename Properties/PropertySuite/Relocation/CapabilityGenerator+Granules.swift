import Architecture
import CapabilityModel
import ExactIntegers
import PropertyTesting
import SystemsUnderTest

/// What granules hold that are relocated.
extension CapabilityGenerator {
  /// A granule that relocation may treat in any way: a capability inside the origin region, at its edges, across them,
  /// with any exponent and type, a kernel entry or nearly one, or any bit pattern. Most are tagged.
  func granule(
    around regions: RegionPair, entries: [CapabilityBits], from source: inout ChoiceSource
  ) -> CapabilityBits {
    let region = regions.originRegion
    return switch source.weighted([4, 2, 4, 4, 2, 3, 2, 1]) {
    case 0: capability(inside: region, from: &source).bits
    case 1: capability(across: region, from: &source).bits
    case 2: capability(atEdgeOf: region, from: &source).bits
    case 3: pattern(ofAnyExponentIn: region, from: &source).bits
    case 4: retyped(capability(inside: region, from: &source), from: &source).bits
    case 5: entry(among: entries, from: &source)
    case 6: pattern(near: region, from: &source).bits
    default: capability(from: &source).bits
    }
  }

  /// A sealed entry that does not lie inside the origin region.
  func kernelEntry(outside regions: RegionPair, from source: inout ChoiceSource) -> Capability {
    let target =
      source.boolean()
      ? capability(across: regions.originRegion, from: &source).clearedSeal : unsealed(from: &source)
    let entry = target.sealEntry()
    return entry.tag && !regions.originRegion.contains(entry.bounds) ? entry : format.root.sealEntry()
  }

  /// How far granules' addresses may be apart: a granule, a page, or such that a whole frame goes through the region.
  func stride(in regions: RegionPair, from source: inout ChoiceSource) -> UInt64 {
    let across = UInt64(1) << UInt64(regions.sizeLog2 - 8)
    return source.choose(in: 0...UInt64.max, preferring: [1, 16, 4096, across, across * 2, 0 &- 16, 0 &- across])
  }

  /// A capability whose bounds begin or end at an edge of a region, or one unit from it; they may be empty, and their
  /// unit may be any.
  private func capability(atEdgeOf region: Bounds, from source: inout ChoiceSource) -> Capability {
    let exponent = source.integer(in: 0...format.maximumExponent)
    let units = source.edgeBiased(in: 0...(UInt64(1) << UInt64(format.mantissaWidth - 1)))
    let length = min(Integer(units) << exponent, region.length)
    let edge = source.element(of: [region.base, region.top - length, region.top, region.base - length])
    let unit: Integer = source.boolean() ? 1 : .twoTo(exponent)
    let base = edge + Integer(source.weighted([(4, 0), (1, 1), (1, -1)])) * unit
    let bounded = format.root.setAddress(format.canonical(base)).setBounds(length: length).capability
    return dressed(bounded.tag ? bounded : format.root, from: &source)
  }

  /// A tagged pattern with a given exponent and any mantissa, with its address where bounds of that exponent just stay
  /// inside a region or just leave it.
  private func pattern(ofAnyExponentIn region: Bounds, from source: inout ChoiceSource) -> Capability {
    let exponent = source.integer(in: 0...format.maximumExponent)
    let length = Integer.twoTo(exponent + format.mantissaWidth - 2)
    let bounded = format.root.setAddress(0).setBounds(length: min(length, format.addressSpaceSize)).capability
    let layout = format.layout
    let mantissa = [layout.bottom, layout.top].map { $0.dropFirst(format.parameters.exponentBitsTaken) }
    let turned = mantissa.map { Integer(source.word(bits: $0.count)) << $0.lowerBound }
    let metadata = turned.reduce(bounded.metadata) { $0 ^ $1 }
    let reach = Integer.twoTo(exponent + format.mantissaWidth - source.integer(in: 0...3))
    let places = [region.base, region.base + reach, region.top - reach, region.top, region.base + region.length / 2]
    let address = source.element(of: places) + Integer(source.integer(in: -2...2, towards: 0))
    return format.decode(metadata: metadata, address: format.wrapped(address), tag: true)
  }

  /// Any tagged pattern with an address in or about a region.
  private func pattern(near region: Bounds, from source: inout ChoiceSource) -> Capability {
    let size = UInt64(exactly: region.length) ?? .max
    let place = source.boolean() ? region.base : region.top
    let distance = Integer(source.edgeBiased(in: 0...size)) * (source.boolean() ? 1 : -1)
    return format.decode(metadata: Integer(source.word()), address: format.wrapped(place + distance), tag: true)
  }

  /// The capability with any object type.
  private func retyped(_ capability: Capability, from source: inout ChoiceSource) -> Capability {
    let types = format.objectTypes
    let type = source.choose(
      in: 0...(UInt64(1) << UInt64(format.layout.objectType.count)) - 1,
      preferring: [types.unsealed, types.entry, types.reserved.lowerBound, types.reserved.upperBound].map(UInt64.init),
      otherwise: 0.5)
    return capability.retyped(Integer(type))
  }

  /// A kernel entry, or one that differs from one in a bit; any entry if the kernel has none.
  private func entry(among entries: [CapabilityBits], from source: inout ChoiceSource) -> CapabilityBits {
    guard !entries.isEmpty else { return unsealed(from: &source).sealEntry().bits }
    var bits = source.element(of: entries)
    switch source.weighted([4, 1, 1, 1]) {
    case 0: break
    case 1: bits.address ^= 1 << source.integer(in: UInt64(0)...63)
    case 2: bits.metadata ^= 1 << source.integer(in: UInt64(0)...63)
    default: bits.tag = false
    }
    return bits
  }
}

extension Capability {
  /// The capability as it was before it was sealed.
  fileprivate var clearedSeal: Capability { retyped(Integer(format.objectTypes.unsealed)) }

  /// The capability with another object type in its metadata word, sealed or not.
  fileprivate func retyped(_ type: Integer) -> Capability {
    let field = format.layout.objectType
    let stored = type ^ format.parameters.memoryMask.bits(field)
    return format.decode(metadata: metadata.replacingBits(field, with: stored), address: address, tag: tag)
  }
}
