/// Every process, and who descends from whom.
///
/// Slot 0 is the system process that adopts orphans.
struct ProcessTable: Sendable {
  private var processes: [Process]
  private var unused: [ProcessID] = []
  private var nextPID: Int32 = 2
  private let limit: Int
  /// How many processes exist, zombies included and the system process not.
  private(set) var count = 0

  /// Makes a table of at most `limit` processes.
  init(limit: Int) {
    self.limit = limit
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

  /// The process with an identifier.
  func find(pid: Int32) -> ProcessID? {
    processes.indices.dropFirst().first { processes[$0].pid == pid && processes[$0].state != .unused }
      .map { ProcessID(index: Int32($0)) }
  }

  /// Gives a new process a slot, the next identifier and its place as the parent's first child. There has to be room.
  mutating func add(_ process: consuming Process, parent: ProcessID) -> ProcessID {
    precondition(hasRoom, "a process beyond the limit")
    count += 1
    process.pid = nextPID
    process.state = .running
    nextPID = nextPID == .max ? 2 : nextPID + 1
    let id: ProcessID
    if let slot = unused.popLast() {
      id = slot
      processes[Int(id.index)] = process
    } else {
      id = ProcessID(index: Int32(processes.count))
      processes.append(process)
    }
    link(id, under: parent)
    return id
  }

  /// Forgets a process that was reaped.
  mutating func remove(_ id: ProcessID) {
    unlink(id)
    self[id] = Process()
    unused.append(id)
    count -= 1
  }

  /// Makes a process a zombie, and the first of its parent's children, where `wait` finds it at once.
  mutating func end(_ id: ProcessID, _ status: ExitStatus) {
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
}
