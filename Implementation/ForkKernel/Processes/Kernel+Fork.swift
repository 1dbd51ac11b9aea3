public import Architecture
import Emulator

extension Kernel {
  /// Forks a process: a child that is a copy of the parent at another address, under the given strategy or the
  /// kernel's.
  ///
  /// The child's worst case is reserved before anything changes, so that a later lazy copy cannot fail, and so that
  /// every strategy fails alike.
  ///
  /// - Parameter thread: the identifier of the thread that the child has a copy of; `nil` is the first one.
  /// - Throws: ``ErrorNumber/tryAgain`` at the limit of processes; ``ErrorNumber/noMemory`` if the frames cannot be
  ///   reserved or no region is left; ``ErrorNumber/noSuchProcess`` if there is no such thread, or it waits inside of a
  ///   call. Nothing has changed then.
  /// - Returns: the child.
  public mutating func fork(
    _ parent: ProcessID, thread identifier: Int32? = nil, strategy: ForkStrategy? = nil
  ) throws(ErrorNumber) -> ProcessID {
    guard let thread = actor(identifier, of: parent) else { throw .noSuchProcess }
    return try fork(thread, strategy: strategy)
  }

  /// Forks the process of a thread; the child has a copy of that thread only.
  mutating func fork(_ thread: ThreadID, strategy: ForkStrategy? = nil) throws(ErrorNumber) -> ProcessID {
    let parent = threads[thread].process
    let strategy = strategy ?? self.strategy
    guard mayFork(parent) else { throw .tryAgain }
    let needed = memory.maps[processes[parent].memory].reservedFrames
    guard reserve(needed) else { throw .noMemory }
    guard let region = takeRegion(sizeLog2: processes[parent].sizeLog2) else {
      memory.withdraw(needed)
      throw .noMemory
    }
    var process = Process(limits: processes[parent].limits)
    let copy = memory.add(memory.maps[processes[parent].memory], in: region)
    process.settle(in: region, memory.regions[region], copy)
    let child = processes.add(process, parent: parent)
    reach(.forkGranted)
    copyLeaves(of: parent, to: child, strategy: strategy)
    copyThread(thread, to: child)
    shareDescriptors(of: parent, with: child)
    forks += 1
    traceHandler?(
      .forked(pid: processes[parent].pid, child: processes[child].pid, regionBase: processes[child].base))
    return child
  }

  /// What a process has mapped where; nothing once it has ended.
  func map(of process: ProcessID) -> AddressMap { memory.maps[processes[process].memory].map }

  /// A region for a call that may fail.
  mutating func takeRegion(sizeLog2: UInt8) -> RegionID? { grants(.region) ? freeRegion(sizeLog2: sizeLog2) : nil }

  /// A region, if need be one whose frames have to be given another origin first.
  mutating func freeRegion(sizeLog2: UInt8) -> RegionID? {
    memory.takeRegion(sizeLog2: sizeLog2, sharers: processes.memories, machine)
  }

  /// Gives the child every page of the parent.
  ///
  /// First every leaf becomes invisible to the hardware, whether it is shared or going to be copied; then translations
  /// are forgotten. From that moment until the end nobody can touch the parent's pages, so what the child gets is what
  /// they held then, however long copying takes.
  private mutating func copyLeaves(of parent: ProcessID, to child: ProcessID, strategy: ForkStrategy) {
    let (from, to) = (processes[parent].firstPage, processes[child].firstPage)
    let map = map(of: parent)
    var split: [(pages: Range<Int>, wasHidden: Bool)] = []
    for start in stride(from: 0, to: map.end, by: PageGeometry.entriesPerNode) {
      let pages = start..<min(start + PageGeometry.entriesPerNode, map.end)
      let source = from + UInt64(start)
      let state = memory.pageTable.leafState(of: source)
      guard state != .absent else { continue }
      if strategy == .copy || map.hasEagerPages(in: pages) {
        split.append((pages, state != .published))
        memory.pageTable.hideLeaf(of: source)
      } else {
        memory.pageTable.shareLeaf(of: source, with: to + UInt64(start), copiedOnAccess: strategy == .copyOnAccess)
        reach(.leafShared)
      }
    }
    // A full copy changes nothing for the hart that forks.
    if strategy != .copy || machine.hartCount > 1 { machine.flushDataTranslations() }
    reach(.parentFrozen)
    for (pages, wasHidden) in split {
      splitLeaf(pages, of: parent, to: child, strategy: strategy, parentIsHidden: wasHidden)
    }
    for (pages, wasHidden) in split where !wasHidden {
      memory.pageTable.publishLeaf(of: from + UInt64(pages.lowerBound))
    }
  }

