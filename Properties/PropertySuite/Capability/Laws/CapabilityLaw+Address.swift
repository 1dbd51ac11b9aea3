import CapabilityModel
import ExactIntegers

extension CapabilityLaw {
  static let address = [
    CapabilityLaw(
      "capability.address.keepsBounds", "Moving the address of a capability that keeps its tag keeps its bounds.",
      rules: ["cap.setAddress", "cap.incrementOffset", "cap.setOffset", "cap.representable.offset"], of: .patterns,
      with: .number
    ) { `case` in
      .forEach(`case`.moved) { .claim(!$0.tag || $0.bounds == `case`.capability.bounds, "unchanged bounds", $0) }
    } falseLaw: {
      FalseLaw("Moving the address of a capability keeps its bounds.") { `case` in
        .forEach(`case`.moved) { .claim($0.bounds == `case`.capability.bounds, "unchanged bounds", $0) }
      }
    },
    CapabilityLaw(
      "capability.address.metadata", "Moving the address of a capability changes its address word and tag alone.",
      rules: ["cap.setAddress", "cap.incrementOffset", "cap.setOffset"], of: .patterns, with: .number
    ) { `case` in
      .forEach(`case`.moved) { .equal($0.metadata, `case`.capability.metadata) }
    } falseLaw: {
      FalseLaw("Moving the address of a capability changes its address word alone.") { `case` in
        .forEach(`case`.moved) { .equal($0.tag, `case`.capability.tag) }
      }
    },
    CapabilityLaw(
      "capability.address.offset", "An offset that was set on a capability that keeps its tag is read back.",
      rules: ["cap.setOffset", "cap.inspect.offset"], of: .patterns, with: .number
    ) {
      let result = $0.capability.setOffset($0.number)
      return result.tag ? .equal(result.offset, $0.number) : .silent
    } falseLaw: {
      FalseLaw("An offset that was set on a capability is read back.") {
        .equal($0.capability.setOffset($0.number).offset, $0.number)
      }
    },
    CapabilityLaw(
      "capability.representable.closedForm",
      "A new address is representable if and only if it lies in the same representable space as the present one.",
      rules: ["cap.representable.precise", "cap.decode.space", "cap.decode.correction"], of: .patterns, with: .number
    ) {
      guard !$0.capability.isMalformed else { return .silent }
      return .equal(
        $0.capability.isRepresentable(at: $0.number), $0.isInSameSpace(unlessExponentIsBelowMaximumBy: 2))
    } falseLaw: {
      FalseLaw("The same, were the exponents that reach everywhere one fewer.") {
        guard !$0.capability.isMalformed else { return .silent }
        return .equal(
          $0.capability.isRepresentable(at: $0.number), $0.isInSameSpace(unlessExponentIsBelowMaximumBy: 1))
      }
    },
    CapabilityLaw(
      "capability.representable.inBounds", "Every address from base up to and including top is representable.",
      rules: ["cap.representable.precise", "cap.representable.sign"], with: .number
    ) {
      let address = $0.capability.base + $0.number % ($0.capability.bounds.length + 1)
      guard address < $0.format.addressSpaceSize, $0.hasSameSign(address) else { return .silent }
      return .claim($0.capability.isRepresentable(at: address), "representable", address.hexadecimal)
    } falseLaw: {
      FalseLaw("Every address as far below base as top is above it is representable.") {
        let address = $0.capability.base - $0.number % ($0.capability.bounds.length + 1)
        guard address >= 0, $0.hasSameSign(address) else { return .silent }
        return .claim($0.capability.isRepresentable(at: address), "representable", address.hexadecimal)
      }
    },
    CapabilityLaw(
      "capability.representable.fast", "The fast check never accepts an address that the precise one rejects.",
      rules: ["cap.representable.fast", "cap.representable.precise"], of: .patterns, with: .number
    ) {
      guard $0.capability.isRepresentableFast(at: $0.number) else { return .silent }
      return .equal($0.capability.isRepresentable(at: $0.number), true)
    } falseLaw: {
      FalseLaw("The fast check accepts every address that the precise one does.") {
        guard $0.capability.isRepresentable(at: $0.number) else { return .silent }
        return .equal($0.capability.isRepresentableFast(at: $0.number), true)
      }
    },
    CapabilityLaw(
      "capability.derivation.monotonic", "What is derived from a capability without other authority is a subset of it.",
      rules: ["cap.setBounds.tag", "cap.setAddress", "cap.andPermissions", "cap.setFlags", "cap.sealEntry"],
      with: .number
    ) { `case` in
      .forEach(`case`.derived) {
        .claim(!$0.tag || `case`.capability.hasSubset($0), "a subset of \(`case`.capability)", $0)
      }
    } falseLaw: {
      FalseLaw("What is derived from a capability, with a tag or without, has bounds within its own.") { `case` in
        .forEach(`case`.derived) {
          .claim(`case`.capability.bounds.contains($0.bounds), "bounds within \(`case`.capability.bounds)", $0)
        }
      }
    },
  ]
}

extension LawCase {
  /// The capability moved in each of the ways there are to move it.
  fileprivate var moved: [Capability] {
    [capability.setAddress(number), capability.incrementOffset(by: number), capability.setOffset(number)]
  }

  /// What operations without other authority make of the capability.
  fileprivate var derived: [Capability] {
    moved + [
      capability.setBounds(length: number).capability, capability.andPermissions(mask: number),
      capability.setFlags(number), capability.sealEntry(), capability.setHigh(number),
    ]
  }

  /// Whether the sign of the part of the address that bounds depend on stays, where there is such a part.
  fileprivate func hasSameSign(_ address: Integer) -> Bool {
    let sign = format.parameters.boundsAddressWidth - 1
    return sign == format.addressWidth - 1 || address.bit(sign) == capability.address.bit(sign)
  }

  /// Whether the number, an address, lies in the representable space of the capability: the 2^(E + MW) addresses from
  /// R x 2^E on. Spaces of the greatest exponents are the whole address space.
  fileprivate func isInSameSpace(unlessExponentIsBelowMaximumBy exempt: Int) -> Bool {
    let exponent = capability.boundsEncoding.exponent
    let reachesEverywhere = exponent >= format.maximumExponent - exempt
    if reachesEverywhere && exponent >= format.addressWidth - format.mantissaWidth { return true }
    guard hasSameSign(number) else { return false }
    if reachesEverywhere { return true }
    let (bottom, width) = (Integer(capability.boundsEncoding.bottom), format.mantissaWidth)
    let start =
      switch format.parameters.representableSpace {
      case .roundedEighthBelow: ((bottom >> (width - 3)) - 1) << (width - 3)
      case .quarterBelow: bottom - .twoTo(width - 2)
      }
    func space(of address: Integer) -> Integer {
      format.wrapped(format.canonical(address) - (start << exponent)) >> (exponent + width)
    }
    return space(of: number) == space(of: capability.address)
  }
}

extension LawVerdict {
  /// The first verdict that isn't that the law holds.
  static func forEach(_ capabilities: [Capability], _ verdict: (Capability) -> LawVerdict) -> LawVerdict {
    for capability in capabilities {
      if case .fails(let expected, let observed) = verdict(capability) {
        return .fails(expected: expected, observed: observed)
      }
    }
    return .holds
  }
}
