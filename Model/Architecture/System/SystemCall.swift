/// The system calls of the kernel, by their numbers on FreeBSD and CheriBSD.
///
/// Source: FreeBSD `sys/kern/syscalls.master`.
public enum SystemCall: UInt16, CaseIterable, Codable, Hashable, Sendable {
  case exit = 1
  case fork = 2
  case wait4 = 7
  case getpid = 20
  case getppid = 39
}
