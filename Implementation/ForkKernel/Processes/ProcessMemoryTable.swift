/// The memory of every process that runs.
struct ProcessMemoryTable: Sendable {
  private var memories = [ProcessMemory()]
  private var unused: [ProcessMemoryID] = []

  subscript(id: ProcessMemoryID) -> ProcessMemory {
    _read { yield memories[Int(id.index)] }
    _modify { yield &memories[Int(id.index)] }
  }

  /// Adds a memory with one user.
  mutating func add(_ memory: consuming ProcessMemory) -> ProcessMemoryID {
    memory.users = 1
    if let id = unused.popLast() {
      self[id] = memory
      return id
    }
    memories.append(memory)
    return ProcessMemoryID(index: Int32(memories.count - 1))
  }

  /// Forgets a memory that nobody uses any more.
  mutating func remove(_ id: ProcessMemoryID) {
    self[id] = ProcessMemory()
    unused.append(id)
  }
}
