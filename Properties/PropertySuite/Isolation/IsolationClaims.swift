package import Architecture

/// Which properties a kernel promises at which isolation level.
///
/// With bounds, at the adversarial level and that of fault isolation, it promises all. Without them, pointers reach the whole
/// address space: what confinement gives is lost, and fork cannot tell what lies inside of a region.
package enum IsolationClaims {
  /// The properties that do not hold without isolation; the tests show a program against each.
  package static let lostWithoutIsolation: Set<String> = [
    "fork.transparency", "fork.childImage", "fork.strategies", "fork.shortage", "fork.refinement",
    "isolation.confinement", "isolation.noStaleAuthority", "isolation.integrity",
  ]

  /// Whether a property is promised at a level.
  package static func promise(_ property: String, at level: IsolationLevel) -> Bool {
    level != .none || !lostWithoutIsolation.contains(property)
  }
}
