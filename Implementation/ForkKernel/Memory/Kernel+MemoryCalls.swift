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
    let pages = try memory.gap(length, of: processes[process].memory)
    guard reserve(pages.count) else { throw .noMemory }
    mapZeros(pages, flags == 0x1001 ? .sharedMapping : .data, rights, of: process)
    return .capability(pointer(to: pages, rights, of: process))
  }

  /// The capability for mapped pages, without flags: whoever puts code there knows its mode.
  func pointer(to pages: Range<Int>, _ rights: PageRights, of process: ProcessID) -> MachineCapability {
    let pointer = Pointer(
      target: UInt64(pages.lowerBound) * 4096, length: UInt64(pages.count) * 4096, permissions: rights.permissions)
    return memory.capability(pointer, in: processes[process].region).withFlags(0)
  }

  /// `munmap(address, length)`: the capability has to cover the pages.
  mutating func munmap(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    memory.unmap(try pages(of: thread, in: process), of: processes[process].memory, machine)
    return .value(0)
  }

  /// `mprotect(address, length, protection)`: the capability has to cover the pages. A page with a copy pending goes on
  /// owing it.
  mutating func mprotect(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let rights = try rights(integer(2, of: thread))
    let pages = try pages(of: thread, in: process)
    let (first, mapped) = (processes[process].firstPage, processes[process].memory)
    guard pages.allSatisfy({ memory.mapping(ofPage: $0, of: mapped).isPresent }) else { throw .noMemory }
    if rights.contains(.write) {
      guard !pages.contains(where: { memory.mapping(ofPage: $0, of: mapped).showsReadOnlyObject }) else {
        throw .accessDenied
      }
      try makePrivate(pages, of: process)
    }
    for page in pages {
      if memory.maps[mapped].discarded[page] != nil {
        memory.change(mapped) { $0.discarded[page]?.rights = rights }
        continue
      }
      let page = first + UInt64(page)
      takeLeaf(of: page, for: process)
      var entry = memory.pageTable.entry(page: page)
      entry.rights = rights
      entry.setPolicy(memory.standing(of: entry.frame, for: processes[process].region))
      memory.pageTable.set(entry, page: page)
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
    guard let heap = memory.maps[processes[process].memory].heap,
      length <= memory.regions[processes[process].region].size
    else { throw .noMemory }
    let end = heap.lowerBound + Int((length + 4095) / 4096)
    if end > heap.upperBound {
      let added = heap.upperBound..<end
      guard end <= processes[process].regionPages,
        !map(of: process).overlaps(added), reserve(added.count)
      else { throw .noMemory }
      mapZeros(added, .heap, [.read, .write], of: process)
    } else if end < heap.upperBound {
      memory.unmap(end..<heap.upperBound, of: processes[process].memory, machine)
    }
    memory.change(processes[process].memory) { $0.heap = heap.lowerBound..<end }
    let pointer = Pointer(
      target: UInt64(heap.lowerBound) * 4096, length: UInt64(end - heap.lowerBound) * 4096,
      permissions: .readWrite)
    return .capability(memory.capability(pointer, in: processes[process].region))
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
    let size = memory.regions[processes[process].region].size
    guard !isTooLong, offset < size, rounded & ~4095 <= size - offset,
      capability.isAuthority(for: length) || !checksArguments
    else { throw .badAddress }
    return Int(offset / 4096)..<Int((offset + rounded) / 4096)
  }

  // MARK: Pages

  /// Maps zeroed pages onto new frames that have been reserved already.
  private mutating func mapZeros(_ pages: Range<Int>, _ kind: SegmentKind, _ rights: PageRights, of process: ProcessID)
  {
    memory.mapZeros(pages, kind, rights, of: processes[process].memory, machine)
    reach(.pagesMapped)
  }

  /// Makes pages a process's own that become writable. A frame that others map as well stays reserved to all of them
  /// together; the process gets its copy at once.
  private mutating func makePrivate(_ pages: Range<Int>, of process: ProcessID) throws(ErrorNumber) {
    let first = processes[process].firstPage
    let pages = pages.filter { page in
      let entry = memory.mapping(ofPage: page, of: processes[process].memory)
      return !entry.isPrivate && !entry.isSharedMapping
    }
    let shared = pages.count { page in
      memory.pageTable.leafView(of: first + UInt64(page))?.references != 1
        || memory.frames[memory.pageTable.entry(page: first + UInt64(page)).frame].references != 1
    }
    guard reserve(shared) else { throw .noMemory }
    memory.change(processes[process].memory) { $0.reservedFrames += pages.count }
    for page in pages {
      let target = first + UInt64(page)
      takeLeaf(of: target, for: process)
      var entry = memory.pageTable.entry(page: target)
      entry.isPrivate = true
      if memory.frames[entry.frame].references == 1 {
        memory.makePrivate(entry.frame)
      } else {
        let original = entry.frame
        entry.frame = copyFrame(original, page: page, for: process)
        memory.releaseFrame(original, machine)
      }
      memory.pageTable.set(entry, page: target)
    }
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
