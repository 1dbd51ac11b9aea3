import CapabilityModel
import ExactIntegers

extension CapabilityLaw {
  static let sealing = [
    CapabilityLaw(
      "capability.seal.immutable",
      "Whatever changes a sealed capability clears its tag, but for a mask of RV64Y that takes no permission away.",
      rules: [
        "cap.setAddress", "cap.setBounds.tag", "cap.andPermissions", "cap.andPermissions.sealed", "cap.setFlags",
        "cap.seal", "cap.sealEntry",
      ],
      of: .patterns, with: .number
    ) { `case` in
      guard `case`.capability.isSealed else { return .silent }
      let masked = `case`.capability.andPermissions(mask: `case`.number)
      guard !masked.tag || `case`.mayStaySealed(masked) else {
        return .fails(expected: "an untagged capability", observed: "\(masked)")
      }
      return .forEach(`case`.changed) { .claim(!$0.tag, "an untagged capability", $0) }
    } falseLaw: {
      FalseLaw("Whatever would seal a sealed capability clears its tag.") { `case` in
        guard `case`.capability.isSealed else { return .silent }
        let sealed = `case`.capability.conditionalSeal(with: `case`.format.root.setAddress(`case`.number))
        return .claim(!sealed.tag, "an untagged capability", sealed)
      }
    },
    CapabilityLaw(
      "capability.seal.roundTrip", "Sealing keeps the bounds, and unsealing gives the capability back.",
      rules: ["cap.seal", "cap.unseal", "cap.seal.authority"], with: .number
    ) {
      guard $0.capability.tag, !$0.capability.isSealed, let authority = $0.sealingAuthority else { return .silent }
      let sealed = $0.capability.seal(with: authority)
      guard sealed.tag, sealed.isSealed, sealed.bounds == $0.capability.bounds else {
        return .fails(expected: "\($0.capability), sealed", observed: "\(sealed)")
      }
      return .equal(sealed.unseal(with: authority), $0.capability)
    } falseLaw: {
      FalseLaw("Unsealing with an authority that isn't global gives the capability back.") {
        guard $0.capability.tag, !$0.capability.isSealed, let authority = $0.sealingAuthority else { return .silent }
        let local = authority.andPermissions($0.format.allPermissions.subtracting([.global]))
        return .equal($0.capability.seal(with: authority).unseal(with: local), $0.capability)
      }
    },
    CapabilityLaw(
      "capability.seal.authority",
      "A seal needs an authority that is tagged, unsealed, within its bounds and has Seal; its type isn't reserved.",
      rules: ["cap.seal", "cap.seal.authority"], of: .patterns, with: .number
    ) {
      let authority = $0.authorityAtType
      let sealed = $0.format.root.seal(with: authority)
      guard sealed.tag else { return .silent }
      return .claim(
        authority.tag && !authority.isSealed && authority.permissions.contains(.seal)
          && authority.bounds.contains(authority.address) && !sealed.hasReservedObjectType,
        "an authority that may seal", authority)
    } falseLaw: {
      FalseLaw("A seal needs nothing but an authority that is tagged and has Seal.") {
        guard $0.authorityAtType.tag, $0.authorityAtType.permissions.contains(.seal) else { return .silent }
        return .equal($0.format.root.seal(with: $0.authorityAtType).tag, true)
      }
    },
    CapabilityLaw(
      "capability.build.restores", "Building restores what was derived, bit for bit, unless it is sealed by type.",
      rules: ["cap.buildCapability"]
    ) {
      guard $0.capability.tag, $0.capability.isEntry || !$0.capability.isSealed else { return .silent }
      return .equal($0.format.root.build($0.capability.clearTag()), $0.capability)
    } falseLaw: {
      FalseLaw("Building restores every bit pattern, unless it is sealed by type.", of: .patterns) {
        guard $0.capability.tag, $0.capability.isEntry || !$0.capability.isSealed else { return .silent }
        return .equal($0.format.root.build($0.capability.clearTag()), $0.capability)
      }
    },
    CapabilityLaw(
      "capability.build.monotonic",
      "What is built has no more authority than what it is built from, and the bits asked for.",
      rules: ["cap.buildCapability", "cap.buildCapability.failure"], of: .patterns, with: .capability
    ) {
      let built = $0.other.build($0.capability)
      let bits = $0.capability.isEntry ? $0.capability : $0.capability.unsealed()
      guard built.clearTag() == bits.clearTag() else { return .fails(expected: "\(bits)", observed: "\(built)") }
      guard built.tag else { return .holds }
      return .claim(!$0.other.isSealed && $0.other.hasSubset(built), "a subset of \($0.other)", built)
    } falseLaw: {
      FalseLaw("Building gives a tag to every subset of an unsealed capability.") {
        guard $0.other.tag, !$0.other.isSealed, $0.capability.tag, $0.other.hasSubset($0.capability) else {
          return .silent
        }
        return .equal($0.other.build($0.capability).tag, true)
      }
    },
  ]
}

extension LawCase {
  /// Whether a sealed capability may keep its tag as the result of a mask: in RV64Y, with all permissions but Global.
  fileprivate func mayStaySealed(_ masked: Capability) -> Bool {
    switch format.parameters.sealedMaskRule {
    case .alwaysClears: false
    case .clearsIfPermissionsChange: capability.permissions.isSubset(of: masked.permissions.union([.global]))
    }
  }

  /// What operations that change something make of the capability, but for masks of permissions.
  fileprivate var changed: [Capability] {
    [
      capability.setAddress(number), capability.incrementOffset(by: number), capability.setOffset(number),
      capability.setBounds(length: number).capability, capability.setFlags(number), capability.sealEntry(),
      capability.seal(with: format.root.setAddress(number)),
      capability.copyType(of: other),
    ]
  }

  /// The capability moved to a number not far above the object types.
  fileprivate var authorityAtType: Capability {
    capability.setAddress(number.modulo(twoTo: format.layout.objectType.count + 1))
  }

  /// The root at an object type, if there are any that it can seal with.
  fileprivate var sealingAuthority: Capability? {
    let reserved = format.objectTypes.reserved
    let types = (0..<1 << format.layout.objectType.count).count - reserved.count
    guard types > 0, format.allPermissions.contains(.seal) else { return nil }
    let ordinal = Int(truncatingIfNeeded: number % Integer(types))
    let type = ordinal < reserved.lowerBound ? ordinal : ordinal + reserved.count
    return format.root.setAddress(Integer(type))
  }
}
