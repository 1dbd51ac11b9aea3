public import Architecture

/// How a process ended.
public enum ExitStatus: Hashable, Sendable {
  /// It called `_exit` with this status.
  case exited(UInt8)
  /// A signal ended it.
  case signaled(SignalNumber)

  /// The status word that `wait4` stores (POSIX `<sys/wait.h>`, as FreeBSD lays it out).
  public var waitStatus: Int32 {
    switch self {
    case .exited(let status): Int32(status) << 8
    case .signaled(let signal): signal.rawValue & 0x7F
    }
  }
}
