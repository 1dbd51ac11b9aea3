public import Architecture

/// A μprocess: a region, what is mapped in it, and its place in the family.
struct Process: Sendable {
  /// Whether it runs.
  enum State: Hashable, Sendable {
    /// The slot is nobody's.
    case unused
    /// It has threads that run or wait.
    case running
    /// It has ended and waits to be reaped.
    case zombie(ExitStatus)
  }

  /// The process identifier that programs see.
  var pid: Int32 = 0
  /// Whether it runs.
  var state: State = .unused
  /// A host has started it, and is told how it ends.
  var isStarted = false
  /// Its parent: ``ProcessID/initProcess`` for orphans.
  var parent: ProcessID = .none
  /// The head of the list of its children.
  var firstChild: ProcessID = .none
  var nextSibling: ProcessID = .none
  var previousSibling: ProcessID = .none

  /// The region it lives in, or lived in.
  var region: RegionID = .none
  /// The first address of the region.
  var base: UInt64 = 0
  /// The region has 2^k bytes; this is k.
  var sizeLog2: UInt8 = 0
  /// The use of the region that it is, or was.
  var epoch: UInt64 = 0
  /// What is mapped in the region; none once it has ended.
  var memory: ProcessMemoryID = .none
  /// It runs in its parent's memory since a vfork, and the parent's thread waits for it to leave.
  var suspendsParent = false
  /// Its descriptors, by their numbers.
  var descriptors: [Descriptor] = []
  /// What it does about signals.
  var signals = ProcessSignals()
  /// What limits it, where that is not the usual.
  var limits: [ResourceLimit.Resource: ResourceLimit] = [:]
  /// The head of the list of its threads.
  var firstThread: ThreadID = .none
  /// How many threads it has that have not ended.
  var threadCount = 0
  /// The identifiers of those that have ended and not been joined.
  var endedThreads: [Int32] = []

  /// The number of the first page of its region.
  var firstPage: UInt64 { base >> 12 }
  /// Pages in its region.
  var regionPages: Int { 1 << (Int(sizeLog2) - 12) }
}

/// Names a process, running or zombie, in the kernel's process table; the slot of a reaped process is used again.
///
/// It is not the process identifier that programs see: see ``Process/pid``.
public struct ProcessID: Hashable, Sendable {
  /// The position in the process table.
  let index: Int32

  /// The system process that adopts orphans and reaps at once.
  static let initProcess = ProcessID(index: 0)
  /// No process.
  static let none = ProcessID(index: -1)
}

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

/// A limit on what a process may use: the one in force, and the one up to which the process may raise it.
///
/// Source: POSIX.1-2024 `<sys/resource.h>`; FreeBSD `sys/resource.h` for the numbers.
struct ResourceLimit: Hashable, Sendable {
  /// What is limited.
  enum Resource: Int32, Sendable {
    case fileSize = 1  // RLIMIT_FSIZE
    case processes = 7  // RLIMIT_NPROC, of all processes, since there is one user
    case descriptors = 8  // RLIMIT_NOFILE
  }

  /// No limit (RLIM_INFINITY).
  static let infinity = UInt64(Int64.max)

  /// The limit in force.
  var current: UInt64
  /// How far it may be raised.
  var maximum: UInt64
}
