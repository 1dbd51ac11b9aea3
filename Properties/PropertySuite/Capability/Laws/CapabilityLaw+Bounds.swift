import CapabilityModel
import ExactIntegers

extension CapabilityLaw {
  static let bounds = [
    CapabilityLaw(
      "capability.setBounds.contains", "New bounds contain those asked for.",
      rules: ["cap.setBounds", "cap.setBounds.rounding"], of: .patterns, with: .number
    ) {
      guard let request = $0.request else { return .silent }
      let bounds = $0.capability.setBounds(length: $0.number).capability.bounds
      return .claim(bounds.contains(request), "bounds around \(request)", bounds)
    } falseLaw: {
      FalseLaw("New bounds are those asked for.") {
        guard let request = $0.request else { return .silent }
        return .equal($0.capability.setBounds(length: $0.number).capability.bounds, request)
      }
    },
    CapabilityLaw(
      "capability.setBounds.keeps", "Setting bounds keeps address, permissions, flags and type.",
      rules: ["cap.setBounds"], of: .patterns, with: .number
    ) {
      let result = $0.capability.setBounds(length: $0.number).capability
      return .claim(result.equalsButForBoundsAndTag($0.capability), "\($0.capability) but for bounds and tag", result)
    } falseLaw: {
      FalseLaw("Setting bounds keeps address, permissions, flags, type and tag.") {
        let result = $0.capability.setBounds(length: $0.number).capability
        return .claim(
          result.equalsButForBoundsAndTag($0.capability) && result.tag == $0.capability.tag,
          "\($0.capability) but for bounds", result)
      }
    },
    CapabilityLaw(
      "capability.setBounds.exact", "The exact flag says whether the new bounds are those asked for.",
      rules: ["cap.setBounds.rounding", "cap.setBoundsExact"], of: .patterns, with: .number
    ) {
      guard let request = $0.request else { return .silent }
      let (result, isExact) = $0.capability.setBounds(length: $0.number)
      return .equal(isExact, result.bounds == request)
    } falseLaw: {
      FalseLaw("The exact flag says whether the length is a representable one.") {
        guard $0.request != nil else { return .silent }
        return .equal(
          $0.capability.setBounds(length: $0.number).isExact, $0.format.representableLength($0.number) == $0.number)
      }
    },
    CapabilityLaw(
      "capability.setBounds.monotonic", "New bounds of a capability that keeps its tag lie within the old ones.",
      rules: ["cap.setBounds.tag", "cap.setBounds.address"], with: .number
    ) {
      let result = $0.capability.setBounds(length: $0.number).capability
      guard result.tag else { return .silent }
      return .claim($0.capability.bounds.contains(result.bounds), "bounds within \($0.capability.bounds)", result)
    } falseLaw: {
      FalseLaw("New bounds of a capability lie within the old ones.") {
        let result = $0.capability.setBounds(length: $0.number).capability
        return .claim($0.capability.bounds.contains(result.bounds), "bounds within \($0.capability.bounds)", result)
      }
    },
    CapabilityLaw(
      "capability.setBounds.tightest", "No exponent has shorter bounds around those asked for.",
      rules: ["cap.setBounds.exponent", "cap.setBounds.rounding"], of: .patterns, with: .number
    ) {
      guard let request = $0.request else { return .silent }
      let length = $0.capability.setBounds(length: $0.number).capability.bounds.length
      let shortest = (0...$0.format.maximumExponent).lazy.compactMap { [format = $0.format] in
        format.length(around: request, exponent: $0)
      }.min()
      return .equal(length, request.length < .twoTo($0.format.mantissaWidth - 2) ? request.length : shortest ?? -1)
    } falseLaw: {
      FalseLaw("New bounds are as short as any of a representable length at least that asked for.") {
        guard $0.request != nil else { return .silent }
        let length = $0.capability.setBounds(length: $0.number).capability.bounds.length
        return .equal($0.format.wrapped(length), $0.format.representableLength($0.number))
      }
    },
    CapabilityLaw(
      "capability.setBounds.small", "Bounds shorter than 2^(MW - 2) bytes, empty ones among them, are exact.",
      rules: ["cap.setBounds.exponent"], of: .patterns, with: .number
    ) {
      let length = $0.number.modulo(twoTo: $0.format.mantissaWidth - 2)
      return .equal($0.capability.setBounds(length: length).isExact, true)
    } falseLaw: {
      FalseLaw("Bounds shorter than 2^(MW - 1) bytes are exact.") {
        let length = $0.number.modulo(twoTo: $0.format.mantissaWidth - 1)
        return .equal($0.capability.setBounds(length: length).isExact, true)
      }
    },
    CapabilityLaw(
      "capability.setBounds.powersOfTwo", "Bounds of a power of two bytes at a multiple of it are exact.",
      rules: ["cap.setBounds.exponent"], of: .patterns, with: .number
    ) {
      let length = Integer.twoTo(Int(truncatingIfNeeded: $0.number % Integer($0.format.addressWidth)))
      let aligned = $0.capability.setAddress($0.capability.address / length * length)
      return .equal(aligned.setBounds(length: length).isExact, true)
    } falseLaw: {
      FalseLaw("Bounds of a power of two bytes are exact.") {
        let length = Integer.twoTo(Int(truncatingIfNeeded: $0.number % Integer($0.format.addressWidth)))
        return .equal($0.capability.setBounds(length: length).isExact, true)
      }
    },
    CapabilityLaw(
      "capability.representableLength.exact",
      "Bounds of a representable length at a base aligned by the mask are exact, and are at least as long as asked for.",
      rules: ["cap.representableLength", "cap.representableLength.mask"], of: .patterns, with: .number
    ) {
      guard let (length, mask) = $0.representable else { return .silent }
      let aligned = $0.capability.setAddress($0.capability.address & mask)
      guard aligned.address + length <= $0.format.addressSpaceSize else { return .silent }
      return .claim(aligned.setBounds(length: length).isExact && length >= $0.number, "exact bounds", length)
    } falseLaw: {
      FalseLaw("Bounds of a representable length are exact at any base.") {
        guard let (length, _) = $0.representable else { return .silent }
        return .claim($0.capability.setBounds(length: length).isExact, "exact bounds", length)
      }
    },
    CapabilityLaw(
      "capability.representableLength.idempotent", "A representable length and its mask are their own.",
      rules: ["cap.representableLength", "cap.representableLength.mask"], of: .patterns, with: .number
    ) {
      guard let (length, mask) = $0.representable else { return .silent }
      return .equal(
        [$0.format.representableLength(length), $0.format.representableAlignmentMask(length: length)], [length, mask])
    } falseLaw: {
      FalseLaw("The representable length of a length twice as long is twice as long.") {
        guard let (length, _) = $0.representable, $0.number * 2 < $0.format.addressSpaceSize else { return .silent }
        return .equal($0.format.representableLength($0.number * 2), $0.format.wrapped(length * 2))
      }
    },
  ]
}

extension LawCase {
  /// The representable length for the number, and its mask, unless the length is that of the whole address space.
  fileprivate var representable: (length: Integer, mask: Integer)? {
    let length = format.representableLength(number)
    guard length >= number else { return nil }
    return (length, format.representableAlignmentMask(length: number))
  }
}

extension Capability {
  fileprivate func equalsButForBoundsAndTag(_ other: Capability) -> Bool {
    address == other.address && permissions == other.permissions && objectType == other.objectType
      && flags == other.flags
  }
}

extension Format {
  /// The length of the shortest bounds around others that an internal exponent has, if it has any.
  fileprivate func length(around request: Bounds, exponent: Int) -> Integer? {
    let unit = Integer.twoTo(exponent + parameters.exponentBitsTaken)
    let units = -(-request.top / unit) - request.base / unit
    // T - B, with the bits that the exponent takes counted as 0, must have its two highest bits 01.
    let length = units * unit
    let isStorable = length >> exponent >= .twoTo(mantissaWidth - 2) && length >> exponent < .twoTo(mantissaWidth - 1)
    return isStorable ? length : nil
  }
}
