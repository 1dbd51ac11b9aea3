public import Architecture

/// Every process, and who descends from whom.
///
/// Slot 0 is the system process that adopts orphans. The family, the identifiers and whether a process runs change only
/// here.
///
/// | handed out | asserted then | asserted when it is used or comes back |
/// |---|---|---|
/// | a process | its slot is nobody's, and its parent runs | it ends without memory, threads, descriptors, children |
/// | a zombie | it is found by its parent | it is reaped by its parent |
struct ProcessTable: KernelPart, Sendable {
  private var processes: [Process]
  private var unused: [ProcessID] = []
  private var nextPID: Int32 = 2
  private let limit: Int
  /// How many processes exist, zombies included and the system process not.
  private(set) var count = 0
  /// What is asserted at the borders.
  var assertions: Assertions

  /// Makes a table of at most `limit` processes.
  init(_ configuration: KernelConfiguration) {
    limit = configuration.processes
    assertions = Assertions(areChecked: configuration.checksAssertions)
    var system = Process()
    system.pid = 1
    system.state = .running
    processes = [system]
  }

  subscript(id: ProcessID) -> Process {
    _read { yield processes[Int(id.index)] }
    _modify { yield &processes[Int(id.index)] }
  }

  /// Whether another process may come into being.
  var hasRoom: Bool { count < limit }

  /// Every process that has not been reaped, in the order of the table.
  var ids: [ProcessID] {
    processes.indices.dropFirst().lazy.map { ProcessID(index: Int32($0)) }.filter { self[$0].state != .unused }
  }

  /// The memory of every process that runs, in the order of the table.
  var memories: [ProcessMemoryID] { ids.filter { self[$0].state == .running }.map { self[$0].memory } }

  /// The process with an identifier.
  func find(pid: Int32) -> ProcessID? {
    processes.indices.dropFirst().first { processes[$0].pid == pid && processes[$0].state != .unused }
      .map { ProcessID(index: Int32($0)) }
  }

  /// Gives a new process a slot, the next identifier and its place as the parent's first child. There has to be room.
  mutating func add(_ process: consuming Process, parent: ProcessID) -> ProcessID {
    precondition(hasRoom, "a process beyond the limit")
    let (pid, state) = (self[parent].pid, self[parent].state)
    assertions.check(state == .running, "process \(pid) has a child, but does not run")
    count += 1
    process.pid = nextPID
    process.state = .running
    nextPID = nextPID == .max ? 2 : nextPID + 1
    let id: ProcessID
    if let slot = unused.popLast() {
      id = slot
      let (pid, state) = (self[id].pid, self[id].state)
      assertions.check(state == .unused, "the slot of process \(pid) is given to another one")
      processes[Int(id.index)] = process
    } else {
      id = ProcessID(index: Int32(processes.count))
      processes.append(process)
    }
    link(id, under: parent)
    return id
  }

  /// Forgets a process that its parent has reaped.
  mutating func reap(_ id: ProcessID, by parent: ProcessID) {
    let (child, stranger, isChild) = (self[id].pid, self[parent].pid, self[id].parent == parent)
    assertions.check(isChild, "process \(child) is reaped by process \(stranger), which is not its parent")
    remove(id)
  }

  /// Forgets a process that has ended.
  mutating func remove(_ id: ProcessID) {
    if assertions.areChecked { checkLeaving(id) }
    unlink(id)
    self[id] = Process()
    unused.append(id)
    count -= 1
  }

  /// Makes a process a zombie, and the first of its parent's children, where `wait` finds it at once.
  mutating func end(_ id: ProcessID, _ status: ExitStatus) {
    if assertions.areChecked { checkLeaving(id) }
    self[id].state = .zombie(status)
    let parent = self[id].parent
    unlink(id)
    link(id, under: parent)
  }

  /// Gives every child of a process to another one.
  ///
  /// - Returns: those that have ended already.
  mutating func reparentChildren(of id: ProcessID, to adopter: ProcessID) -> [ProcessID] {
    var ended: [ProcessID] = []
    while self[id].firstChild != .none {
      let child = self[id].firstChild
      unlink(child)
      link(child, under: adopter)
      if case .zombie = self[child].state { ended.append(child) }
    }
    return ended
  }

