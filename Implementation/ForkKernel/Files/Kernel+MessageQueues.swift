import Architecture
import Emulator

/// Message queues: `mq_open` and its kin, as the calls that FreeBSD's library makes of them.
extension Kernel {
  /// `kmq_open(path, flags, mode, attributes)`: of the attributes, which are 64 bytes, the second and the third word
  /// say how many messages the queue holds and how long they may be. The descriptor is closed on exec, as POSIX asks.
  mutating func messageQueueOpen(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (flags, attributes) = (OpenFlags(rawValue: integer(1, of: thread)), pointer(3, of: thread))
    let known: OpenFlags = [.writeOnly, .readWrite, .create, .exclusive, .nonBlocking, .closeOnExecute]
    guard flags.isSubset(of: known), flags.areValidForOpen else { throw .invalidArgument }
    let name = try copyInObjectName(pointer(0, of: thread), for: process)
    var queue = MessageQueue()
    if flags.contains(.create), !isNull(attributes) {
      let bytes = try copyIn(attributes, byteCount: 64, for: process)
      queue.capacity = Int(clamping: bytes.littleEndian(at: 8, as: Int64.self))
      queue.messageSize = Int(clamping: bytes.littleEndian(at: 16, as: Int64.self))
    }
    guard let number = freeDescriptor(of: process) else { throw .tooManyFiles }
    let existing = files.queues.find(name)
    if existing == nil, !flags.contains(.create) { throw .noSuchFile }
    if existing != nil, flags.contains(.exclusive) { throw .fileExists }
    guard (1...MessageQueue.largestCapacity).contains(queue.capacity),
      (1...MessageQueue.largestMessage).contains(queue.messageSize)
    else { throw .invalidArgument }
    guard hasRoomForOpenFile() else { throw .tooManyFilesInSystem }
    guard let object = existing ?? (grants(.namedObject) ? files.queues.add(queue, name) : nil) else { throw .noSpace }
    return try open(.messageQueue(object), flags.union(.closeOnExecute), at: number, of: process)
  }

  /// `kmq_unlink(path)`.
  mutating func messageQueueUnlink(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let name = try copyInObjectName(pointer(0, of: thread), for: threads[thread].process)
    guard files.queues.unlink(name) != nil else { throw .noSuchFile }
    return .value(0)
  }

  /// `kmq_timedsend(descriptor, message, length, priority, deadline)`.
  mutating func messageQueueSend(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (length, priority) = (integer(2, of: thread), integer(3, of: thread))
    guard priority < MessageQueue.priorities else { throw .invalidArgument }
    let (file, queue) = try queue(of: thread, \.isWritable)
    guard length <= UInt64(files.queues[queue].messageSize) else { throw .messageTooLong }
    let message = pointer(1, of: thread)
    try prepare(message, byteCount: Int(length), .load, for: process)
    let deadline = try copyInDeadline(pointer(4, of: thread), for: process)
    guard !files.queues[queue].isFull else { return try wait(for: queue, file, until: deadline, thread) }
    let bytes = try copyIn(message, byteCount: Int(length), for: process)
    files.queues[queue].add(MessageQueue.Message(priority: priority, bytes: bytes))
    threads.wake(.messages(queue))
    return .value(0)
  }

  /// `kmq_timedreceive(descriptor, buffer, length, priority, deadline)`: answers the length of the message.
  mutating func messageQueueReceive(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (buffer, length, priority) = (pointer(1, of: thread), integer(2, of: thread), pointer(3, of: thread))
    let (file, queue) = try queue(of: thread, \.isReadable)
    let size = files.queues[queue].messageSize
    guard length >= UInt64(size) else { throw .messageTooLong }
    try prepare(buffer, byteCount: size, .store, for: process)
    if !isNull(priority) { try prepare(priority, byteCount: 4, .store, for: process) }
    let deadline = try copyInDeadline(pointer(4, of: thread), for: process)
    guard let message = files.queues[queue].messages.first else {
      return try wait(for: queue, file, until: deadline, thread)
    }
    try copyOut(message.bytes, to: buffer, for: process)
    if !isNull(priority) {
      try copyOut(UInt32(truncatingIfNeeded: message.priority).littleEndianBytes, to: priority, for: process)
    }
    files.queues[queue].takeFirst()
    threads.wake(.messages(queue))
    return .value(UInt64(message.bytes.count))
  }

  private func queue(
    of thread: ThreadID, _ isAllowed: (OpenFile) -> Bool
  ) throws(ErrorNumber) -> (file: Int32, queue: Int32) {
    let file = try file(integer(0, of: thread), of: threads[thread].process)
    guard case .messageQueue(let queue) = files[file].kind, isAllowed(files[file]) else { throw .badFileDescriptor }
    return (file, queue)
  }

  /// Reads a point in time, unless the pointer is null.
  private mutating func copyInDeadline(
    _ pointer: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) -> UInt64? {
    guard !isNull(pointer) else { return nil }
    guard let time = TimeSpecification(try copyIn(pointer, byteCount: 16, for: process)) else { throw .invalidArgument }
    return time.nanoseconds
  }

  private mutating func wait(
    for queue: Int32, _ file: Int32, until deadline: UInt64?, _ thread: ThreadID
  ) throws(ErrorNumber) -> SystemCallResult {
    if files[file].isNonBlocking { throw .tryAgain }
    if let deadline, threads.hasPassed(deadline, thread) { throw .timedOut }
    return .wait(.messages(queue))
  }
}
