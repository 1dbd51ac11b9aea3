import Architecture
import Emulator

/// Reading and writing. Every call checks its numbers, then the descriptor, then all of the memory, and only then
/// looks at what is open; a call that fails has moved nothing.
extension Kernel {
  /// The most that one call reads or writes.
  static var largestTransfer: UInt64 { UInt64(Int32.max) }
  /// The most buffers that one call reads or writes (IOV_MAX).
  static var longestVector: UInt64 { 1024 }

  /// `read(descriptor, buffer, count)`.
  mutating func read(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let file = try file(
      integer(0, of: thread), for: .store, counting: integer(2, of: thread), in: 0...Self.largestTransfer, of: thread)
    return try read(file, into: buffer(of: thread), thread)
  }

  /// `write(descriptor, buffer, count)`.
  mutating func write(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let file = try file(
      integer(0, of: thread), for: .load, counting: integer(2, of: thread), in: 0...Self.largestTransfer, of: thread)
    return try write(buffer(of: thread), to: file, thread)
  }

  /// `readv(descriptor, buffers, count)`.
  mutating func readv(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let file = try file(
      integer(0, of: thread), for: .store, counting: integer(2, of: thread), in: 1...Self.longestVector, of: thread)
    return try read(file, into: vector(of: thread), thread)
  }

  /// `writev(descriptor, buffers, count)`.
  mutating func writev(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let file = try file(
      integer(0, of: thread), for: .load, counting: integer(2, of: thread), in: 1...Self.longestVector, of: thread)
    return try write(vector(of: thread), to: file, thread)
  }

  private func buffer(of thread: ThreadID) -> UserBuffers {
    UserBuffers(pointer(1, of: thread), count: Int(integer(2, of: thread)))
  }

  private mutating func vector(of thread: ThreadID) throws(ErrorNumber) -> UserBuffers {
    try copyInVector(pointer(1, of: thread), count: integer(2, of: thread), for: threads[thread].process)
  }

  /// The buffers that a call uses after they have been checked: those that were checked; or, where arguments are not
  /// copied before they are checked, what their array says by now.
  private mutating func buffersInUse(_ checked: UserBuffers, of thread: ThreadID) throws(ErrorNumber) -> UserBuffers {
    guard !copiesArguments, [.readv, .writev].contains(threads[thread].call) else { return checked }
    reach(.argumentsChecked)
    return try vector(of: thread)
  }

  /// The open file description of a descriptor that is open for reading (its bytes are stored into memory) or writing.
  private func file(
    _ number: UInt64, for access: PageAccess, counting count: UInt64, in counts: ClosedRange<UInt64>,
    of thread: ThreadID
  ) throws(ErrorNumber) -> Int32 {
    guard counts.contains(count) else { throw .invalidArgument }
    let file = try file(number, of: threads[thread].process)
    guard access == .store ? files[file].isReadable : files[file].isWritable else { throw .badFileDescriptor }
    // Queues are no streams of bytes, whatever they are open for.
    if case .messageQueue = files[file].kind { throw .badFileDescriptor }
    return file
  }

  // MARK: Reading

