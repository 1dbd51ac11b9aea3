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
    if let dropped { memory.release(dropped, machine) }
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
    let pages = try memory.gap(length, of: processes[process].memory)
    memory.map(shown, at: pages, rights, isReadOnly: !files[file].isWritable, of: processes[process].memory)
    return .capability(pointer(to: pages, rights, of: process))
  }

  // MARK: Frames

  /// Gives a shared memory object another size; what is added is zero. Who maps frames that go loses them.
  mutating func resize(_ number: Int32, to size: Int) throws(ErrorNumber) {
    let pages = (size + 4095) / 4096
    let old = files.sharedMemory[number].frames.count
    if pages > old {
      guard reserve(pages - old) else { throw .noMemory }
      memory.lengthen(&files.sharedMemory[number], to: pages, machine)
    } else {
      memory.shorten(&files.sharedMemory[number], to: size, machine)
    }
    files.sharedMemory[number].size = size
  }

  /// Whether a process may access an address, but for that the object that its page showed has it no more.
  func isDiscarded(_ address: UInt64, _ access: PageAccess, for process: ProcessID) -> Bool {
    let page = Int((address &- processes[process].base) >> 12)
    return memory.maps[processes[process].memory].discarded[page]?.entitles(to: access) == true
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
