public import Architecture
import Emulator

extension Kernel {
  /// Forks a process: a child that is a copy of the parent at another address, under the given strategy or the
  /// kernel's.
  ///
  /// The child's worst case is promised before anything changes, so that a later lazy copy cannot fail, and so that
  /// every strategy fails alike.
  ///
  /// - Throws: ``ErrorNumber/tryAgain`` at the limit of processes; ``ErrorNumber/noMemory`` if the frames cannot be
  ///   promised or no region is left. Nothing has changed then.
  /// - Returns: the child.
  public mutating func fork(_ parent: ProcessID, strategy: ForkStrategy? = nil) throws(ErrorNumber) -> ProcessID {
    try fork(processes[parent].firstThread, strategy: strategy)
  }

  /// Forks the process of a thread; the child has a copy of that thread only.
  mutating func fork(_ thread: ThreadID, strategy: ForkStrategy? = nil) throws(ErrorNumber) -> ProcessID {
    let parent = threads[thread].process
    let strategy = strategy ?? configuration.strategy
    guard processes.hasRoom else { throw .tryAgain }
    let promise = processes[memoryOwner(of: parent)].promisedFrames
    if has(.forkFailureHalfDone), promise > frames.available { protectAllPages(of: parent) }
    guard frames.promise(promise) else { throw .noMemory }
    guard let region = takeRegion(sizeLog2: processes[parent].sizeLog2) else {
      frames.withdraw(promise)
      throw .noMemory
    }
    var process = Process()
    process.occupy(region, regions[region])
    process.areas = processes[parent].areas
    process.promisedFrames = promise
    guard let child = processes.add(process, parent: parent) else {
      frames.withdraw(promise)
      regions.leave(region)
      throw .tryAgain
    }
    reach(.forkGranted)
    if has(.kernelSpillsOnUserStack) { spillOnStack(of: parent) }
    copyLeaves(of: parent, to: child, strategy: strategy)
    if !configuration.mutations.isEmpty { misplacePages(of: child) }
    copyThread(thread, to: child)
    shareDescriptors(of: parent, with: child)
    counts.forks += 1
    traceHandler?(
      .forked(pid: processes[parent].pid, child: processes[child].pid, regionBase: processes[child].base))
    return child
  }

  /// The process whose memory a process runs in: itself, unless it is a vfork child.
  func memoryOwner(of process: ProcessID) -> ProcessID {
    var owner = process
    while processes[owner].borrowsMemory { owner = processes[owner].parent }
    return owner
  }

  /// A region, if need be one whose frames have to be given another home first.
  mutating func takeRegion(sizeLog2: UInt8) -> RegionID? {
    if let region = regions.take(sizeLog2: sizeLog2) { return region }
    guard let crowded = regions.quarantined(sizeLog2: sizeLog2) ?? regions.quarantined() else {
      return has(.slotExhaustionUnchecked) ? regions.anyOccupied : nil
    }
    rehomeFrames(of: crowded)
    return regions.take(sizeLog2: sizeLog2)
  }

  /// Gives the child every page of the parent, leaf by leaf.
  private mutating func copyLeaves(of parent: ProcessID, to child: ProcessID, strategy: ForkStrategy) {
    let (from, to) = (processes[parent].firstPage, processes[child].firstPage)
    let end = processes[parent].endOfAreas
    for start in stride(from: 0, to: end, by: PageGeometry.entriesPerNode) {
      let pages = start..<min(start + PageGeometry.entriesPerNode, end)
      let source = from + UInt64(start)
      switch pageTable.leafState(of: source) {
      case .absent: continue
      case .published, .hidden:
        if strategy == .copy || processes[parent].hasEagerPages(in: pages) {
          splitLeaf(pages, of: parent, to: child, strategy: strategy)
        } else {
          pageTable.shareLeaf(
            of: source, with: to + UInt64(start), copiedOnAccess: strategy == .copyOnAccess)
        }
      }
    }
    if strategy != .copy, !has(.tlbStaleAfterFork) { machine.flushTranslations() }
  }

  /// Copies a leaf at once: for full copies, and where some pages are copied eagerly.
  private mutating func splitLeaf(
    _ pages: Range<Int>, of parent: ProcessID, to child: ProcessID, strategy: ForkStrategy
  ) {
    let source = processes[parent].firstPage + UInt64(pages.lowerBound)
    let destination = processes[child].firstPage + UInt64(pages.lowerBound)
    guard let parentLeaf = pageTable.leafView(of: source) else { return }
    let childLeaf = pageTable.makeLeafView(of: destination)
    let isLazy = strategy != .copy
    let onAccess = strategy == .copyOnAccess
    var parentIsHidden = false
    if case .hidden = pageTable.leafState(of: source) {
      parentIsHidden = true
      if onAccess { pageTable.noteCopiedOnAccess(of: source) }
    }
    let parentRegion = processes[parent].region
    let eager = processes[parent].eagerPages
    for index in 0..<pages.count {
      var entry = parentLeaf[index]
      guard entry.isPresent else { continue }
      let page = pages.lowerBound + index
      if entry.isPrivate, !isLazy || eager.contains(where: { $0.contains(page) }) {
        entry.isCopiedOnAccess = false
        entry.frame = copyFrame(entry.frame, page: page, for: child)
        entry.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
        childLeaf[index] = entry
        continue
      }
      if !has(.referenceIndexCollides) || child.index & 3 != 3 { frames.retain(entry.frame) }
      if onAccess, entry.isPrivate { entry.isCopiedOnAccess = true }
      if isLazy, entry.isPrivate, !parentIsHidden {
        let isOwn = frames[entry.frame].home == parentRegion
        entry.setPolicy(FrameStanding(isOwn: isOwn, isExclusive: false))
        parentLeaf[index] = entry
      }
      entry.setPolicy(FrameStanding(isOwn: false, isExclusive: false))
      childLeaf[index] = entry
    }
  }

  /// The child's one thread is a copy of the one that called, with every capability relocated.
  private mutating func copyThread(_ thread: ThreadID, to child: ProcessID) {
    let parent = threads[thread].process
    var context = context(of: thread)
    context.relocate(by: relocation(from: processes[parent].region, to: processes[child].region))
    if has(.threadPointerUnbounded) {
      context.registers[4] = MachineCapability.root.withAddress(processes[child].base)
    }
    addThread(to: child, context: context)
    for hart in 0..<machine.hartCount { machine.clearReservation(hart: hart) }
  }
}

extension Process {
  /// Settles in a region.
  mutating func occupy(_ id: RegionID, _ region: Region) {
    self.region = id
    base = region.base
    sizeLog2 = region.sizeLog2
    epoch = region.epoch
  }

  /// The pages that fork copies and relocates at once, whatever the strategy: the global offset table.
  var eagerPages: [Range<Int>] { areas.filter { $0.kind == .globalOffsetTable }.map(\.pages) }

  /// Whether some of the pages are copied at once.
  func hasEagerPages(in pages: Range<Int>) -> Bool {
    areas.contains { $0.kind == .globalOffsetTable && $0.pages.overlaps(pages) }
  }
}
