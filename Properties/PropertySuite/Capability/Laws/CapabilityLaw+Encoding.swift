import CapabilityModel

extension CapabilityLaw {
  static let encoding = [
    CapabilityLaw(
      "capability.encoding.identity", "Decoding a metadata word and encoding it gives the word back, whatever it is.",
      rules: ["cap.decode.fields", "cap.decode.exponent"], of: .patterns, with: .metadata
    ) {
      .equal(
        $0.format.decode(metadata: $0.number, address: $0.capability.address, tag: false).metadata, $0.number)
    } falseLaw: {
      FalseLaw("Every metadata word is the one that deriving its bounds would give.") {
        let pattern = $0.format.decode(metadata: $0.number, address: $0.capability.address, tag: true)
        return .equal($0.format.root.rebuilt(like: pattern).metadata, $0.number)
      }
    },
    CapabilityLaw(
      "capability.encoding.canonical", "Setting the bounds that a capability has changes nothing.",
      rules: ["cap.setBounds", "cap.decode.bounds"]
    ) {
      let capability = $0.capability.unsealed()
      guard capability.base < $0.format.addressSpaceSize, capability.setAddress(capability.base).tag else {
        return .silent
      }
      let again = capability.setAddress(capability.base).setBounds(length: capability.length)
      return .equal(again.capability.setAddress(capability.address), capability)
    } falseLaw: {
      FalseLaw("Setting the bounds that a bit pattern stands for changes nothing.", of: .patterns) {
        let capability = $0.capability.unsealed()
        guard capability.setAddress(capability.base).tag else { return .silent }
        let again = capability.setAddress(capability.base).setBounds(length: capability.length)
        return .equal(again.capability.setAddress(capability.address), capability)
      }
    },
    CapabilityLaw(
      "capability.encoding.order", "A derived capability has its base at or below its top, both in the address space.",
      rules: ["cap.decode.bounds", "cap.decode.wrap", "cap.malformed"]
    ) {
      .claim($0.format.wholeAddressSpace.contains($0.capability.bounds), "bounds in order", $0.capability.bounds)
    } falseLaw: {
      FalseLaw("A bit pattern has its base at or below its top, both in the address space.", of: .patterns) {
        .claim($0.format.wholeAddressSpace.contains($0.capability.bounds), "bounds in order", $0.capability.bounds)
      }
    },
    CapabilityLaw(
      "capability.root.maximal", "Every derived capability is a subset of the root.",
      rules: ["cap.root", "cap.null", "cap.testSubset"]
    ) {
      guard $0.capability.tag else { return .silent }
      return .claim($0.format.root.hasSubset($0.capability), "a subset of \($0.format.root)", $0.capability)
    } falseLaw: {
      FalseLaw("Every derived capability without its tag is a subset of null.") {
        .claim($0.format.null.hasSubset($0.capability.clearTag()), "a subset of \($0.format.null)", $0.capability)
      }
    },
    CapabilityLaw(
      "capability.subset.order",
      "A capability is a subset of itself; two that are subsets of each other have equal bounds, permissions and tags.",
      rules: ["cap.testSubset"], of: .patterns, with: .capability
    ) {
      let (one, other) = ($0.capability, $0.other)
      guard one.hasSubset(one) else { return .fails(expected: "a subset of itself", observed: "\(one)") }
      guard one.hasSubset(other), other.hasSubset(one) else { return .silent }
      return .claim(
        one.bounds == other.bounds && one.permissions == other.permissions && one.tag == other.tag,
        "the authority of \(one)", other)
    } falseLaw: {
      FalseLaw("Two capabilities that are subsets of each other are exactly equal.") {
        guard $0.capability.hasSubset($0.other), $0.other.hasSubset($0.capability) else { return .silent }
        return .equal($0.other, $0.capability)
      }
    },
  ]
}

extension Capability {
  /// The capability with the bounds, permissions, flags and address of another set one after the other.
  fileprivate func rebuilt(like other: Capability) -> Capability {
    setAddress(other.base).setBounds(length: other.length).capability
      .setAddress(other.address).andPermissions(other.permissions).setFlags(.init(other.flags))
  }
}
