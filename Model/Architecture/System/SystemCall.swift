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

/// The one table of the system calls: all that is said of them one by one and does not depend on how they work.
///
/// From it are derived the table in `Docs/SystemCalls.md`, the errors that hostile calls may meet, and their arguments.
public struct SystemCallEntry: Sendable {
  /// The name of the call on FreeBSD, or the name it would have there.
  public let name: String
  /// What it is passed, by name, in order.
  public let operands: [SystemCallOperand]
  /// The errors with which it fails, in the order of the checks; one that is found in two ways stands twice.
  public let errors: [ErrorNumber]
  /// What there is to know of it beside POSIX.
  public let note: String

  fileprivate init(
    _ name: String, _ operands: KeyValuePairs<String, SystemCallOperand>, errors: [ErrorNumber], _ note: String
  ) {
    self.name = name
    self.operands = operands.map(\.value)
    self.errors = errors
    self.note = note
  }
}

/// What a system call is passed.
public enum SystemCallOperand: CaseIterable, Sendable {
  case action, argumentList, awaited, buffer, clock, descriptor, fileLength, mapFlags, mapOffset, mappedProtection
  case openFlags, optionalTime, path, pipeFlags, pollEntries, priority, process, protectedStart, protection, queue
  case queueAttributes, resource, routine, seekOffset, sharedFlags, signal, size, smallNumber, thread, time, timeout
  case unmappedStart, vector, waitOptions, words
}

