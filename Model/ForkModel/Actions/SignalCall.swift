public import Architecture

/// A system call that concerns signals.
public enum SignalCall: Hashable, Sendable {
  /// Sends a signal to a process.
  case send(SignalNumber, to: ProcessNumber)
  /// Says what the process does about a signal.
  case setAction(SignalNumber, SignalAction)
  /// Changes which signals the thread blocks.
  case mask(MaskChange, Set<SignalNumber>)
  /// Asks which signals are pending for the process or the thread.
  case pending
  /// Asks how often the handler of a signal has run.
  case handled(SignalNumber)
}

/// What a process does about a signal that is delivered.
public enum SignalAction: Hashable, Sendable {
  /// SIG_DFL: what the system does by default.
  case standard
  /// SIG_IGN: nothing.
  case ignore
  /// A handler of its own runs, counts, and returns.
  case handle
}

/// How the set of blocked signals is changed.
public enum MaskChange: Hashable, Sendable {
  /// SIG_BLOCK: these signals are blocked as well.
  case block
  /// SIG_UNBLOCK: these signals are blocked no more.
  case unblock
  /// SIG_SETMASK: these signals are blocked and no others.
  case set
}
