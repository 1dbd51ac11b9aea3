/// How the set of blocked signals is changed.
public enum MaskChange: Hashable, Sendable {
  /// SIG_BLOCK: these signals are blocked as well.
  case block
  /// SIG_UNBLOCK: these signals are blocked no more.
  case unblock
  /// SIG_SETMASK: these signals are blocked and no others.
  case set
}
