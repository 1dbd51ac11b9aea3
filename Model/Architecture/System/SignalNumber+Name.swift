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
