import Architecture
import Emulator

/// Memory that processes ask for: served from their own regions.
extension Kernel {
  /// `mmap(hint, length, protection, flags, descriptor, offset)`: anonymous memory (MAP_ANON is 0x1000), private (2) or
  /// shared with later children (1), or a shared memory object (1 alone). The hint is not followed.
  ///
  /// Returns a capability for just the pages.
  mutating func mmap(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (length, flags) = (integer(1, of: thread), integer(3, of: thread))
    if flags == 1 { return try mapSharedMemory(thread) }
    guard flags == 0x1001 || flags == 0x1002, length > 0 else { throw .invalidArgument }
    let rights = try rights(integer(2, of: thread))
    let pages = try gap(length, of: process)
    guard reserve(pages.count) else { throw .noMemory }
    mapZeros(pages, flags == 0x1001 ? .sharedMapping : .data, rights, of: process)
    return .capability(pointer(to: pages, rights, of: process))
  }

  /// Pages where nothing is mapped, so many that a capability can have just them as its bounds.
  func gap(_ length: UInt64, of process: ProcessID) throws(ErrorNumber) -> Range<Int> {
    let bytes = max(MachineCapability.representableLength(length), length)
    guard bytes <= regions[processes[process].region].size else { throw .noMemory }
    let pages = Int((bytes + 4095) / 4096)
    let alignment = Int((~MachineCapability.representableAlignmentMask(bytes) >> 12) &+ 1)
    guard
      let start = map(of: process).gap(pages: pages, alignedTo: alignment, below: processes[process].regionPages)
    else { throw .noMemory }
    return start..<start + pages
  }

  /// The capability for mapped pages, without flags: whoever puts code there knows its mode.
  func pointer(to pages: Range<Int>, _ rights: PageRights, of process: ProcessID) -> MachineCapability {
    let pointer = Pointer(
      target: UInt64(pages.lowerBound) * 4096, length: UInt64(pages.count) * 4096, permissions: rights.permissions)
    return capability(pointer, in: process).withFlags(0)
  }

  /// `munmap(address, length)`: the capability has to cover the pages.
  mutating func munmap(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    unmap(try pages(of: thread, in: process), of: process)
    return .value(0)
  }

  /// `mprotect(address, length, protection)`: the capability has to cover the pages. A page with a copy pending goes on
  /// owing it.
  mutating func mprotect(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let rights = try rights(integer(2, of: thread))
    let pages = try pages(of: thread, in: process)
    let first = processes[process].firstPage
    guard pages.allSatisfy({ mapping(ofPage: $0, of: process).isPresent }) else { throw .noMemory }
    if rights.contains(.write) {
      guard !pages.contains(where: { mapping(ofPage: $0, of: process).showsReadOnlyObject }) else {
        throw .accessDenied
      }
      try makePrivate(pages, of: process)
    }
    for page in pages {
      if memories[processes[process].memory].discarded[page] != nil {
        memories[processes[process].memory].discarded[page]?.rights = rights
        continue
      }
      let page = first + UInt64(page)
      takeLeaf(of: page, for: process)
      var entry = pageTable.entry(page: page)
      entry.rights = rights
      entry.setPolicy(standing(of: entry.frame, for: processes[process].region))
      pageTable.set(entry, page: page)
    }
    machine.flushTranslations()
    return .value(0)
  }

  /// `break(length)`: makes the heap end so many bytes after its start, where the pages behind it are free. What was
  /// unmapped in between stays unmapped.
  ///
  /// Returns a capability for the whole heap.
  mutating func changeBreak(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let length = integer(0, of: thread)
    guard let heap = memories[processes[process].memory].heap, length <= regions[processes[process].region].size
    else { throw .noMemory }
    let end = heap.lowerBound + Int((length + 4095) / 4096)
    if end > heap.upperBound {
      let added = heap.upperBound..<end
      guard end <= processes[process].regionPages,
        !map(of: process).overlaps(added), reserve(added.count)
      else { throw .noMemory }
      mapZeros(added, .heap, [.read, .write], of: process)
    } else if end < heap.upperBound {
      unmap(end..<heap.upperBound, of: process)
    }
    memories[processes[process].memory].heap = heap.lowerBound..<end
    let pointer = Pointer(
      target: UInt64(heap.lowerBound) * 4096, length: UInt64(end - heap.lowerBound) * 4096,
      permissions: .readWrite)
    return .capability(capability(pointer, in: process))
  }

