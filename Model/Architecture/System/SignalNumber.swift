/// The signals that a kernel of this project raises or a process may send, numbered as on FreeBSD and CheriBSD.
///
/// Job control (SIGSTOP, SIGCONT and their kin) is not part of the project.
///
/// Source: POSIX.1-2024 `<signal.h>` for the meanings; FreeBSD `sys/signal.h` for the numbers, CheriBSD for SIGPROT.
public enum SignalNumber: Int32, CaseIterable, Codable, Hashable, Sendable {
  case hangup = 1  // SIGHUP
  case interrupt = 2  // SIGINT
  case quit = 3  // SIGQUIT
  case illegalInstruction = 4  // SIGILL
  case trap = 5  // SIGTRAP
  case abort = 6  // SIGABRT
  case floatingPoint = 8  // SIGFPE
  case kill = 9  // SIGKILL
  case bus = 10  // SIGBUS
  case segmentationViolation = 11  // SIGSEGV
  case badSystemCall = 12  // SIGSYS
  case pipe = 13  // SIGPIPE
  case alarm = 14  // SIGALRM
  case terminate = 15  // SIGTERM
  case urgent = 16  // SIGURG
  case child = 20  // SIGCHLD
  case fileSizeLimit = 25  // SIGXFSZ
  case user1 = 30  // SIGUSR1
  case user2 = 31  // SIGUSR2
  case protection = 34  // SIGPROT
}

extension SignalNumber {
  /// The name by which programs know the signal: `SIGHUP`.
  public var name: String {
    switch self {
    case .hangup: "SIGHUP"
    case .interrupt: "SIGINT"
    case .quit: "SIGQUIT"
    case .illegalInstruction: "SIGILL"
    case .trap: "SIGTRAP"
    case .abort: "SIGABRT"
    case .floatingPoint: "SIGFPE"
    case .kill: "SIGKILL"
    case .bus: "SIGBUS"
    case .segmentationViolation: "SIGSEGV"
    case .badSystemCall: "SIGSYS"
    case .pipe: "SIGPIPE"
    case .alarm: "SIGALRM"
    case .terminate: "SIGTERM"
    case .urgent: "SIGURG"
    case .child: "SIGCHLD"
    case .fileSizeLimit: "SIGXFSZ"
    case .user1: "SIGUSR1"
    case .user2: "SIGUSR2"
    case .protection: "SIGPROT"
    }
  }
}