  private mutating func read(
    _ file: Int32, into buffers: UserBuffers, _ thread: ThreadID
  ) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    guard buffers.count > 0 else { return .value(0) }
    try prepare(buffers, .store, for: process)
    let buffers = try buffersInUse(buffers, of: thread)
    switch files[file].kind {
    case .pipeReader(let pipe): return try read(from: pipe, file, into: buffers, process)
    case .file(let number):
      let bytes = files.system.read(buffers.count, at: files[file].offset, of: number)
      try copyOut(bytes, to: buffers)
      files[file].offset += bytes.count
      return .value(UInt64(bytes.count))
    case .sharedMemory: throw .invalidArgument
    case .console, .pipeWriter, .messageQueue, .unused: return .value(0)
    }
  }

  private mutating func read(
    from pipe: Int32, _ file: Int32, into buffers: UserBuffers, _ process: ProcessID
  ) throws(ErrorNumber) -> SystemCallResult {
    let available = min(buffers.count, files[pipe: pipe].bytes.count)
    guard available > 0 else {
      if files[pipe: pipe].writers == 0 { return .value(0) }
      if files[file].isNonBlocking { throw .tryAgain }
      return .wait(.pipe(pipe))
    }
    try copyOut(files[pipe: pipe].bytes.prefix(available), to: buffers)
    files[pipe: pipe].removeFirst(available)
    threads.wake(.pipe(pipe))
    return .value(UInt64(available))
  }

  // MARK: Writing

  private mutating func write(
    _ buffers: UserBuffers, to file: Int32, _ thread: ThreadID
  ) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let done = threads[thread].progress
    // A vector may have become shorter while the call waited.
    guard buffers.count > done else { return .value(UInt64(done)) }
    do {
      try prepare(buffers, .load, for: process)
    } catch {
      if done > 0 { return .value(UInt64(done)) }
      throw error
    }
    let buffers = try buffersInUse(buffers, of: thread)
    switch files[file].kind {
    case .console:
      files.appendToConsole(try copyIn(buffers))
      return .value(UInt64(buffers.count))
    case .pipeWriter(let pipe): return try write(buffers, toPipe: pipe, file, thread)
    case .file(let number): return try write(buffers, toFile: number, file, thread)
    case .sharedMemory: throw .invalidArgument
    case .messageQueue, .pipeReader, .unused: throw .badFileDescriptor
    }
  }

  /// Writes to a file: as many bytes as there is room for.
  private mutating func write(
    _ buffers: UserBuffers, toFile number: Int32, _ file: Int32, _ thread: ThreadID
  ) throws(ErrorNumber) -> SystemCallResult {
    let offset = files[file].isAppending ? files.system[number].bytes.count : files[file].offset
    let room = try room(at: offset, of: number, thread)
    let buffers = room < buffers.count ? buffers.part(from: 0, count: room) : buffers
    if copiesArguments {
      let bytes = try copyIn(buffers)
      files.system.makeRoom(for: bytes.count, at: offset, in: number)
      files.system[bytes: number].replaceSubrange(offset..<offset + bytes.count, with: bytes)
    } else {
      files.system.makeRoom(for: buffers.count, at: offset, in: number)
      try move(buffers, to: number, at: offset)
    }
    files[file].offset = offset + buffers.count
    return .value(UInt64(buffers.count))
  }

  /// How many bytes may be written to a file from an offset on.
  ///
  /// - Throws: ``ErrorNumber/fileTooLarge`` or ``ErrorNumber/noSpace`` if it is none.
  private mutating func room(at offset: Int, of number: Int32, _ thread: ThreadID) throws(ErrorNumber) -> Int {
    try checkFileSize(offset < fileSizeLimit(of: threads[thread].process), thread)
    guard offset < FileSystem.largestFile else { throw .fileTooLarge }
    let room = files.system.room(at: offset, in: number)
    guard grants(.fileSpace), room > 0 else { throw .noSpace }
    return min(room, fileSizeLimit(of: threads[thread].process) - offset)
  }

  /// Writes to a pipe: up to PIPE_BUF bytes all at once or not yet, more as there is room.
  private mutating func write(
    _ buffers: UserBuffers, toPipe pipe: Int32, _ file: Int32, _ thread: ThreadID
  ) throws(ErrorNumber) -> SystemCallResult {
    guard files[pipe: pipe].readers > 0 else {
      post(.pipe, to: threads[thread].process, thread: thread)
      throw .brokenPipe
    }
    let done = threads[thread].progress
    let left = max(buffers.count - done, 0)
    let room = files[pipe: pipe].room
    let isWhole = buffers.count <= Pipe.atomicSize
    let now = isWhole && room < left ? 0 : min(left, room)
    if now > 0 {
      let part = buffers.part(from: done, count: now)
      files[pipe: pipe].add(try copyIn(part))
      threads.wake(.pipe(pipe))
    }
    if left == now || files[file].isNonBlocking && done + now > 0 {
      return .value(UInt64(done + now))
    }
    if files[file].isNonBlocking { throw .tryAgain }
    threads[thread].progress = done + now
    return .wait(.pipe(pipe))
  }
}
