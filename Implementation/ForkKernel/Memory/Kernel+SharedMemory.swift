import Architecture
import Emulator

/// Shared memory objects, which unrelated processes can map.
extension Kernel {
  /// `shm_open2(path, flags, mode, shared memory flags, name)`: the path is SHM_ANON, which is 1, or begins with a
  /// slash. Of the shared memory flags none is supported.
  mutating func sharedMemoryOpen(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (path, flags) = (pointer(0, of: thread), OpenFlags(rawValue: integer(1, of: thread)))
    let known: OpenFlags = [.readWrite, .create, .exclusive, .truncate, .closeOnExecute]
    guard flags.isSubset(of: known), flags.areValidForOpen, int(3, of: thread) == 0 else { throw .invalidArgument }
    let isAnonymous = !path.tag && path.address == 1
    let name = isAnonymous ? nil : try copyInObjectName(path, for: process)
    guard let number = freeDescriptor(of: process) else { throw .tooManyFiles }
    let existing = name.flatMap { files.sharedMemory.find($0) }
    if !isAnonymous, existing == nil, !flags.contains(.create) { throw .noSuchFile }
    if existing != nil, flags.contains(.exclusive) { throw .fileExists }
    guard hasRoomForOpenFile(),
      let object = existing ?? (grants(.namedObject) ? files.sharedMemory.add(SharedMemory(), name) : nil)
    else { throw .tooManyFilesInSystem }
    if flags.contains(.truncate) { try resize(object, to: 0) }
    return try open(.sharedMemory(object), flags, at: number, of: process)
  }

  /// `shm_unlink(path)`.
  mutating func sharedMemoryUnlink(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let name = try copyInObjectName(pointer(0, of: thread), for: threads[thread].process)
    guard let dropped = files.sharedMemory.unlink(name) else { throw .noSuchFile }
    if let dropped { release(dropped) }
    return .value(0)
  }

  /// `mmap` of a shared memory object, from a page of it on.
  mutating func mapSharedMemory(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (length, offset) = (integer(1, of: thread), integer(5, of: thread))
    let rights = try rights(integer(2, of: thread))
    guard length > 0, offset & 0xFFF == 0 else { throw .invalidArgument }
    let file = try file(integer(4, of: thread), of: process)
    guard case .sharedMemory(let number) = files[file].kind else { throw .noDevice }
    guard files[file].isWritable || !rights.contains(.write) else { throw .accessDenied }
    let object = files.sharedMemory[number]
    let available = UInt64(object.frames.count) * 4096
    guard offset <= available, length <= available - offset else { throw .invalidArgument }
    let first = Int(offset / 4096)
    let shown = object.frames[first..<first + Int((length + 4095) / 4096)]
    let pages = try gap(length, of: process)
    for (index, frame) in shown.enumerated() {
      let page = processes[process].firstPage + UInt64(pages.lowerBound + index)
      takeLeaf(of: page, for: process)
      frames.retain(frame)
      var entry = PageTableEntry(frame: frame, rights: rights)
      entry.isSharedMapping = true
      entry.showsReadOnlyObject = !files[file].isWritable
      entry.setPolicy(FrameStanding(isOwn: true, isExclusive: false))
      pageTable.set(entry, page: page)
    }
    memories[processes[process].memory].map.add(Area(pages: pages, kind: .sharedMapping))
    return .capability(pointer(to: pages, rights, of: process))
  }

  // MARK: Frames

  /// Gives a shared memory object another size; what is added is zero. Who maps frames that go loses them.
  mutating func resize(_ number: Int32, to size: Int) throws(ErrorNumber) {
    let pages = (size + 4095) / 4096
    let old = files.sharedMemory[number].frames
    if pages > old.count {
      guard reserve(pages - old.count) else { throw .noMemory }
      for page in old.count..<pages {
        let frame = takeFrame(page: page, origin: .none)
        frames[frame].isReservedOnce = true
        frames[frame].isKept = true
        machine.withMemory { $0.clear(frame: Int(frame)) }
        files.sharedMemory[number].frames.append(frame)
      }
    } else {
      files.sharedMemory[number].frames.removeLast(old.count - pages)
      discard(old[pages...])
      if size & 0xFFF != 0, size < files.sharedMemory[number].size {
        let rest = [UInt8](repeating: 0, count: 4096 - size & 0xFFF)
        machine.withMemory { $0.store(rest.span, frame: Int(old[pages - 1]), offset: size & 0xFFF) }
      }
    }
    files.sharedMemory[number].size = size
  }

  /// Takes frames away that an object has no more, from whoever maps them as well.
  private mutating func discard(_ gone: ArraySlice<UInt32>) {
    if gone.contains(where: { frames[$0].mappings > 0 }) { discardMappings(of: Set(gone)) }
    for frame in gone { releaseKept(frame) }
  }

  private mutating func discardMappings(of gone: Set<UInt32>) {
    var seen: Set<ProcessMemoryID> = []
    for process in processes.ids where processes[process].state == .running {
      guard seen.insert(processes[process].memory).inserted else { continue }
      for page in map(of: process).areas.filter({ $0.kind == .sharedMapping }).flatMap(\.pages) {
        let target = processes[process].firstPage + UInt64(page)
        let entry = pageTable.entry(page: target)
        guard entry.isPresent, gone.contains(entry.frame) else { continue }
        takeLeaf(of: target, for: process)
        pageTable.set(.absent, page: target)
        memories[processes[process].memory].discarded[page] = entry
        releaseFrame(entry.frame)
      }
    }
    machine.flushTranslations()
  }

  /// How a page of a process is mapped, or was before the object that it showed lost it.
  func mapping(ofPage page: Int, of process: ProcessID) -> PageTableEntry {
    memories[processes[process].memory].discarded[page]
      ?? pageTable.entry(page: processes[process].firstPage + UInt64(page))
  }

  /// Whether a process may access an address, but for that the object that its page showed has it no more.
  func isDiscarded(_ address: UInt64, _ access: PageAccess, for process: ProcessID) -> Bool {
    let page = Int((address &- processes[process].base) >> 12)
    return memories[processes[process].memory].discarded[page]?.entitles(to: access) == true
  }

  /// Gives an object back that nobody can open any more, unless somebody maps a page of it.
  mutating func release(_ object: SharedMemory) {
    guard object.frames.allSatisfy({ frames[$0].mappings == 0 }) else { return files.nameless.append(object) }
    for frame in object.frames { releaseKept(frame) }
  }

  /// Gives an object back that nobody can open any more, if a frame of it was the last one to be mapped.
  mutating func releaseObject(of frame: UInt32) {
    guard let index = files.nameless.firstIndex(where: { $0.frames.contains(frame) }) else { return }
    release(files.nameless.remove(at: index))
  }

  /// Reads the name of a shared memory object or a message queue: a slash, and then no other.
  mutating func copyInObjectName(
    _ pointer: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) -> [UInt8] {
    let path = try copyInString(pointer, limit: Self.longestPath, for: process)
    let slash = UInt8(ascii: "/")
    guard path.first == slash, path.count > 1, !path.dropFirst().contains(slash) else { throw .invalidArgument }
    guard path.count <= Self.longestName else { throw .nameTooLong }
    return path
  }
}
