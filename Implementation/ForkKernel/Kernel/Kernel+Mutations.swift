import Architecture
import Emulator

/// What the deliberate mistakes do instead. None of it happens unless one is switched on.
extension Kernel {
  // MARK: Faults

  /// Settles a page in the way of a mistake; `false` if none applies.
  mutating func settleWrongly(
    _ entry: inout PageTableEntry, page: UInt64, for process: ProcessID, _ access: PageAccess,
    _ standing: FrameStanding
  ) -> Bool {
    let isStore = access == .store || access == .storeCapability
    if has(.loadBarrierDropped), isStore, !standing.isOwn, !standing.isExclusive,
      processes[process].parent != .initProcess
    {
      let shared = entry.frame
      let copy = takeFrame(page: Int(page - processes[process].firstPage), origin: frames[shared].origin)
      machine.withMemory { $0.copyFrame(from: Int(shared), to: Int(copy)) }
      releaseFrame(shared)
      entry.frame = copy
    } else if has(.grandparentWriteLeaks), isStore, !standing.isExclusive, hasGrandchildren(process) {
      // The shared frame itself becomes writable.
    } else if has(.lastSharerKeepsUnrelocated), !standing.isOwn, standing.isExclusive {
      // The frame is kept as it is.
    } else if has(.faultGrantsWrite), !entry.isPrivate {
      // The page becomes writable where it is.
    } else {
      return false
    }
    entry.grantEntitlement()
    pageTable.set(entry, page: page)
    return true
  }

  /// Whether a frame's origin is an ancestor further up than the parent.
  func isFromGrandparent(_ frame: UInt32, of process: ProcessID) -> Bool {
    let origin = frames[frame].origin
    let parent = processes[process].parent
    return origin != processes[process].region && (parent == .initProcess || origin != processes[parent].region)
  }

  private func hasGrandchildren(_ process: ProcessID) -> Bool {
    var child = processes[process].firstChild
    while child != .none {
      if processes[child].firstChild != .none { return true }
      child = processes[child].nextSibling
    }
    return false
  }

  /// ``Mutation/siblingCopiedEarly``, ``Mutation/sharedLeafWritten`` and ``Mutation/staleChildRecord``: what a fault of
  /// one process does to pages of others.
  mutating func copyForRelatives(of process: ProcessID, _ shared: UInt32, _ entry: PageTableEntry, page: Int) {
    if has(.staleChildRecord) {
      for record in staleRecords where record.parent == process {
        overwrite(page, inRegion: record.region, with: entry.frame)
      }
    }
    guard has(.siblingCopiedEarly) || has(.sharedLeafWritten) else { return }
    for relative in processes.ids where relative != process && processes[relative].state == .running {
      let target = processes[relative].firstPage + UInt64(page)
      var other = pageTable.walk(page: target)
      guard other.isPresent, other.frame == shared, frames[shared].references > 1 else { continue }
      if has(.sharedLeafWritten) {
        other.frame = entry.frame
        frames.retain(entry.frame)
      } else if processes[relative].parent == processes[process].parent {
        other.frame = copyFrame(shared, page: page, for: relative)
        other.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
      } else {
        continue
      }
      pageTable.set(other, page: target)
      machine.flushTranslation(page: target)
      releaseFrame(shared)
      return
    }
  }

  private mutating func overwrite(_ page: Int, inRegion region: RegionID, with frame: UInt32) {
    let owner = processes.ids.first { processes[$0].state == .running && processes[$0].region == region }
    guard let owner else { return }
    let entry = pageTable.entry(page: processes[owner].firstPage + UInt64(page))
    guard entry.isPresent, entry.frame != frame else { return }
    machine.withMemory { $0.copyFrame(from: Int(frame), to: Int(entry.frame)) }
  }

  // MARK: Fork

  /// Mistakes about which frames the child maps, made after its pages have been set up.
  mutating func misplacePages(of child: ProcessID) {
    let parent = processes[child].parent
    for page in 0..<map(of: child).end {
      let target = processes[child].firstPage + UInt64(page)
      guard case .published = pageTable.leafState(of: target) else { continue }
      var entry = pageTable.entry(page: target)
      guard entry.isPresent else { continue }
      let isEager = map(of: child).eagerPages.contains { $0.contains(page) }
      if entry.isSharedMapping {
        misplaceShared(&entry, page: page, of: child)
      } else if has(.grandchildMapsGrandparent), entry.isPrivate, !isEager {
        let grandparent = processes[parent].parent
        guard grandparent != .initProcess, processes[grandparent].state == .running else { continue }
        let wrong = pageTable.entry(page: processes[grandparent].firstPage + UInt64(page))
        guard wrong.isPresent else { continue }
        replace(&entry, by: wrong.frame)
        entry.setPolicy(FrameStanding(isOwn: false, isExclusive: false))
      } else if has(.eagerCopyDiscarded), isEager {
        let original = pageTable.entry(page: processes[parent].firstPage + UInt64(page))
        replace(&entry, by: original.frame)
        entry.isWritable = false
      } else if has(.eagerPageRelocatedTwice), isEager {
        frames[entry.frame].origin = processes[parent].region
        regions.addOriginatedFrame(processes[parent].region)
        regions.removeOriginatedFrame(processes[child].region)
        entry.setPolicy(FrameStanding(isOwn: false, isExclusive: true))
      } else {
        continue
      }
      pageTable.set(entry, page: target)
    }
  }

