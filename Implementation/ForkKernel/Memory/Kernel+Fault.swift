import Emulator

extension Kernel {
  /// What became of a page fault.
  enum FaultOutcome {
    /// The access can be tried again.
    case served
    /// The process has no right to it.
    case refused
  }

  /// Serves a page fault of a process, if a copy or a relocation is pending for the page.
  ///
  /// Only the faulting process's page changes, and at most one frame is copied, in the order of the paper: the page
  /// shows its new frame but stays inaccessible, the contents are copied, the capabilities relocated, and only then
  /// does the page become accessible.
  mutating func servePageFault(_ process: ProcessID, at address: UInt64, _ access: PageAccess) -> FaultOutcome {
    counts.faults += 1
    guard let process = resident(at: address, for: process) else { return .refused }
    let page = address >> UInt64(PageGeometry.pageSizeLog2)
    if case .hidden = pageTable.leafState(of: page) { takeLeaf(of: page, for: process) }

    var entry = pageTable.entry(page: page)
    guard entry.isPresent, entry.entitles(to: access) else { return .refused }
    if !entry.allows(access) {
      guard entry.isPrivate else { return .refused }
      settle(&entry, page: page, for: process, access)
    }
    machine.flushTranslation(page: page)
    return .served
  }

  /// Whose page a process may touch at an address: its own; without isolation, anybody's.
  private func resident(at address: UInt64, for process: ProcessID) -> ProcessID? {
    if regions[processes[process].region].contains(address) { return process }
    guard configuration.isolation == .none else { return nil }
    return processes.ids.first { processes[$0].state == .running && regions[processes[$0].region].contains(address) }
  }

  /// Gives a process its own frame for a page, relocated, with all that the page is entitled to.
  private mutating func settle(
    _ entry: inout PageTableEntry, page: UInt64, for process: ProcessID, _ access: PageAccess
  ) {
    let region = processes[process].region
    var standing = standing(of: entry.frame, for: region)
    if !(standing.isOwn && standing.isExclusive) {
      entry.makeInaccessible()
      if standing.isExclusive {
        pageTable.set(entry, page: page)
        machine.flushTranslation(page: page)
        reach(.pageRemapped)
        relocateInPlace(entry.frame, for: process)
        reach(.pageRelocated)
      } else {
        let shared = entry.frame
        let number = Int(page - processes[process].firstPage)
        entry.frame = takeFrame(page: number, origin: region)
        pageTable.set(entry, page: page)
        machine.flushTranslation(page: page)
        reach(.pageRemapped)
        copyContents(of: shared, to: entry.frame, for: process)
        releaseFrame(shared)
      }
      standing = FrameStanding(isOwn: true, isExclusive: true)
    }
    entry.isCopiedOnAccess = false
    entry.setPolicy(standing)
    pageTable.set(entry, page: page)
    reach(.pageServed)
  }

  /// Makes a leaf that was shared since a fork the process's own, with the policies that follow from how each frame
  /// stands to the process.
  mutating func takeLeaf(of page: UInt64, for process: ProcessID) {
    guard case .hidden(let copiedOnAccess) = pageTable.leafState(of: page),
      let unsharing = pageTable.unshareLeaf(of: page)
    else { return }
    if unsharing == .copied { counts.leavesCopied += 1 }
    let region = processes[process].region
    pageTable.updateLeaf(of: page) { entry in
      if unsharing == .copied { frames.retain(entry.frame) }
      guard entry.isPrivate else { return }
      if copiedOnAccess { entry.isCopiedOnAccess = true }
      entry.setPolicy(standing(of: entry.frame, for: region))
    }
    pageTable.publishLeaf(of: page)
  }

  /// How a frame stands to a process that maps it through a leaf of its own.
  func standing(of frame: UInt32, for region: RegionID) -> FrameStanding {
    let record = frames[frame]
    return FrameStanding(isOwn: record.origin == region, isExclusive: record.references == 1)
  }
}
