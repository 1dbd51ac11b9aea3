/// What relocation did to one capability.
public enum RelocationOutcome: Sendable {
  /// Nothing: it had no tag, or is a kernel entry.
  case unchanged
  /// Moved by the distance between the regions.
  case moved
  /// Restricted to the origin region, then moved.
  case clamped
  /// Its tag was cleared, which confinement says cannot happen.
  case cleared
}
