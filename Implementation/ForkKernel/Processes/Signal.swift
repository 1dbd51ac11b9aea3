/// The signals, numbered as on FreeBSD and CheriBSD.
///
/// Source: POSIX.1-2024 `<signal.h>` for the meanings; FreeBSD `sys/signal.h` for the numbers, CheriBSD for SIGPROT.
public enum Signal: Int32, CaseIterable, Hashable, Sendable {
  case hangup = 1  // SIGHUP
  case interrupt = 2  // SIGINT
  case illegalInstruction = 4  // SIGILL
  case trap = 5  // SIGTRAP
  case abort = 6  // SIGABRT
  case kill = 9  // SIGKILL
  case bus = 10  // SIGBUS
  case segmentationViolation = 11  // SIGSEGV
  case badSystemCall = 12  // SIGSYS
  case brokenPipe = 13  // SIGPIPE
  case alarm = 14  // SIGALRM
  case terminate = 15  // SIGTERM
  case child = 20  // SIGCHLD
  case user1 = 30  // SIGUSR1
  case user2 = 31  // SIGUSR2
  case protection = 34  // SIGPROT
}
