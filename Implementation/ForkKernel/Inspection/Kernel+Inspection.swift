import Architecture
public import Emulator

/// What a host can see of the kernel's state. Looking changes nothing.
extension Kernel {
  /// Every process that has not been reaped.
  public var processIDs: [ProcessID] { processes.ids }

  /// How a process ended; `nil` while it runs.
  public func exitStatus(of process: ProcessID) -> ExitStatus? {
    guard case .zombie(let status) = processes[process].state else { return nil }
    return status
  }

  /// The identifier that programs know a process by.
  public func pid(of process: ProcessID) -> Int32 { processes[process].pid }

  /// The registers of a process's threads that can hold capabilities, by name, and its signal handlers; registers of
  /// threads other than the first carry the thread's identifier. Those that are
  /// null are left out; zombies have none.
  public func registers(of process: ProcessID) -> [String: MachineCapability] {
    var result: [String: MachineCapability] = [:]
    for (index, thread) in threads(of: process).enumerated() {
      let prefix = index == 0 ? "" : "thread \(threads[thread].identifier) "
      let context = context(of: thread)
      for number in 1..<32 where context.registers[number] != .null {
        result["\(prefix)c\(number)"] = context.registers[number]
      }
      result[prefix + SpecialRegister.programCounterCapability.assemblyName] = context.programCounter
      result[prefix + SpecialRegister.defaultDataCapability.assemblyName] = context.defaultData
    }
    guard exitStatus(of: process) == nil else { return result }
    for (signal, handler) in processes[process].signals.handlers { result["handler of \(signal)"] = handler }
    return result
  }

  /// The mapped pages of a process.
  public func mappings(of process: ProcessID) -> [MappingView] {
    let first = processes[process].firstPage
    return (0..<map(of: process).end).compactMap { page in
      var entry = memory.pageTable.entry(page: first + UInt64(page))
      guard entry.isPresent else { return nil }
      // Below an invalid upper entry the hardware allows nothing.
      if !memory.pageTable.walk(page: first + UInt64(page)).isPresent { entry.makeInaccessible() }
      return MappingView(page: page, entry: entry)
    }
  }

  /// Every frame that is in use.
  public var framesInUse: [FrameView] {
    let shared = sharedLeafReferences
    return (0..<UInt32(memory.frames.count)).compactMap { number in
      let record = memory.frames[number]
      guard record.references > 0 else { return nil }
      let origin = record.origin == .none ? nil : memory.regions[record.origin]
      return FrameView(
        number: number,
        origin: origin.map { RegionView(base: $0.base, sizeLog2: $0.sizeLog2, epoch: UInt64(record.originEpoch)) },
        references: record.mappings + shared[number, default: 0])
    }
  }

  /// The tagged granules of a frame, and what they hold.
  public func taggedGranules(of frame: UInt32) -> [(index: Int, capability: MachineCapability)] {
    guard machine.memory.hasTags(frame: Int(frame)) else { return [] }
    return (0..<PhysicalMemory.granulesPerFrame).compactMap { granule in
      guard machine.memory.isTagged(frame: Int(frame), granule: granule) else { return nil }
      return (granule, machine.memory.load(MachineCapability.self, frame: Int(frame), granule: granule))
    }
  }

  /// The sealed entries that the kernel publishes.
  public var kernelEntries: [MachineCapability] { KernelEntry.published }

  /// The memory of a process in bytes: the frames and page-table leaves that nobody else maps, and, proportionally, its
  /// share of all that it maps.
  public func memory(of process: ProcessID) -> (own: Int, proportional: Int) {
    let shared = sharedLeafReferences
    var own = 0
    var proportional = 0.0
    func count(_ bytes: Int, sharers: Int) {
      if sharers == 1 { own += bytes }
      proportional += Double(bytes) / Double(sharers)
    }
    for mapping in mappings(of: process) {
      let frame = mapping.entry.frame
      count(PhysicalMemory.frameSize, sharers: memory.frames[frame].mappings + shared[frame, default: 0])
    }
    for start in stride(from: 0, to: map(of: process).end, by: PageGeometry.entriesPerNode) {
      guard let leaf = memory.pageTable.leafView(of: processes[process].firstPage + UInt64(start)) else { continue }
      count(PageTable.bytesPerNode, sharers: leaf.references)
    }
    return (own, Int(proportional))
  }

