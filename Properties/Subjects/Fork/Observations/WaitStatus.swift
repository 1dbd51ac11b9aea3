public import Architecture

/// How a process ended, as `wait` reports it.
public enum WaitStatus: Codable, Hashable, Sendable {
  /// It called `_exit` with this status: the whole `int`, as `waitid` may report it, or its low eight bits, as
  /// `waitpid` does.
  case exited(Int32)
  /// It was ended by a signal: one that was sent to it, or one that a refused access has raised.
  case signaled(SignalNumber)
}