  /// Whether a process has a child, of the given identifier if that is positive.
  func hasChild(of id: ProcessID, pid: Int32 = -1) -> Bool {
    children(of: id).contains { pid <= 0 || self[$0].pid == pid }
  }

  /// A child that has ended, of the given identifier if that is positive.
  func endedChild(of id: ProcessID, pid: Int32 = -1) -> (ProcessID, ExitStatus)? {
    for child in children(of: id) where pid <= 0 || self[child].pid == pid {
      if case .zombie(let status) = self[child].state { return (child, status) }
    }
    return nil
  }

  /// The children of a process.
  func children(of id: ProcessID) -> some Sequence<ProcessID> {
    sequence(first: self[id].firstChild) { self[$0].nextSibling }.prefix { $0 != .none }
  }

  private mutating func link(_ id: ProcessID, under parent: ProcessID) {
    let next = self[parent].firstChild
    self[id].parent = parent
    self[id].nextSibling = next
    self[id].previousSibling = .none
    if next != .none { self[next].previousSibling = id }
    self[parent].firstChild = id
  }

  private mutating func unlink(_ id: ProcessID) {
    let (next, previous, parent) = (self[id].nextSibling, self[id].previousSibling, self[id].parent)
    if next != .none { self[next].previousSibling = previous }
    if previous != .none { self[previous].nextSibling = next } else { self[parent].firstChild = next }
    self[id].nextSibling = .none
    self[id].previousSibling = .none
  }

  private mutating func checkLeaving(_ id: ProcessID) {
    let process = self[id]
    assertions.check(process.state != .unused, "process \(process.pid) ends twice")
    assertions.check(process.memory == .none, "process \(process.pid) ends, but has memory")
    assertions.check(process.firstThread == .none, "process \(process.pid) ends, but has threads")
    assertions.check(process.descriptors.open.isEmpty, "process \(process.pid) ends, but has open descriptors")
    assertions.check(process.firstChild == .none, "process \(process.pid) ends, but has children")
  }
}

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
  fileprivate(set) var pid: Int32 = 0
  /// Whether it runs.
  fileprivate(set) var state: State = .unused
  /// A host has started it, and is told how it ends.
  let isStarted: Bool
  /// Its parent: ``ProcessID/initProcess`` for orphans.
  fileprivate(set) var parent: ProcessID = .none
  /// The head of the list of its children.
  fileprivate(set) var firstChild: ProcessID = .none
  fileprivate(set) var nextSibling: ProcessID = .none
  fileprivate(set) var previousSibling: ProcessID = .none

  /// The region it lives in, or lived in.
  private(set) var region: RegionID = .none
  /// The first address of the region.
  private(set) var base: UInt64 = 0
  /// The region has 2^k bytes; this is k.
  private(set) var sizeLog2: UInt8 = 0
  /// The use of the region that it is, or was.
  private(set) var epoch: UInt64 = 0
  /// What is mapped in the region; none once it has ended.
  private(set) var memory: ProcessMemoryID = .none
  /// It runs in its parent's memory since a vfork, and the parent's thread waits for it to leave.
  private(set) var suspendsParent = false
  /// Its descriptors, by their numbers.
  var descriptors = DescriptorTable()
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

  /// A process that lives nowhere yet.
  init(isStarted: Bool = false, limits: [ResourceLimit.Resource: ResourceLimit] = [:]) {
    self.isStarted = isStarted
    self.limits = limits
  }

  /// Begins to live in a region, with what is mapped there.
  mutating func settle(in id: RegionID, _ region: Region, _ memory: ProcessMemoryID) {
    self.region = id
    base = region.base
    sizeLog2 = region.sizeLog2
    epoch = region.epoch
    self.memory = memory
  }

  /// Begins to live in its parent's memory; the parent's thread waits for it to leave.
  mutating func settle(with parent: Process) {
    (region, base, sizeLog2, epoch, memory) = (
      parent.region, parent.base, parent.sizeLog2, parent.epoch, parent.memory
    )
    suspendsParent = true
  }

  /// Notes that it lives nowhere now.
  mutating func leaveMemory() {
    suspendsParent = false
    memory = .none
  }
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
