import CapabilityModel
import ExactIntegers
import PropertyTesting

/// Makes capabilities, and numbers that are interesting for them, in a format of 64-bit words.
struct CapabilityGenerator {
  let format: Format

  /// A capability: mostly derived from the root, sometimes derived and then damaged, sometimes any bit pattern.
  func capability(from source: inout ChoiceSource) -> Capability {
    switch source.weighted([8, 1, 2]) {
    case 0: derived(from: &source)
    case 1: damaged(derived(from: &source), from: &source)
    default: raw(from: &source)
    }
  }

  /// Any bit pattern, tagged or not.
  func raw(from source: inout ChoiceSource) -> Capability {
    format.decode(
      metadata: Integer(source.word()), address: Integer(source.word()), tag: source.boolean(probability: 0.7))
  }

  /// A capability with one bit of its metadata turned over, though still tagged.
  private func damaged(_ capability: Capability, from source: inout ChoiceSource) -> Capability {
    let bit = Integer.twoTo(source.integer(in: 0...63))
    return format.decode(metadata: capability.metadata ^ bit, address: capability.address, tag: capability.tag)
  }

  /// A capability that a program could have derived from the root; tagged but for one in twenty.
  func derived(from source: inout ChoiceSource) -> Capability {
    let capability = maybeSealed(unsealed(from: &source), from: &source)
    return source.boolean(probability: 0.05) ? capability.clearTag() : capability
  }

  /// An unsealed capability as it is, or in one of six cases sealed: as an entry, or by type.
  func maybeSealed(_ capability: Capability, from source: inout ChoiceSource) -> Capability {
    switch source.weighted([10, 1, 1]) {
    case 0: capability
    case 1: capability.sealEntry()
    default: sealedByType(capability, from: &source)
    }
  }

  /// A tagged unsealed capability derived from the root, with bounds of any exponent and any address that keeps them.
  func unsealed(from source: inout ChoiceSource) -> Capability {
    var capability = format.root
    if source.boolean(probability: 0.95) { capability = bounded(capability, from: &source) }
    if source.boolean(probability: 0.2) { capability = narrowed(capability, from: &source) }
    if source.boolean(probability: 0.3) {
      capability = capability.andPermissions(mask: ~Integer(source.word(bits: 22)))
    }
    if source.boolean(probability: 0.3) { capability = capability.setFlags(Integer(source.word(bits: 1))) }
    let moved = capability.setAddress(Integer(address(near: capability, from: &source)))
    return moved.tag ? moved : capability
  }

  private func bounded(_ root: Capability, from source: inout ChoiceSource) -> Capability {
    let length = Integer(source.word(bits: source.integer(in: 1...64)))
    let alignment = source.integer(in: 0...63)
    let anywhere = (Integer(source.word()) >> alignment) << alignment
    let base = format.canonical(min(anywhere, format.addressSpaceSize - length))
    let bounded = root.setAddress(base).setBounds(length: min(length, format.addressSpaceSize - base)).capability
    return bounded.tag ? bounded : root
  }

  private func narrowed(_ capability: Capability, from source: inout ChoiceSource) -> Capability {
    let start = capability.base + number(upTo: capability.length, from: &source)
    let length = number(upTo: capability.top - start, from: &source)
    let narrowed = capability.setAddress(start).setBounds(length: length).capability
    return narrowed.tag ? narrowed : capability
  }

  private func number(upTo limit: Integer, from source: inout ChoiceSource) -> Integer {
    Integer(source.edgeBiased(in: 0...(UInt64(exactly: limit) ?? .max)))
  }

  private func sealedByType(_ capability: Capability, from source: inout ChoiceSource) -> Capability {
    let sealed = capability.seal(with: format.root.setAddress(Integer(source.edgeBiased(in: 0...UInt64(1 << 18)))))
    return sealed.tag ? sealed : capability
  }
}

/// Numbers that are interesting for a capability.
extension CapabilityGenerator {
  /// An address: at or near the bounds, the ends of the representable space or the present address, or any.
  func address(near capability: Capability, from source: inout ChoiceSource) -> UInt64 {
    let bounds = capability.bounds
    let exponent = max(0, capability.boundsEncoding.exponent)
    let eighth = Integer.twoTo(min(exponent, format.maximumExponent) + format.mantissaWidth - 3)
    let anchor: Integer
    switch source.weighted([2, 2, 2, 2, 3, 3, 2]) {
    case 0: anchor = bounds.base
    case 1: anchor = bounds.top
    case 2: anchor = capability.address
    case 3: anchor = bounds.base + number(upTo: max(0, bounds.length), from: &source)
    case 4: anchor = (bounds.base / eighth + Integer(source.integer(in: -8...8, towards: 0))) * eighth
    case 5: anchor = bounds.base + Integer(source.integer(in: -8...8, towards: 0)) * eighth
    default: anchor = Integer(source.word())
    }
    return UInt64(truncatingIfNeeded: anchor + offset(exponent: exponent, from: &source))
  }

  /// A small distance, in bytes or in units of 2^exponent.
  private func offset(exponent: Int, from source: inout ChoiceSource) -> Integer {
    let count = Integer(source.integer(in: -2...2, towards: 0))
    return source.boolean(probability: 0.3) ? count << exponent : count
  }

  /// A length in bytes: about the room up to the top, about a power of two, or any.
  func length(for capability: Capability, from source: inout ChoiceSource) -> UInt64 {
    switch source.weighted([3, 3, 2]) {
    case 0:
      let room = capability.top - capability.address
      return UInt64(truncatingIfNeeded: room + Integer(source.integer(in: -2...2, towards: 0)))
    case 1: return UInt64(truncatingIfNeeded: number(upTo: max(0, capability.length), from: &source))
    default: return source.word()
    }
  }
}

extension Format {
  /// An address that stands for itself where bounds depend on only a part of the address.
  func canonical(_ address: Integer) -> Integer {
    wrapped(address.signExtended(from: parameters.boundsAddressWidth))
  }
}