  private mutating func misplaceShared(_ entry: inout PageTableEntry, page: Int, of child: ProcessID) {
    if has(.sharedMappingCopied), frames.reserve(1) {
      let copy = takeFrame(page: page, origin: .none)
      frames[copy].isReservedOnce = true
      let shared = entry.frame
      machine.withMemory { $0.copyFrame(from: Int(shared), to: Int(copy)) }
      releaseFrame(shared)
      entry.frame = copy
    }
    if has(.sharedMemoryKeepsTags) { entry.letTagsThrough() }
  }

  private mutating func replace(_ entry: inout PageTableEntry, by frame: UInt32) {
    frames.retain(frame)
    releaseFrame(entry.frame)
    entry.frame = frame
  }

  /// ``Mutation/slotExhaustionUnchecked``: the region of another process, which loses its pages but lives on in it.
  mutating func usurpedRegion(for parent: ProcessID) -> RegionID? {
    guard has(.slotExhaustionUnchecked) else { return nil }
    let victim = processes.ids.first { id in
      processes[id].state == .running && memories[processes[id].memory].reservedFrames > 0
        && processes[id].region != processes[parent].region && processes[id].sizeLog2 == processes[parent].sizeLog2
    }
    guard let victim else { return nil }
    unmapAll(of: victim)
    if !sharesRegion(victim) { regions.leave(processes[victim].region) }
    return takeRegion(sizeLog2: processes[parent].sizeLog2)
  }

  /// Whether another process lives in a process's region, which only happens by mistake.
  func sharesRegion(_ process: ProcessID) -> Bool {
    has(.slotExhaustionUnchecked)
      && processes.ids.contains {
        $0 != process && processes[$0].state == .running && processes[$0].region == processes[process].region
      }
  }

  /// ``Mutation/forkFailureHalfDone``.
  mutating func protectAllPages(of process: ProcessID) {
    for page in 0..<map(of: process).end {
      let target = processes[process].firstPage + UInt64(page)
      var entry = pageTable.walk(page: target)
      guard entry.isPresent, entry.isPrivate else { continue }
      entry.isWritable = false
      pageTable.set(entry, page: target)
    }
    machine.flushTranslations()
  }

  // MARK: Authority

  /// ``Mutation/kernelCapabilityLeftInImage``.
  mutating func leaveKernelCapability(in process: ProcessID) {
    storeRoot(in: map(of: process).areas.first { PageRights($0.kind).contains(.write) }, of: process)
  }

  /// ``Mutation/kernelSpillsOnUserStack``.
  mutating func spillOnStack(of process: ProcessID) {
    storeRoot(in: map(of: process).first(.stack), of: process)
  }

  /// Puts a capability for everything into the last granule of an area.
  private mutating func storeRoot(in area: Area?, of process: ProcessID) {
    guard let area, !area.pages.isEmpty else { return }
    let page = processes[process].firstPage + UInt64(area.pages.upperBound - 1)
    _ = servePageFault(process, at: page << 12, .store)
    let entry = pageTable.entry(page: page)
    guard entry.isPresent else { return }
    machine.withMemory { $0.store(MachineCapability.root, frame: Int(entry.frame), granule: 255) }
  }

  // MARK: Processes

  /// ``Mutation/zombieReapedByStranger``: some process that has ended, whoever its parent is.
  var strangersZombie: (ProcessID, ExitStatus)? {
    guard has(.zombieReapedByStranger) else { return nil }
    for process in processes.ids {
      if case .zombie(let status) = processes[process].state { return (process, status) }
    }
    return nil
  }
}

extension ExitStatus {
  /// The status as it looks if it is not shifted: small ones look like signals.
  var unshifted: ExitStatus {
    guard case .exited(let status) = self, status != 0 else { return self }
    return .signaled(SignalNumber(rawValue: Int32(status & 0x7F)) ?? .hangup)
  }
}

extension PageTableEntry {
  /// ``Mutation/sharedMemoryKeepsTags`` and ``Mutation/sharedObjectKeepsTags``.
  mutating func letTagsThrough() {
    loadPolicy = .allow
    storePolicy = .allow
  }
}
