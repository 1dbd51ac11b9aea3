import Architecture

/// A kind of argument, as a call would like to have it.
enum HostileArgument {
  case number([Int64])
  case process
  /// A thread of the caller.
  case thread
  /// A pointer, mostly to one of these offsets.
  case memory([UInt64])
  /// The same, or the null pointer.
  case memoryOrNull([UInt64])
  case any

  private static let descriptor = number([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, -1, 99])
  private static let queue = number([10, 11, 12, 13, 10, 11, 12, 13, 3, -1])
  private static let signal = number([0, 1, 2, 9, 13, 15, 20, 20, 20, 30, 30, 31, 31, 34, 64, -1])
  private static let size = number([0, 1, 2, 8, 16, 64, 512, 513, 4095, 4096, 4097, 8192, 16384, 65536, 1 << 31, -1])
  private static let small = number([0, 1, 2, 3, 4, -1, 1000])
  private static let openFlags = number([0, 1, 2, 0x201, 0x202, 0x206, 0x20A, 0xA02, 0x602, 0x10_0202, 3, -1])
  private static let buffer = memory(HostileImage.buffers)
  private static let path = memory(HostileImage.strings)
  private static let time = memory(HostileImage.times)
  private static let timeIfAny = memoryOrNull(HostileImage.times)
  private static let words = memory(HostileImage.words)

  /// What a call's arguments are, in order.
  static func kinds(of call: SystemCall) -> [HostileArgument] {
    switch call {
    case .exit: [small]
    case .read, .write: [descriptor, buffer, size]
    case .readv, .writev: [descriptor, memory(HostileImage.vectors), small]
    case .open: [path, openFlags, small]
    case .close, .dup: [descriptor]
    case .dup2: [descriptor, descriptor]
    case .wait4: [number([-1, 0, 1, 2, 5, 99]), buffer, number([0, 0, 1, 8]), buffer]
    case .unlink: [path]
    case .break: [size]
    case .kill: [process, signal]
    case .execve, .posixSpawn: [path, memory(HostileImage.argumentLists), memory(HostileImage.argumentLists)]
    case .munmap: [memory([0x2000, 0x3000, 0x5000, 0x6000, 0xA000, 0xB000]), size]
    case .mprotect: [memory([0x0000, 0x2000, 0x4000, 0x5000, 0xA000]), size, number([0, 1, 2, 3, 5, 7, 8])]
    case .getrlimit, .setrlimit: [number([1, 7, 8, 0, 99]), words]
    case .poll: [memory(HostileImage.pollEntries), small, number([0, 1, -1, -2])]
    case .clockGettime: [number([0, 4, 1, -1]), buffer]
    case .nanosleep: [time, buffer]
    case .sigprocmask: [small, words, buffer]
    case .sigpending: [buffer]
    case .sigaction: [signal, memory(HostileImage.actions), buffer]
    case .threadNew: [memory([0]), buffer, small]
    case .threadJoin: [thread]
    case .messageQueueOpen: [path, openFlags, small, memory(HostileImage.queueAttributes)]
    case .messageQueueReceive: [queue, buffer, size, buffer, timeIfAny]
    case .messageQueueSend: [queue, buffer, size, number([0, 1, 63, 64]), timeIfAny]
    case .messageQueueUnlink, .sharedMemoryUnlink: [path]
    case .mmap:
      [
        small, size, number([0, 1, 2, 3, 7, 8]), number([0x1001, 0x1002, 0x1002, 1, 2]), descriptor,
        number([0, 4096, 1]),
      ]
    case .lseek: [descriptor, number([0, 1, -1, 4096, 1 << 20, .max, .min]), small]
    case .ftruncate: [descriptor, number([0, 1, 4096, 8192, 1 << 20, 1 << 21, -1])]
    case .pipe2: [buffer, number([0, 4, 0x10_0000, 1])]
    case .fstat: [descriptor, buffer]
    case .sharedMemoryOpen: [path, openFlags, small, number([0, 0, 0, 1])]
    case .fork, .vfork, .getpid, .getppid, .schedYield, .sigreturn, .threadExit, .threadSelf: []
    }
  }
}
