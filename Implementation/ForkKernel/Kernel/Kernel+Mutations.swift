import Emulator

/// What the deliberate mistakes do instead. None of it happens unless the mistake is switched on.
extension Kernel {
  /// Whether a frame's home is an ancestor further up than the parent.
  func isFromGrandparent(_ frame: UInt32, of process: ProcessID) -> Bool {
    let home = frames[frame].home
    let parent = processes[process].parent
    return home != processes[process].region && (parent == .initProcess || home != processes[parent].region)
  }

  /// ``Mutation/loadBarrierDropped``: a write of a process that is itself a child gets its own copy of the page, but
  /// unrelocated, and capabilities can be loaded from it.
  mutating func dropLoadBarrier(
    of entry: inout PageTableEntry, page: UInt64, for process: ProcessID, _ access: PageAccess,
    _ standing: FrameStanding
  ) -> Bool {
    guard access == .store || access == .storeCapability, !standing.isOwn, !standing.isExclusive,
      processes[process].parent != .initProcess
    else { return false }
    let shared = entry.frame
    entry.frame = takeFrame(page: Int(page - processes[process].firstPage), home: frames[shared].home)
    let copy = entry.frame
    machine.withMemory { $0.copyFrame(from: Int(shared), to: Int(copy)) }
    releaseFrame(shared)
    entry.grantEntitlement()
    pageTable.set(entry, page: page)
    return true
  }
}
