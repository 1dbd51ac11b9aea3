public import Architecture

/// How a process ended, which is what its parent learns from `wait`.
public enum Ending: Hashable, Sendable, CustomStringConvertible {
  /// It called `_exit` with this status.
  case exited(Int)
  /// A signal ended it.
  case signaled(SignalNumber)

  /// The ending as it is printed.
  public var description: String {
    switch self {
    case .exited(let status): "exited with status \(status)"
    case .signaled(let signal): "ended by \(signal.name)"
    }
  }
}