  /// Copies a leaf at once: for full copies, and where some pages are copied eagerly.
  private mutating func splitLeaf(
    _ pages: Range<Int>, of parent: ProcessID, to child: ProcessID, strategy: ForkStrategy, parentIsHidden: Bool
  ) {
    let source = processes[parent].firstPage + UInt64(pages.lowerBound)
    let destination = processes[child].firstPage + UInt64(pages.lowerBound)
    let isLazy = strategy != .copy
    let onAccess = strategy == .copyOnAccess
    if parentIsHidden, onAccess { memory.pageTable.noteCopiedOnAccess(of: source) }
    let parentRegion = processes[parent].region
    let map = map(of: parent)
    var policies = SharingPolicies()
    memory.pageTable.fillLeaf(from: source, to: destination, indices: 0..<pages.count) { index, entry in
      let page = pages.lowerBound + index
      var copy = entry
      if entry.isPrivate, !isLazy || map.isEager(page) {
        copy.isCopiedOnAccess = false
        copy.frame = copyFrame(entry.frame, page: page, for: child)
        copy.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
        reach(.childPageCopied)
        return copy
      }
      let origin = memory.retain(entry.frame).origin
      guard entry.isPrivate else { return entry }
      if onAccess { copy.isCopiedOnAccess = true }
      let shared = policies.share(copy, isOwn: origin == parentRegion)
      if isLazy, !parentIsHidden { entry = shared.parent }
      return shared.child
    }
  }

  /// The child's one thread is a copy of the one that called, with every capability relocated.
  private mutating func copyThread(_ thread: ThreadID, to child: ProcessID) {
    let parent = threads[thread].process
    var context = context(of: thread)
    let relocation = memory.relocation(from: processes[parent].region, to: processes[child].region)
    context.relocate(by: relocation)
    processes[child].signals = processes[parent].signals.forked(by: relocation)
    addThread(to: child, context: context, mask: threads[thread].signals.mask)
    for hart in 0..<machine.hartCount { machine.clearReservation(hart: hart) }
  }
}

/// What parent and child may do with a page whose frame they share from now on.
///
/// Neighbouring pages are mostly alike, so the last answer is kept.
private struct SharingPolicies {
  private var bits: UInt64 = 0
  private var isOwn = false
  private var parentBits: UInt64 = 0
  private var childBits: UInt64 = 0

  /// The two entries.
  @inline(__always)
  mutating func share(
    _ entry: PageTableEntry, isOwn: Bool
  ) -> (parent: PageTableEntry, child: PageTableEntry) {
    let low = entry.rawValue & 0xFFFF_FFFF
    if low != bits || isOwn != self.isOwn { remember(low, isOwn) }
    let frame = entry.rawValue & ~0xFFFF_FFFF
    return (PageTableEntry(rawValue: frame | parentBits), PageTableEntry(rawValue: frame | childBits))
  }

  private mutating func remember(_ low: UInt64, _ isOwn: Bool) {
    var parent = PageTableEntry(rawValue: low)
    var child = parent
    parent.setPolicy(FrameStanding(isOwn: isOwn, isExclusive: false))
    child.setPolicy(FrameStanding(isOwn: false, isExclusive: false))
    (bits, self.isOwn, parentBits, childBits) = (low, isOwn, parent.rawValue, child.rawValue)
  }
}
