/// How a kernel provides the child's copy at fork.
public enum ForkStrategy: String, CaseIterable, Codable, Hashable, Sendable {
  /// Every page is copied and relocated at fork.
  case copy
  /// Copy on access: pages are copied when parent or child first touches them (CoA).
  case copyOnAccess = "coa"
  /// Copy on pointer access: pages are shared until either writes, or the child loads a capability (CoPA).
  case copyOnPointerAccess = "copa"
}

extension ForkStrategy {
  /// The strategy as it is usually called.
  public var text: String {
    switch self {
    case .copy: "full copy"
    case .copyOnAccess: "CoA"
    case .copyOnPointerAccess: "CoPA"
    }
  }
}

/// How much a kernel protects processes, and itself, from one another.
public enum IsolationLevel: String, CaseIterable, Codable, Hashable, Sendable {
  /// Bounds, argument checks, and arguments copied before they are checked.
  case adversarial
  /// Bounds and argument checks.
  case faultIsolation = "fault-isolation"
  /// No bounds: one trust domain.
  case none
}
