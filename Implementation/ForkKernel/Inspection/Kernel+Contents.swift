import Architecture
public import Emulator

/// What a host can see of single things, cheaply enough to be asked after every step.
extension Kernel {
  /// The parent of a process; `nil` if the system process adopted it.
  public func parent(of process: ProcessID) -> ProcessID? {
    let parent = processes[process].parent
    return parent == .initProcess || parent == .none ? nil : parent
  }

  /// The content of a granule of a frame.
  public func granule(_ index: Int, ofFrame frame: UInt32) -> MachineCapability {
    machine.memory.load(MachineCapability.self, frame: Int(frame), granule: index)
  }

  /// How many granules of a frame are tagged.
  public func tagCount(ofFrame frame: UInt32) -> Int {
    machine.memory.hasTags(frame: Int(frame)) ? machine.memory.tagCount(frame: Int(frame)) : 0
  }

  /// Goes through what a process's threads hold that is not null: for each thread in the order of the process, c1 to
  /// c31 by their numbers, then the program counter as 32 and the default data capability as 33.
  public func forEachRegister(
    of process: ProcessID, _ body: (_ thread: Int, _ number: Int, MachineCapability) -> Void
  ) {
    var (thread, index) = (processes[process].firstThread, 0)
    while thread != .none {
      let hart = threads[thread].hart
      if hart >= 0 {
        for number in 1..<32 {
          let value = machine.readRegister(number, hart: hart)
          if value != .null { body(index, number, value) }
        }
        body(index, 32, machine.readSpecial(.programCounterCapability, hart: hart))
        body(index, 33, machine.readSpecial(.defaultDataCapability, hart: hart))
      } else {
        let context = threads[context: thread]
        for number in 1..<32 where context.registers[number] != .null { body(index, number, context.registers[number]) }
        body(index, 32, context.programCounter)
        body(index, 33, context.defaultData)
      }
      (thread, index) = (threads[thread].next, index + 1)
    }
  }

  /// Goes through the mapped pages of a process in their order, with how the leaf of the page table stands that shows
  /// each, and how many places show that leaf. What an entry permits the hardware finds only below a published leaf.
  public func forEachPage(
    of process: ProcessID, _ body: (_ page: Int, PageTableEntry, PageTableLeafState, _ references: Int) -> Void
  ) {
    let first = processes[process].firstPage
    var page = first
    let end = first + UInt64(map(of: process).end)
    while page < end {
      let start = Int(truncatingIfNeeded: page) % PageGeometry.entriesPerNode
      let count = min(Int(truncatingIfNeeded: end - page), PageGeometry.entriesPerNode - start)
      if let leaf = memory.pageTable.leafView(of: page) {
        let state = memory.pageTable.leafState(of: page)
        for index in 0..<count where leaf[start + index].isPresent {
          body(Int(truncatingIfNeeded: page - first) + index, leaf[start + index], state, leaf.references)
        }
      }
      page += UInt64(count)
    }
  }

  /// How many frames are used for anything.
  public var framesTaken: Int { memory.frames.count + 1 - machine.memory.freeFrameCount }

  /// A frame, with shared leaves that show it counted once each.
  public func frame(_ number: UInt32) -> FrameView {
    let record = memory.frames[number]
    let origin = record.origin == .none ? nil : memory.regions[record.origin]
    return FrameView(
      number: number,
      origin: origin.map { RegionView(base: $0.base, sizeLog2: $0.sizeLog2, epoch: UInt64(record.originEpoch)) },
      references: Int(record.references))
  }

  /// How many regions have been used, and how many of them are free or in quarantine.
  public var regionCounts: (used: Int, free: Int, quarantined: Int) {
    var counts = (used: 0, free: 0, quarantined: 0)
    for region in memory.regions.regions {
      counts.used += 1
      if region.state == .free { counts.free += 1 }
      if region.state == .quarantined { counts.quarantined += 1 }
    }
    return counts
  }
}
