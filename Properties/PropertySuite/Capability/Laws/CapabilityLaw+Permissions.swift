import CapabilityModel

extension CapabilityLaw {
  static let permissions = [
    CapabilityLaw(
      "capability.permissions.monotonic", "Masking permissions leaves none that weren't there or in the mask.",
      rules: ["cap.andPermissions", "cap.inspect.permissions"], of: .patterns, with: .number
    ) {
      let result = $0.capability.andPermissions(mask: $0.number)
      let allowed = $0.capability.permissions.intersection($0.format.permissions(named: $0.number))
      return .claim(result.permissions.isSubset(of: allowed), "some of \(allowed)", result.permissions)
    } falseLaw: {
      FalseLaw("Masking permissions leaves all that were there and in the mask.") {
        let result = $0.capability.andPermissions(mask: $0.number)
        return .equal(
          result.permissions, $0.capability.permissions.intersection($0.format.permissions(named: $0.number)))
      }
    },
    CapabilityLaw(
      "capability.permissions.legal", "The legal part of permissions is legal, and grows with them.",
      rules: ["cap.permissions.legal"], of: .patterns, with: .number
    ) {
      let fewer = $0.format.permissions(named: $0.number)
      let more = fewer.union($0.capability.permissions)
      let (legal, legalOfMore) = ($0.format.legal(fewer), $0.format.legal(more))
      return .claim(
        $0.format.legal(legal) == legal && legal.isSubset(of: fewer) && legal.isSubset(of: legalOfMore),
        "a legal part of \(legalOfMore)", legal)
    } falseLaw: {
      FalseLaw("The legal part of two sets of permissions together is that of one and that of the other.") {
        let (one, other) = ($0.format.permissions(named: $0.number), $0.capability.permissions)
        return .equal($0.format.legal(one.union(other)), $0.format.legal(one).union($0.format.legal(other)))
      }
    },
    CapabilityLaw(
      "capability.permissions.keeps", "Masking permissions keeps address, bounds and type.",
      rules: ["cap.andPermissions"], of: .patterns, with: .number
    ) {
      let result = $0.capability.andPermissions(mask: $0.number)
      return .claim(
        result.address == $0.capability.address && result.bounds == $0.capability.bounds
          && result.objectType == $0.capability.objectType, "\($0.capability) with fewer permissions", result)
    } falseLaw: {
      FalseLaw("Masking permissions with all of them changes nothing.") {
        .equal($0.capability.andPermissions($0.format.allPermissions), $0.capability)
      }
    },
  ]
}
