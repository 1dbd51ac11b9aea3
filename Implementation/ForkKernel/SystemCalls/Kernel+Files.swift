import Architecture
import DequeModule
import Emulator

extension Kernel {
  /// The most that one call reads or writes.
  private static var largestTransfer: UInt64 { UInt64(Int32.max) }

  /// `write(descriptor, bytes, count)`.
  mutating func write(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let file = try file(integer(0, of: thread), of: process)
    let count = integer(2, of: thread)
    guard count <= Self.largestTransfer else { throw .invalidArgument }
    switch files[file].kind {
    case .console:
      files.console += try copyIn(pointer(1, of: thread), byteCount: Int(count), for: process)
      return .value(count)
    case .pipeWriter(let pipe): return try write(to: pipe, thread, count: Int(count))
    case .pipeReader, .unused: throw .badFileDescriptor
    }
  }

  /// `read(descriptor, bytes, count)`.
  mutating func read(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let file = try file(integer(0, of: thread), of: process)
    let count = integer(2, of: thread)
    guard count <= Self.largestTransfer else { throw .invalidArgument }
    switch files[file].kind {
    case .console: return .value(0)
    case .pipeReader(let pipe):
      let available = min(Int(count), files[pipe: pipe].bytes.count)
      guard available > 0 || count == 0 else {
        if files[pipe: pipe].writers == 0 { return .value(0) }
        if files[file].isNonBlocking { throw .tryAgain }
        return .wait(.pipe(pipe))
      }
      try copyOut(files[pipe: pipe].bytes.prefix(available), to: pointer(1, of: thread), for: process)
      files[pipe: pipe].bytes.removeFirst(available)
      wake(.pipe(pipe))
      return .value(UInt64(available))
    case .pipeWriter, .unused: throw .badFileDescriptor
    }
  }

  /// Writes to a pipe: up to PIPE_BUF bytes all at once or not yet, more as there is room.
  private mutating func write(to pipe: Int32, _ thread: ThreadID, count: Int) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let done = threads[thread].progress
    guard files[pipe: pipe].readers > 0 else {
      throw .brokenPipe
    }
    let left = count - done
    let isNonBlocking = try files[file(integer(0, of: thread), of: process)].isNonBlocking
    let room = files[pipe: pipe].room
    let now = count <= Pipe.atomicSize && room < left ? 0 : min(left, room)
    if now > 0 {
      let source = pointer(1, of: thread)
      let rest = MachineCapability(metadata: source.metadata, address: source.address &+ UInt64(done), tag: source.tag)
      files[pipe: pipe].bytes += try copyIn(rest, byteCount: now, for: process)
      wake(.pipe(pipe))
    }
    if done + now == count || isNonBlocking && now > 0 {
      return .value(UInt64(done + now))
    }
    if isNonBlocking { throw .tryAgain }
    threads[thread].progress = done + now
    return .wait(.pipe(pipe))
  }

  /// `close(descriptor)`.
  mutating func close(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let number = integer(0, of: thread)
    let file = try file(number, of: process)
    processes[process].descriptors[Int(number)] = .closed
    release(file: file)
    return .value(0)
  }

  /// `pipe2(descriptors, flags)`: two C ints; O_CLOEXEC is 0x100000, O_NONBLOCK is 4.
  mutating func pipe2(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let flags = integer(1, of: thread)
    guard flags & ~0x10_0004 == 0 else { throw .invalidArgument }
    let target = pointer(0, of: thread)
    try prepare(target, byteCount: 8, .store, for: process)
    guard let first = freeDescriptor(of: process), let second = freeDescriptor(of: process, after: first)
    else { throw .tooManyFiles }
    let pipe = files.makePipe()
    guard let reader = files.open(.pipeReader(pipe)) else { throw .tooManyFilesInSystem }
    guard let writer = files.open(.pipeWriter(pipe)) else {
      release(file: reader)
      throw .tooManyFilesInSystem
    }
    files[reader].isNonBlocking = flags & 4 != 0
    files[writer].isNonBlocking = flags & 4 != 0
    set(Descriptor(file: reader, closesOnExecute: flags & 0x10_0000 != 0), at: first, of: process)
    set(Descriptor(file: writer, closesOnExecute: flags & 0x10_0000 != 0), at: second, of: process)
    let numbers = [first, second].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    try copyOut(numbers, to: target, for: process)
    return .value(0)
  }

  /// `dup(descriptor)`.
  mutating func dup(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let file = try file(integer(0, of: thread), of: process)
    guard let number = freeDescriptor(of: process) else { throw .tooManyFiles }
    files.retain(file)
    set(Descriptor(file: file), at: number, of: process)
    return .value(UInt64(number))
  }

  // MARK: Descriptors

  /// The open file description of a descriptor.
  func file(_ number: UInt64, of process: ProcessID) throws(ErrorNumber) -> Int32 {
    let number = Int(Int32(truncatingIfNeeded: number))
    let descriptors = processes[process].descriptors
    guard descriptors.indices.contains(number), descriptors[number].isOpen else { throw .badFileDescriptor }
    return descriptors[number].file
  }

  /// The lowest free descriptor above another one; `nil` at the limit.
  private func freeDescriptor(of process: ProcessID, after last: Int = -1) -> Int? {
    let descriptors = processes[process].descriptors
    var number = last + 1
    while number < descriptors.count, descriptors[number].isOpen { number += 1 }
    return number < configuration.descriptors ? number : nil
  }

  private mutating func set(_ descriptor: Descriptor, at number: Int, of process: ProcessID) {
    while processes[process].descriptors.count <= number { processes[process].descriptors.append(.closed) }
    processes[process].descriptors[number] = descriptor
  }

  /// Counts one descriptor of an open file description less.
  mutating func release(file: Int32) {
    if let pipe = files.release(file) { wake(.pipe(pipe)) }
  }

  /// Opens the console as descriptors 0, 1 and 2.
  mutating func openConsole(for process: ProcessID) -> Bool {
    guard let console = files.open(.console) else { return false }
    files.retain(console)
    files.retain(console)
    processes[process].descriptors = Array(repeating: Descriptor(file: console), count: 3)
    return true
  }

  /// Lets the child's descriptors refer to the parent's open file descriptions.
  mutating func shareDescriptors(of parent: ProcessID, with child: ProcessID) {
    processes[child].descriptors = processes[parent].descriptors
    if has(.childCloseFreesParentFile) { return }
    for descriptor in processes[parent].descriptors where descriptor.isOpen { files.retain(descriptor.file) }
  }

  /// Closes every descriptor of a process.
  mutating func closeDescriptors(of process: ProcessID) {
    for descriptor in processes[process].descriptors where descriptor.isOpen { release(file: descriptor.file) }
    processes[process].descriptors = []
  }
}
