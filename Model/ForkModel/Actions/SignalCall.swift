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
