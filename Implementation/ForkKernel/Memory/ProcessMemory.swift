import Emulator

/// What is mapped in a region: the memory of the process that lives there, and of its relatives by vfork until they
/// end.
struct ProcessMemory: Sendable {
  /// The region.
  private(set) var region: RegionID = .none
  /// The number of the first page of the region.
  private(set) var firstPage: UInt64 = 0
  /// Pages in the region.
  private(set) var regionPages = 0
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

  /// Memory in which this is mapped.
  init(map: AddressMap = AddressMap(), heap: Range<Int>? = nil) {
    self.map = map
    self.heap = heap
  }

  /// Notes where it is.
  mutating func settle(in id: RegionID, _ region: Region) {
    self.region = id
    firstPage = region.base >> UInt64(PageGeometry.pageSizeLog2)
    regionPages = Int(region.size) / PageGeometry.pageSize
  }
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

  /// Every memory that a process lives in, in the order of the table.
  var ids: [ProcessMemoryID] {
    memories.indices.filter { memories[$0].users > 0 }.map { ProcessMemoryID(index: Int32($0)) }
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
