import CapabilityModel
import ExactIntegers
import PropertyTesting

/// Two regions of the same size, placed so that capabilities can be relocated between them: each stands at a multiple
/// of four times the size.
struct RegionPair: Codable, Sendable {
  let origin: UInt64
  let destination: UInt64
  let sizeLog2: Int

  /// Regions within what the format allows: the bounds of Morello depend on 56 bits of the address, with a sign, and
  /// its regions must not stand in the first slot.
  ///
  /// - Parameter mayBeTooSmall: whether some are smaller than the format can relocate between.
  init(in format: Format, mayBeTooSmall: Bool = false, from source: inout ChoiceSource) {
    let isTooSmall = mayBeTooSmall && source.boolean(probability: 0.02)
    let smallest = format.mantissaWidth - 2
    let usableBits = min(format.parameters.boundsAddressWidth, 63)
    let isPartial = format.parameters.boundsAddressWidth < format.addressWidth
    sizeLog2 = isTooSmall ? source.integer(in: 4...smallest - 1) : source.integer(in: smallest...40)
    let slots = UInt64(1) << (usableBits - 1 - (sizeLog2 + 2))
    let first: UInt64 = isPartial ? 1 : 0
    origin = source.edgeBiased(in: first...(slots - 2)) << (sizeLog2 + 2)
    destination = source.edgeBiased(in: first...(slots - 2)) << (sizeLog2 + 2)
  }

  /// Regions of any size and at any place that the format allows, the ends of the address space included.
  init(anywhereIn format: Format, from source: inout ChoiceSource) {
    let usableBits = format.parameters.boundsAddressWidth
    let isPartial = usableBits < format.addressWidth
    let smallest = format.mantissaWidth - 2
    let largest = isPartial ? usableBits - 6 : usableBits - 3
    sizeLog2 = source.edgeBiased(in: smallest...largest)
    let slots = UInt64(1) << UInt64((isPartial ? usableBits - 1 : usableBits) - (sizeLog2 + 2))
    let places: ClosedRange<UInt64> = isPartial ? 1...slots - 2 : 0...slots - 1
    origin = source.edgeBiased(in: places) << UInt64(sizeLog2 + 2)
    destination = source.edgeBiased(in: places) << UInt64(sizeLog2 + 2)
  }

  /// What is wrong with regions that somebody else has chosen for a format; nil if capabilities can move between them.
  func problem(in format: Format) -> String? {
    let sizes = format.mantissaWidth - 2...format.addressWidth - 3
    guard sizes.contains(sizeLog2) else {
      return "sizeLog2 is \(sizeLog2), not in \(sizes.lowerBound) … \(sizes.upperBound)"
    }
    let slot = Integer.twoTo(sizeLog2 + 2)
    for base in [origin, destination] {
      guard Integer(base).isMultiple(ofTwoTo: sizeLog2 + 2) else {
        return "a region stands at \(base), no multiple of \(slot)"
      }
      let isPartial = format.parameters.boundsAddressWidth < format.addressWidth
      guard
        !isPartial || slot <= Integer(base) && Integer(base) < .twoTo(format.parameters.boundsAddressWidth - 1) - slot
      else {
        return "a region stands at \(base), where \(format.parameters.name) cannot relocate"
      }
    }
    return nil
  }

  /// What is wrong with regions that somebody else has chosen; nil if there can be such.
  var problem: String? {
    guard (4...60).contains(sizeLog2) else { return "sizeLog2 is \(sizeLog2), not in 4 … 60" }
    let slot = UInt64(4) << UInt64(sizeLog2)
    return [origin, destination].first { $0 % slot != 0 }.map { "a region stands at \($0), no multiple of \(slot)" }
  }

  /// The addresses of the origin region.
  var originRegion: Bounds {
    Bounds(base: Integer(origin), top: Integer(origin) + .twoTo(sizeLog2))
  }
}

extension CapabilityGenerator {
  /// A capability inside the origin region, at its edges, across them, or anywhere.
  func capability(around regions: RegionPair, from source: inout ChoiceSource) -> Capability {
    switch source.weighted([6, 3, 2]) {
    case 0: return capability(inside: regions.originRegion, from: &source)
    case 1: return capability(across: regions.originRegion, from: &source)
    default: return capability(from: &source)
    }
  }

  /// A tagged capability with bounds inside a region; its address may lie outside.
  func capability(inside region: Bounds, from source: inout ChoiceSource) -> Capability {
    let start = region.base + Integer(source.edgeBiased(in: 0...(UInt64(exactly: region.length) ?? .max)))
    let length = Integer(source.edgeBiased(in: 0...(UInt64(exactly: region.top - start) ?? .max)))
    let whole = format.root.setAddress(region.base).setBounds(length: region.length).capability
    let inside = whole.setAddress(start).setBounds(length: length).capability
    return dressed(inside.tag ? inside : whole, from: &source)
  }

  /// A tagged capability whose bounds begin or end about an edge of a region.
  func capability(across region: Bounds, from source: inout ChoiceSource) -> Capability {
    let edge = source.boolean() ? region.top : region.base
    let start = format.wrapped(edge + Integer(source.edgeBiased(in: Int64(-1 << 42)...(1 << 42), towards: 0)))
    let length = Integer(source.word(bits: source.integer(in: 1...44)))
    let across = format.root.setAddress(format.canonical(start)).setBounds(length: length).capability
    return dressed(across.tag ? across : format.root, from: &source)
  }

  /// The capability with some permissions removed, another address, or a seal.
  func dressed(_ capability: Capability, from source: inout ChoiceSource) -> Capability {
    var dressed = capability
    if source.boolean(probability: 0.2) { dressed = dressed.andPermissions(mask: ~Integer(source.word(bits: 22))) }
    let moved = dressed.setAddress(Integer(address(near: dressed, from: &source)))
    if moved.tag { dressed = moved }
    return maybeSealed(dressed, from: &source)
  }
}