extension SystemCall {
  private static let entries = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.stated) })

  /// What is known of the call.
  public var entry: SystemCallEntry { Self.entries[self] ?? stated }

  /// The name of the call on FreeBSD, or the name it would have there.
  public var name: String { entry.name }

  private var stated: SystemCallEntry {
    switch self {
    case .exit:
      SystemCallEntry(
        "exit", ["status": .smallNumber],
        errors: [], "")
    case .fork:
      SystemCallEntry(
        "fork", [:],
        errors: [.tryAgain, .noMemory], "the child's worst case is reserved at once")
    case .vfork:
      SystemCallEntry(
        "vfork", [:],
        errors: [.tryAgain], "the calling thread waits until the child ends or executes; signals wait with it")
    case .execve:
      SystemCallEntry(
        "execve", ["path": .path, "arguments": .argumentList, "environment": .argumentList],
        errors: [.badAddress, .nameTooLong, .argumentListTooLong, .noSuchFile, .accessDenied, .noMemory],
        "programs are installed by the host, by name; a file is none (EACCES). Only the calling thread survives")
    case .posixSpawn:
      SystemCallEntry(
        "posix_spawn", ["path": .path, "arguments": .argumentList, "environment": .argumentList],
        errors: [.badAddress, .nameTooLong, .argumentListTooLong, .noSuchFile, .accessDenied, .tryAgain, .noMemory],
        "a call of ours: path, arguments, environment; answers the identifier. No file actions, no attributes")
    case .wait4:
      SystemCallEntry(
        "wait4", ["process": .awaited, "status": .buffer, "options": .waitOptions, "usage": .buffer],
        errors: [.invalidArgument, .badAddress, .noChildProcesses, .interrupted],
        "any child or one; WNOHANG. The usage is zeros")
    case .getpid:
      SystemCallEntry(
        "getpid", [:],
        errors: [], "")
    case .getppid:
      SystemCallEntry(
        "getppid", [:],
        errors: [], "")
    case .threadNew:
      SystemCallEntry(
        "thr_new", ["routine": .routine, "identifier": .buffer, "argument": .smallNumber],
        errors: [.badAddress, .tryAgain], "")
    case .threadSelf:
      SystemCallEntry(
        "thr_self", [:],
        errors: [], "")
    case .threadExit:
      SystemCallEntry(
        "thr_exit", [:],
        errors: [], "")
    case .threadJoin:
      SystemCallEntry(
        "thr_join", ["thread": .thread],
        errors: [.deadlock, .noSuchProcess, .interrupted], "a call of ours")
    case .schedYield:
      SystemCallEntry(
        "sched_yield", [:],
        errors: [], "")
    case .kill:
      SystemCallEntry(
        "kill", ["process": .process, "signal": .signal],
        errors: [.invalidArgument, .notPermitted, .noSuchProcess],
        "one process; there are no groups. EPERM for the system process")
    case .sigaction:
      SystemCallEntry(
        "sigaction", ["signal": .signal, "action": .action, "former": .buffer],
        errors: [.invalidArgument, .badAddress],
        "flags as on FreeBSD; no alternate stacks, SA_SIGINFO passes no information")
    case .sigprocmask:
      SystemCallEntry(
        "sigprocmask", ["change": .smallNumber, "signals": .words, "former": .buffer],
        errors: [.invalidArgument, .badAddress], "of the thread")
    case .sigpending:
      SystemCallEntry(
        "sigpending", ["signals": .buffer],
        errors: [.badAddress], "of the process and the thread")
    case .sigreturn:
      SystemCallEntry(
        "sigreturn", [:],
        errors: [],
        "entered by returning from a handler, with the stack pointer as it was; a frame that is none ends the process by SIGSEGV"
      )
    case .read:
      SystemCallEntry(
        "read", ["descriptor": .descriptor, "buffer": .buffer, "length": .size],
        errors: [.invalidArgument, .badFileDescriptor, .badAddress, .tryAgain, .interrupted],
        "a vector has 1 to 1024 buffers. Shared memory objects are not read or written: EINVAL")
    case .readv:
      SystemCallEntry(
        "readv", ["descriptor": .descriptor, "buffers": .vector, "count": .smallNumber],
        errors: [.invalidArgument, .badFileDescriptor, .badAddress, .tryAgain, .interrupted],
        "a vector has 1 to 1024 buffers. Shared memory objects are not read or written: EINVAL")
    case .write:
      SystemCallEntry(
        "write", ["descriptor": .descriptor, "buffer": .buffer, "length": .size],
        errors: [
          .invalidArgument, .badFileDescriptor, .badAddress, .brokenPipe, .fileTooLarge, .noSpace, .tryAgain,
          .interrupted,
        ],
        "up to 512 bytes go into a pipe all at once or not yet. A file has up to 1 MiB, or RLIMIT_FSIZE; a write goes up to there. Where not one byte fits: EFBIG, and SIGXFSZ if it is the limit of the process"
      )
    case .writev:
      SystemCallEntry(
        "writev", ["descriptor": .descriptor, "buffers": .vector, "count": .smallNumber],
        errors: [
          .invalidArgument, .badFileDescriptor, .badAddress, .brokenPipe, .fileTooLarge, .noSpace, .tryAgain,
          .interrupted,
        ],
        "up to 512 bytes go into a pipe all at once or not yet. A file has up to 1 MiB, or RLIMIT_FSIZE; a write goes up to there. Where not one byte fits: EFBIG, and SIGXFSZ if it is the limit of the process"
      )
    case .open:
      SystemCallEntry(
        "open", ["path": .path, "flags": .openFlags, "mode": .smallNumber],
        errors: [
          .invalidArgument, .badAddress, .nameTooLong, .isADirectory, .tooManyFiles, .noSuchFile, .accessDenied,
          .fileExists, .tooManyFilesInSystem, .noSpace,
        ], "one flat directory; the mode is not looked at")
    case .unlink:
      SystemCallEntry(
        "unlink", ["path": .path],
        errors: [.badAddress, .nameTooLong, .noSuchFile, .isADirectory], "")
    case .close:
      SystemCallEntry(
        "close", ["descriptor": .descriptor],
        errors: [.badFileDescriptor], "")
    case .dup:
      SystemCallEntry(
        "dup", ["descriptor": .descriptor],
        errors: [.badFileDescriptor, .tooManyFiles], "")
    case .dup2:
      SystemCallEntry(
        "dup2", ["descriptor": .descriptor, "onto": .descriptor],
        errors: [.badFileDescriptor], "also for a number that no descriptor may have")
    case .pipe2:
      SystemCallEntry(
        "pipe2", ["descriptors": .buffer, "flags": .pipeFlags],
        errors: [.invalidArgument, .badAddress, .tooManyFiles, .tooManyFilesInSystem], "16 KiB")
    case .lseek:
      SystemCallEntry(
        "lseek", ["descriptor": .descriptor, "offset": .seekOffset, "origin": .smallNumber],
        errors: [.invalidArgument, .badFileDescriptor, .illegalSeek, .overflow, .invalidArgument], "files only")
    case .ftruncate:
      SystemCallEntry(
        "ftruncate", ["descriptor": .descriptor, "length": .fileLength],
        errors: [.invalidArgument, .badFileDescriptor, .invalidArgument, .fileTooLarge, .noSpace, .noMemory],
        "beyond RLIMIT_FSIZE: EFBIG and SIGXFSZ, for files")
    case .fstat:
      SystemCallEntry(
        "fstat", ["descriptor": .descriptor, "status": .buffer],
        errors: [.badFileDescriptor, .badAddress], "number, links, kind, size, size of a block")
    case .poll:
      SystemCallEntry(
        "poll", ["entries": .pollEntries, "count": .smallNumber, "timeout": .timeout],
        errors: [.invalidArgument, .badAddress, .interrupted],
        "as many entries as RLIMIT_NOFILE allows descriptors; writes nothing but what happened")
    case .mmap:
      SystemCallEntry(
        "mmap",
        [
          "hint": .smallNumber, "length": .size, "protection": .mappedProtection, "flags": .mapFlags,
          "descriptor": .descriptor, "offset": .mapOffset,
        ],
        errors: [.invalidArgument, .badFileDescriptor, .noDevice, .accessDenied, .noMemory],
        "anonymous, or a shared memory object; answers a capability for just the pages")
    case .munmap:
      SystemCallEntry(
        "munmap", ["start": .unmappedStart, "length": .size],
        errors: [.invalidArgument, .badAddress], "the capability has to cover the pages")
    case .mprotect:
      SystemCallEntry(
        "mprotect", ["start": .protectedStart, "length": .size, "protection": .protection],
        errors: [.invalidArgument, .badAddress, .noMemory, .accessDenied],
        "likewise. What was mapped through a descriptor for reading does not become writable: EACCES")
    case .`break`:
      SystemCallEntry(
        "break", ["bytes": .size],
        errors: [.noMemory], "answers a capability for the heap")
    case .sharedMemoryOpen:
      SystemCallEntry(
        "shm_open2", ["path": .path, "flags": .openFlags, "mode": .smallNumber, "sharedFlags": .sharedFlags],
        errors: [
          .invalidArgument, .badAddress, .nameTooLong, .tooManyFiles, .noSuchFile, .fileExists, .tooManyFilesInSystem,
        ],
        "and SHM_ANON. Objects are mapped, not read or written. A page that `ftruncate` takes away is lost to all who map it: SIGBUS, until it is unmapped"
      )
    case .sharedMemoryUnlink:
      SystemCallEntry(
        "shm_unlink", ["path": .path],
        errors: [.badAddress, .invalidArgument, .nameTooLong, .noSuchFile],
        "an object lives for as long as any page of it is mapped")
    case .messageQueueOpen:
      SystemCallEntry(
        "kmq_open", ["path": .path, "flags": .openFlags, "mode": .smallNumber, "attributes": .queueAttributes],
        errors: [
          .invalidArgument, .badAddress, .nameTooLong, .tooManyFiles, .noSuchFile, .fileExists, .invalidArgument,
          .tooManyFilesInSystem, .noSpace,
        ], "up to 100 messages of 16 KiB; the descriptor is closed on exec")
    case .messageQueueSend:
      SystemCallEntry(
        "kmq_timedsend",
        ["descriptor": .queue, "buffer": .buffer, "length": .size, "priority": .priority, "deadline": .optionalTime],
        errors: [
          .invalidArgument, .badFileDescriptor, .messageTooLong, .badAddress, .tryAgain, .timedOut, .interrupted,
        ], "by priority, then by age")
    case .messageQueueReceive:
      SystemCallEntry(
        "kmq_timedreceive",
        ["descriptor": .queue, "buffer": .buffer, "length": .size, "priority": .buffer, "deadline": .optionalTime],
        errors: [
          .invalidArgument, .badFileDescriptor, .messageTooLong, .badAddress, .tryAgain, .timedOut, .interrupted,
        ], "by priority, then by age")
    case .messageQueueUnlink:
      SystemCallEntry(
        "kmq_unlink", ["path": .path],
        errors: [.badAddress, .invalidArgument, .nameTooLong, .noSuchFile], "")
    case .clockGettime:
      SystemCallEntry(
        "clock_gettime", ["clock": .clock, "time": .buffer],
        errors: [.invalidArgument, .badAddress], "CLOCK_REALTIME and CLOCK_MONOTONIC, both since boot")
    case .nanosleep:
      SystemCallEntry(
        "nanosleep", ["time": .time, "rest": .buffer],
        errors: [.badAddress, .invalidArgument, .interrupted], "")
    case .getrlimit:
      SystemCallEntry(
        "getrlimit", ["resource": .resource, "limit": .words],
        errors: [.invalidArgument, .badAddress], "RLIMIT_FSIZE, RLIMIT_NPROC, RLIMIT_NOFILE")
    case .setrlimit:
      SystemCallEntry(
        "setrlimit", ["resource": .resource, "limit": .words],
        errors: [.invalidArgument, .badAddress, .notPermitted], "nobody can raise a hard limit")
    }
  }
}