  // MARK: Arguments

  func rights(_ protection: UInt64) throws(ErrorNumber) -> PageRights {
    guard protection & ~7 == 0 else { throw .invalidArgument }
    return PageRights(rawValue: UInt8(protection))
  }

  /// The pages that the first two arguments name, within the bounds of the capability passed.
  private func pages(of thread: ThreadID, in process: ProcessID) throws(ErrorNumber) -> Range<Int> {
    let capability = pointer(0, of: thread)
    let length = integer(1, of: thread)
    guard capability.address & 0xFFF == 0, length > 0 else { throw .invalidArgument }
    let (rounded, isTooLong) = length.addingReportingOverflow(4095)
    let offset = capability.address &- processes[process].base
    let size = regions[processes[process].region].size
    guard !isTooLong, offset < size, rounded & ~4095 <= size - offset,
      capability.isAuthority(for: length) || !checksArguments
    else { throw .badAddress }
    return Int(offset / 4096)..<Int((offset + rounded) / 4096)
  }

  // MARK: Pages

  /// Maps zeroed pages onto new frames that have been reserved already.
  private mutating func mapZeros(_ pages: Range<Int>, _ kind: SegmentKind, _ rights: PageRights, of process: ProcessID)
  {
    let isShared = kind == .sharedMapping
    let isPrivate = !isShared
    let region = processes[process].region
    for page in pages {
      let target = processes[process].firstPage + UInt64(page)
      takeLeaf(of: target, for: process)
      let frame = takeFrame(page: page, origin: isShared ? .none : region)
      machine.withMemory { $0.clear(frame: Int(frame)) }
      var entry = PageTableEntry(frame: frame, rights: rights)
      entry.isSharedMapping = isShared
      entry.isPrivate = isPrivate
      entry.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
      frames[frame].isReservedOnce = !isPrivate
      pageTable.set(entry, page: target)
    }
    if isPrivate { memories[processes[process].memory].reservedFrames += pages.count }
    memories[processes[process].memory].map.add(Area(pages: pages, kind: kind))
    reach(.pagesMapped)
  }

  /// Makes pages a process's own that become writable. A frame that others map as well stays reserved to all of them
  /// together; the process gets its copy at once.
  private mutating func makePrivate(_ pages: Range<Int>, of process: ProcessID) throws(ErrorNumber) {
    let first = processes[process].firstPage
    let pages = pages.filter { page in
      let entry = mapping(ofPage: page, of: process)
      return !entry.isPrivate && !entry.isSharedMapping
    }
    let shared = pages.count { page in
      pageTable.leafView(of: first + UInt64(page))?.references != 1
        || frames[pageTable.entry(page: first + UInt64(page)).frame].references != 1
    }
    guard reserve(shared) else { throw .noMemory }
    memories[processes[process].memory].reservedFrames += pages.count
    for page in pages {
      let target = first + UInt64(page)
      takeLeaf(of: target, for: process)
      var entry = pageTable.entry(page: target)
      entry.isPrivate = true
      if frames[entry.frame].references == 1 {
        frames[entry.frame].isReservedOnce = false
      } else {
        let original = entry.frame
        entry.frame = copyFrame(original, page: page, for: process)
        releaseFrame(original)
      }
      pageTable.set(entry, page: target)
    }
  }

  /// Unmaps what is mapped of some pages.
  private mutating func unmap(_ pages: Range<Int>, of process: ProcessID) {
    for page in pages {
      let target = processes[process].firstPage + UInt64(page)
      takeLeaf(of: target, for: process)
      let entry = pageTable.entry(page: target)
      guard entry.isPresent else { continue }
      pageTable.set(.absent, page: target)
      releaseFrame(entry.frame)
      if entry.isPrivate {
        memories[processes[process].memory].reservedFrames -= 1
        frames.withdraw(1)
      }
    }
    let memory = processes[process].memory
    memories[memory].map.remove(pages)
    if !memories[memory].discarded.isEmpty { for page in pages { memories[memory].discarded[page] = nil } }
    machine.flushTranslations()
  }
}

extension PageRights {
  /// What a capability for such pages permits.
  var permissions: Set<Permission> {
    var permissions: Set<Permission> = [.global]
    if contains(.read) { permissions.formUnion([.load, .loadCapability]) }
    if contains(.write) { permissions.formUnion([.store, .storeCapability, .storeLocalCapability]) }
    if contains(.execute) { permissions.insert(.execute) }
    return permissions
  }
}
