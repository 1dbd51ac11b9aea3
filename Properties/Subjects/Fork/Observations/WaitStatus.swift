public import Architecture

/// How a process ended, as `wait` reports it.
public enum WaitStatus: Codable, Hashable, Sendable {
  /// It called `_exit` with this status.
  case exited(UInt8)
  /// It was ended by a refused access.
  case killed(Refusal)
  /// It was ended by a signal that was sent to it.
  case signaled(SignalNumber)
}
