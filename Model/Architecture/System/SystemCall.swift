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
  case execve = 59
  case vfork = 66
  case munmap = 73
  case mprotect = 74
  case dup2 = 90
  case readv = 120
  case writev = 121
  case getrlimit = 194
  case setrlimit = 195
  case poll = 209
  case clockGettime = 232
  case nanosleep = 240
  case schedYield = 331
  case sigprocmask = 340
  case sigpending = 343
  case sigaction = 416
  case sigreturn = 417
  case threadExit = 431
  case threadSelf = 432
  case threadNew = 455
  /// Waits for a thread to end; without a counterpart on FreeBSD, where libraries build it on `_umtx_op`.
  case threadJoin = 456
  case messageQueueOpen = 457
  case messageQueueReceive = 459
  case messageQueueSend = 460
  case messageQueueUnlink = 462
  case mmap = 477
  case lseek = 478
  case ftruncate = 480
  case sharedMemoryUnlink = 483
  case pipe2 = 542
  case fstat = 551
  case sharedMemoryOpen = 571
  /// Starts a program in a new process; without a counterpart on FreeBSD, where libraries build it on `vfork` and
  /// `execve`.
  case posixSpawn = 700
}

extension SystemCall {
  /// The name of the call on FreeBSD, or the name it would have there.
  public var name: String {
    switch self {
    case .messageQueueOpen: "kmq_open"
    case .messageQueueReceive: "kmq_timedreceive"
    case .messageQueueSend: "kmq_timedsend"
    case .messageQueueUnlink: "kmq_unlink"
    case .sharedMemoryUnlink: "shm_unlink"
    case .sharedMemoryOpen: "shm_open2"
    case .clockGettime: "clock_gettime"
    case .schedYield: "sched_yield"
    case .threadExit: "thr_exit"
    case .threadSelf: "thr_self"
    case .threadNew: "thr_new"
    case .threadJoin: "thr_join"
    case .posixSpawn: "posix_spawn"
    case .exit, .fork, .read, .write, .open, .close, .wait4, .unlink, .break, .getpid, .kill, .getppid, .dup, .execve,
      .vfork, .munmap, .mprotect, .dup2, .readv, .writev, .getrlimit, .setrlimit, .poll, .nanosleep, .sigprocmask,
      .sigpending, .sigaction, .sigreturn, .mmap, .lseek, .ftruncate, .pipe2, .fstat:
      "\(self)"
    }
  }
}
