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
