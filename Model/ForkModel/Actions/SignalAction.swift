/// What a process does about a signal that is delivered.
public enum SignalAction: Hashable, Sendable {
  /// SIG_DFL: what the system does by default.
  case standard
  /// SIG_IGN: nothing.
  case ignore
  /// A handler of its own runs, counts, and returns.
  case handle
}
