/// The system calls of the kernel, by their numbers on FreeBSD and CheriBSD.
///
/// Source: FreeBSD `sys/kern/syscalls.master`.
public enum SystemCall: UInt16, CaseIterable, Codable, Hashable, Sendable {
  case exit = 1
  case fork = 2
  case read = 3
  case write = 4
  case open = 5
  case close = 6
  case wait4 = 7
  case unlink = 10
  case `break` = 17
  case getpid = 20
  case kill = 37
  case getppid = 39
  case dup = 41
  case vfork = 66
  case munmap = 73
  case mprotect = 74
  case dup2 = 90
  case readv = 120
  case writev = 121
  case schedYield = 331
  case threadExit = 431
  case threadSelf = 432
  case threadNew = 455
  /// Waits for a thread to end; without a counterpart on FreeBSD, where libraries build it on `_umtx_op`.
  case threadJoin = 456
  case mmap = 477
  case lseek = 478
  case pipe2 = 542
}
