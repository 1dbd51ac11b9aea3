package import Architecture

/// Which properties a kernel promises at which isolation level.
///
/// At the adversarial level it promises all; at that of fault isolation, all but that arguments are used as they were
/// checked. Without bounds, pointers reach the whole address space: what confinement gives is lost, and fork cannot
/// tell what lies inside of a region.
package enum IsolationClaims {
  /// The properties that do not hold without isolation; the tests show a program against each.
  package static let lostWithoutIsolation: Set<String> = [
    "fork.transparency", "fork.threads", "fork.mappings", "fork.descriptors", "fork.images", "fork.objects",
    "fork.limits", "fork.signals", "fork.childImage", "fork.strategies", "fork.shortage", "fork.refinement",
    "isolation.confinement", "isolation.noStaleAuthority", "isolation.integrity",
  ]

  /// The properties that do not hold where arguments are used as they lie in memory, and not as they were checked.
  package static let lostWithoutCopies: Set<String> = ["fork.guests"]

  /// Whether a property is promised at a level.
  package static func promise(_ property: String, at level: IsolationLevel) -> Bool {
    switch level {
    case .adversarial: true
    case .faultIsolation: !lostWithoutCopies.contains(property)
    case .none: !lostWithoutIsolation.union(lostWithoutCopies).contains(property)
    }
  }
}
