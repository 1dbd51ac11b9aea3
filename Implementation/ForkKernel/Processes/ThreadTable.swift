/// Every thread that has not ended.
struct ThreadTable: Sendable {
  private var threads: [Thread] = []
  /// Apart from the threads, which are looked at more often than their registers are moved.
  private var contexts: [ThreadContext] = []
  private var unused: [ThreadID] = []
  private var nextIdentifier: Int32 = 100_001

  subscript(id: ThreadID) -> Thread {
    _read { yield threads[Int(id.index)] }
    _modify { yield &threads[Int(id.index)] }
  }

  /// The registers of a thread while no hart runs it.
  subscript(context id: ThreadID) -> ThreadContext {
    _read { yield contexts[Int(id.index)] }
    _modify { yield &contexts[Int(id.index)] }
  }

  /// Every thread in use, in the order of the table.
  var ids: [ThreadID] {
    threads.indices.lazy.map { ThreadID(index: Int32($0)) }.filter { self[$0].state != .unused }
  }

  /// Whether there are none.
  var isEmpty: Bool { threads.count == unused.count }

  /// Gives a new thread a slot and the next identifier.
  mutating func add(_ thread: consuming Thread, _ context: ThreadContext) -> ThreadID {
    thread.identifier = nextIdentifier
    thread.state = .ready
    nextIdentifier &+= 1
    if let id = unused.popLast() {
      self[id] = thread
      self[context: id] = context
      return id
    }
    threads.append(thread)
    contexts.append(context)
    return ThreadID(index: Int32(threads.count - 1))
  }

  /// Forgets a thread that has ended.
  mutating func remove(_ id: ThreadID) {
    self[id].state = .unused
    unused.append(id)
  }
}
