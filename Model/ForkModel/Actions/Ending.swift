public import Architecture

/// How a process ended, which is what its parent learns from `wait`.
public enum Ending: Hashable, Sendable, CustomStringConvertible {
  /// It called `_exit` with this status.
  case exited(Int)
  /// A signal ended it.
  case signaled(SignalNumber)

  /// Whether a parent may be told of the ending in these words.
  ///
  /// Rule ``posix.wait.status``: A parent is told the exit status, which is a C `int`: the whole of it, or its low
  /// eight bits alone. POSIX lets `waitid` report the whole and `waitpid` eight bits of it; Linux keeps eight in every
  /// case.
  func isReported(as told: Ending) -> Bool {
    switch (self, told) {
    case (.exited(let status), .exited(let number)): number == status || number == status & 0xFF
    case (.signaled(let signal), .signaled(let number)): number == signal
    case (.exited, .signaled), (.signaled, .exited): false
    }
  }

  /// The ending as it is printed.
  public var description: String {
    switch self {
    case .exited(let status): "exited with status \(status)"
    case .signaled(let signal): "ended by \(signal.name)"
    }
  }
}
