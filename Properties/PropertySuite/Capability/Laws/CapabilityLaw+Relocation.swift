import CapabilityModel
import ExactIntegers

extension CapabilityLaw {
  static let relocation = [
    CapabilityLaw(
      "capability.relocation.exact",
      "Relocation of a capability inside the region moves both bounds by exactly the distance and leaves its metadata as it is.",
      rules: ["cap.relocate.inside", "cap.relocate.unrepresentable"], with: .relocation
    ) {
      guard $0.isInside else { return .silent }
      return .relocates($0.capability, by: $0.relocation)
    } falseLaw: {
      FalseLaw("The same between regions only twice their size apart.") {
        var closer = $0.relocation
        let unit = Integer.twoTo(closer.sizeLog2 + 1)
        let base = $0.capability.base
        closer.origin = base / unit * unit
        closer.destination = closer.destination + unit
        guard closer.originRegion.contains($0.capability.bounds), $0.capability.tag, $0.contains(closer) else {
          return .silent
        }
        return .relocates($0.capability, by: closer)
      }
    },
    CapabilityLaw(
      "capability.relocation.authority",
      "Relocation under either policy never widens bounds, leaves nothing outside the destination, and keeps permissions, flags and seal.",
      rules: ["cap.relocate.outside", "cap.relocate.clamp"], of: .patterns, with: .relocation
    ) { `case` in
      .forEach(`case`.relocatedUnderEitherPolicy) {
        let distance = `case`.relocation.distance
        let isWithin = `case`.capability.bounds.contains($0.bounds.moved(by: -distance))
        return .claim(
          !$0.tag || !`case`.capability.tag
            || isWithin && $0.hasEqualRights(to: `case`.capability)
              && `case`.relocation.originRegion.moved(by: distance).contains($0.bounds),
          "no more authority than \(`case`.capability)", $0)
      }
    } falseLaw: {
      FalseLaw("Relocation under either policy keeps the length of what keeps its tag.") { `case` in
        .forEach(`case`.relocatedUnderEitherPolicy) {
          .claim(!$0.tag || $0.bounds.length == `case`.capability.bounds.length, "the same length", $0)
        }
      }
    },
    CapabilityLaw(
      "capability.relocation.back", "Relocation there and back is the identity on what lies inside the region.",
      rules: ["cap.relocate.inside"], with: .relocation
    ) {
      $0.isInside ? .equal($0.thereAndBack, $0.capability) : .silent
    } falseLaw: {
      FalseLaw("Relocation there and back is the identity on what keeps its tag.") {
        $0.capability.tag && $0.thereAndBack.tag ? .equal($0.thereAndBack, $0.capability) : .silent
      }
    },
    CapabilityLaw(
      "capability.relocation.outside",
      "Relocation that clears leaves what lies outside the region as it is, without a tag; data stays data.",
      rules: ["cap.relocate.outside", "cap.relocate.data"], of: .patterns, with: .relocation
    ) {
      guard !$0.isInside else { return .silent }
      var relocation = $0.relocation
      relocation.policy = .clear
      return .equal($0.capability.relocated(by: relocation), $0.capability.clearTag())
    } falseLaw: {
      FalseLaw("Relocation under either policy leaves what lies outside the region as it is, without a tag.") {
        guard !$0.isInside else { return .silent }
        return .equal($0.capability.relocated(by: $0.relocation), $0.capability.clearTag())
      }
    },
    CapabilityLaw(
      "capability.relocation.instructions",
      "A kernel with the root can relocate by building the moved words and sealing conditionally with the type copied.",
      rules: ["cap.relocate.inside", "cap.buildCapability", "cap.copyType", "cap.conditionalSeal"], with: .relocation
    ) {
      guard $0.isInside else { return .silent }
      let built = $0.builtAtDestination
      let type = $0.format.root.copyType(of: $0.capability)
      return .equal(built.conditionalSeal(with: type), $0.capability.relocated(by: $0.relocation))
    } falseLaw: {
      FalseLaw("A kernel with the root can relocate by building the moved words.") {
        guard $0.isInside else { return .silent }
        return .equal($0.builtAtDestination, $0.capability.relocated(by: $0.relocation))
      }
    },
  ]
}

extension LawCase {
  /// Whether the capability is tagged and lies inside the origin region.
  fileprivate var isInside: Bool {
    capability.tag && relocation.originRegion.contains(capability.bounds)
  }

  /// Whether both regions lie where the format can have them.
  fileprivate func contains(_ relocation: Relocation) -> Bool {
    let usable = Bounds(base: 0, top: .twoTo(format.parameters.boundsAddressWidth - 1))
    return usable.contains(relocation.originRegion)
      && usable.contains(relocation.originRegion.moved(by: relocation.distance))
  }

  fileprivate var relocatedUnderEitherPolicy: [Capability] {
    [Relocation.Policy.clear, .clamp].map {
      var relocation = relocation
      relocation.policy = $0
      return capability.relocated(by: relocation)
    }
  }

  fileprivate var thereAndBack: Capability {
    var back = relocation
    swap(&back.origin, &back.destination)
    return capability.relocated(by: relocation).relocated(by: back)
  }

  /// What the root builds from the words of the capability with the distance added to the address.
  fileprivate var builtAtDestination: Capability {
    format.root.build(
      format.decode(metadata: capability.metadata, address: capability.address + relocation.distance, tag: false))
  }
}

extension LawVerdict {
  fileprivate static func relocates(_ capability: Capability, by relocation: Relocation) -> LawVerdict {
    let result = capability.relocated(by: relocation)
    return .claim(
      result.tag && result.metadata == capability.metadata
        && result.bounds == capability.bounds.moved(by: relocation.distance),
      "\(capability.bounds.moved(by: relocation.distance)) with metadata \(capability.metadata.hexadecimal)",
      "\(result) with metadata \(result.metadata.hexadecimal)")
  }
}

extension Capability {
  fileprivate func hasEqualRights(to other: Capability) -> Bool {
    permissions == other.permissions && objectType == other.objectType && flags == other.flags
  }
}
