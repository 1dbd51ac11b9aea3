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

  /// A frame, with shared leaves that show it counted once each.
  public func frame(_ number: UInt32) -> FrameView {
    let record = frames[number]
    let home = record.home == .none ? nil : regions[record.home]
    return FrameView(
      number: number,
      home: home.map { RegionView(base: $0.base, sizeLog2: $0.sizeLog2, epoch: UInt64(record.homeEpoch)) },
      references: Int(record.references))
  }

  /// How a page stands to the leaf of the page table that shows it, and how many places show that leaf.
  public func leaf(ofPage page: Int, of process: ProcessID) -> (state: PageTableLeafState, references: Int) {
    let page = processes[process].firstPage + UInt64(page)
    return (pageTable.leafState(of: page), pageTable.leafView(of: page)?.references ?? 0)
  }

  /// How many regions have been used, and how many of them are free or in quarantine.
  public var regionCounts: (used: Int, free: Int, quarantined: Int) {
    var counts = (used: 0, free: 0, quarantined: 0)
    for region in regions.regions {
      counts.used += 1
      if region.state == .free { counts.free += 1 }
      if region.state == .quarantined { counts.quarantined += 1 }
    }
    return counts
  }
}
