import Emulator

/// What is mapped in a region: the memory of the process that lives there, and of its relatives by vfork until they
/// end.
struct ProcessMemory: Sendable {
  /// How many processes live in it.
  var users = 0
  /// What is mapped where.
  var map = AddressMap()
  /// The heap, from its start to where it ends now, whatever has been unmapped in it; `nil` in images without one.
  var heap: Range<Int>?
  /// Pages that showed what a shared memory object has no more, and how they were mapped: to access them is a bus
  /// error.
  var discarded: [Int: PageTableEntry] = [:]
  /// How many frames are reserved for it: its private pages.
  var reservedFrames = 0
}

/// Names the memory of processes in a ``ProcessMemoryTable``.
struct ProcessMemoryID: Hashable, Sendable {
  /// The position in the table.
  let index: Int32

  /// The memory of those who have none: nothing is mapped in it.
  static let none = ProcessMemoryID(index: 0)
}

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
