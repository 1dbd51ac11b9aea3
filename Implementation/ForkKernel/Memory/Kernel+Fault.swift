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
    memory.counts.faults += 1
    guard let process = resident(at: address, for: process) else { return .refused }
    let page = address >> UInt64(PageGeometry.pageSizeLog2)
    if case .hidden = memory.pageTable.leafState(of: page) { takeLeaf(of: page, for: process) }

    var entry = memory.pageTable.entry(page: page)
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
    if memory.regions[processes[process].region].contains(address) { return process }
    guard configuration.isolation == .none else { return nil }
    return processes.ids.first {
      processes[$0].state == .running && memory.regions[processes[$0].region].contains(address)
    }
  }

  /// Gives a process its own frame for a page, relocated, with all that the page is entitled to.
  private mutating func settle(
    _ entry: inout PageTableEntry, page: UInt64, for process: ProcessID, _ access: PageAccess
  ) {
    let region = processes[process].region
    var standing = memory.standing(of: entry.frame, for: region)
    if !(standing.isOwn && standing.isExclusive) {
      entry.makeInaccessible()
      if standing.isExclusive {
        memory.pageTable.set(entry, page: page)
        machine.flushTranslation(page: page)
        reach(.pageRemapped)
        memory.counts.framesRelocatedInPlace += 1
        memory.changeOrigin(entry.frame, to: region, machine)
        reach(.pageRelocated)
      } else {
        let shared = entry.frame
        let number = Int(page - processes[process].firstPage)
        entry.frame = memory.takeFrame(page: number, origin: region, machine)
        memory.pageTable.set(entry, page: page)
        machine.flushTranslation(page: page)
        reach(.pageRemapped)
        copyContents(of: shared, to: entry.frame, for: process)
        memory.releaseFrame(shared, machine)
      }
      standing = FrameStanding(isOwn: true, isExclusive: true)
    }
    entry.isCopiedOnAccess = false
    entry.setPolicy(standing)
    memory.pageTable.set(entry, page: page)
    reach(.pageServed)
  }

  /// Makes a leaf that was shared since a fork the process's own.
  mutating func takeLeaf(of page: UInt64, for process: ProcessID) {
    memory.takeLeaf(of: page, for: processes[process].region)
  }

  // MARK: Copies

  /// A new frame that holds a copy of another, relocated to the process's region, with one mapping.
  ///
  /// It was reserved for the process, so there is one.
  mutating func copyFrame(_ source: UInt32, page: Int, for process: ProcessID) -> UInt32 {
    let frame = memory.takeFrame(page: page, origin: processes[process].region, machine)
    copyContents(of: source, to: frame, for: process)
    return frame
  }

  /// Copies a frame's contents to a process's own frame, relocated: at once, unless somebody wants to act in between.
  mutating func copyContents(of source: UInt32, to frame: UInt32, for process: ProcessID) {
    let origin = memory.frames[source].origin
    let region = processes[process].region
    memory.counts.framesCopied += 1
    if origin == region || origin == .none {
      machine.withMemory { $0.copyFrame(from: Int(source), to: Int(frame)) }
      reach(.pageCopied)
    } else {
      let relocation = memory.relocation(from: origin, to: region)
      if preemptionHandler != nil {
        machine.withMemory { $0.copyFrame(from: Int(source), to: Int(frame)) }
        reach(.pageCopied)
      }
      let source = preemptionHandler == nil ? source : frame
      memory.counts.granulesScanned += machine.withMemory {
        $0.copyFrame(from: Int(source), to: Int(frame), relocatingBy: relocation).scanned
      }
    }
    reach(.pageRelocated)
  }
}