  /// Bytes that the kernel uses for all processes: frames, nodes of the page table, and what it remembers of processes
  /// and threads.
  public var bytesInUse: Int {
    (memory.frames.count + 1 - machine.memory.freeFrameCount) * PhysicalMemory.frameSize
      + memory.pageTable.nodeCount * PageTable.bytesPerNode
      + processes.ids.count * (MemoryLayout<Process>.stride + MemoryLayout<Thread>.stride)
  }

  /// The process that programs know by an identifier.
  public func process(pid: Int32) -> ProcessID? { processes.find(pid: pid) }

  /// Whether a process uses the memory of another one since a vfork: that of its parent, or, when the parent has left
  /// it, that of the first process which stays.
  public func usesMemoryOfParent(_ process: ProcessID) -> Bool {
    guard processes[process].suspendsParent else { return false }
    let users = processIDs.filter { processes[$0].memory == processes[process].memory }
    return (users.first { !processes[$0].suspendsParent } ?? users.first) != process
  }

  /// The open descriptors of a process, by their numbers, and the open file descriptions that they refer to.
  public func descriptors(of process: ProcessID) -> [(number: Int32, file: Int)] {
    processes[process].descriptors.open.map { (Int32($0.number), Int($0.descriptor.file)) }
  }

  /// The open file descriptions, and how many descriptors refer to each.
  public var openFiles: [(number: Int, references: Int)] { files.inUse }

  /// The shared memory objects that live, by numbers of their own, and their frames.
  public var sharedObjects: [(number: Int, frames: [UInt32])] {
    files.sharedMemory.all.map { ($0.number, $0.object.frames) }
      + memory.nameless.enumerated().map { (FileTable.mostObjects + $0.offset, $0.element.frames) }
  }

  /// How many open file descriptions exist.
  public var openFileCount: Int { files.count }

  /// How many regions are occupied, or wait until nobody shows a frame whose origin they are.
  public var regionsInUse: Int { memory.regions.regions.count { $0.state != .free } }

  /// How many frames are reserved, in use or not.
  public var reservedFrames: Int { memory.frames.reserved }

  /// How many mappings each frame has beyond its count, because leaves that show it are shared.
  private var sharedLeafReferences: [UInt32: Int] {
    var extra: [UInt32: Int] = [:]
    var seen: Set<PageTableLeaf.ID> = []
    for process in processes.ids where processes[process].state == .running {
      for start in stride(from: 0, to: map(of: process).end, by: PageGeometry.entriesPerNode) {
        guard let leaf = memory.pageTable.leafView(of: processes[process].firstPage + UInt64(start)),
          leaf.references > 1,
          seen.insert(leaf.id).inserted
        else { continue }
        for index in 0..<PageGeometry.entriesPerNode where leaf[index].isPresent {
          extra[leaf[index].frame, default: 0] += leaf.references - 1
        }
      }
    }
    return extra
  }

  /// The threads of a process, the first one first, then the newest.
  func threads(of process: ProcessID) -> [ThreadID] {
    var result: [ThreadID] = []
    var thread = processes[process].firstThread
    while thread != .none {
      result.append(thread)
      thread = threads[thread].next
    }
    return result
  }
}

/// One frame that is in use.
public struct FrameView: Hashable, Sendable {
  /// Its number.
  public var number: UInt32
  /// The region that its capabilities are relative to; `nil` for shared mappings.
  public var origin: RegionView?
  /// How many pages show it, those of shared leaves included.
  public var references: Int
}

/// One page of a process, as the hardware would treat it now.
public struct MappingView: Hashable, Sendable {
  /// Which page of the region, counted from its base.
  public var page: Int
  /// The entry: what is allowed now, and what the page is entitled to.
  public var entry: PageTableEntry
}

/// A region at one time of its life.
public struct RegionView: Hashable, Sendable {
  /// The first address.
  public var base: UInt64
  /// The region has 2^k bytes; this is k.
  public var sizeLog2: UInt8
  /// Counts the uses of the region.
  public var epoch: UInt64
}
