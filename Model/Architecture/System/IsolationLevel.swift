/// How much a kernel protects processes, and itself, from one another.
public enum IsolationLevel: String, CaseIterable, Codable, Hashable, Sendable {
  /// Bounds, argument checks, and arguments copied before they are checked.
  case adversarial
  /// Bounds and argument checks.
  case faultIsolation = "fault-isolation"
  /// No bounds: one trust domain.
  case none
}
