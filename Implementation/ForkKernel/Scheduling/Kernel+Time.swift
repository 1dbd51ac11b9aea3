import Architecture
import Emulator

/// Calls about virtual time: a nanosecond for each instruction that is executed, and a leap to the next deadline when
/// every thread waits. So it depends on nothing but the settings and the programs.
extension Kernel {
  /// `clock_gettime(clock, time)`: CLOCK_REALTIME (0) and CLOCK_MONOTONIC (4) are both the time since the kernel was
  /// booted.
  mutating func clockGettime(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    guard [0, 4].contains(int(0, of: thread)) else { throw .invalidArgument }
    let time = TimeSpecification(nanoseconds: threads.clock)
    try copyOut(time.bytes, to: pointer(1, of: thread), for: threads[thread].process)
    return .value(0)
  }

  /// `nanosleep(time, left)`: what is left is told if a signal interrupts it.
  mutating func nanosleep(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let left = pointer(1, of: thread)
    let bytes = try copyIn(pointer(0, of: thread), byteCount: 16, for: process)
    guard let time = TimeSpecification(bytes) else { throw .invalidArgument }
    if !isNull(left) { try prepare(left, byteCount: 16, .store, for: process) }
    let (deadline, overflows) = threads.clock.addingReportingOverflow(time.nanoseconds)
    return threads.hasPassed(overflows ? .max - 1 : deadline, thread) ? .value(0) : .wait(.time)
  }

  /// Tells how much of a sleep is left.
  mutating func tellTimeLeft(_ thread: ThreadID) {
    let left = pointer(1, of: thread)
    guard let deadline = threads[thread].deadline, !isNull(left) else { return }
    let time = TimeSpecification(nanoseconds: deadline - min(threads.clock, deadline))
    // It was checked before; if another thread has unmapped it since, nobody can be told.
    try? copyOut(time.bytes, to: left, for: threads[thread].process)
  }

  /// `poll(descriptors, count, timeout)`: an array of `struct pollfd`, of which only what happened is written back; the
  /// timeout in milliseconds, −1 for none.
  mutating func poll(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (array, count, timeout) = (pointer(0, of: thread), integer(1, of: thread), int(2, of: thread))
    guard count <= UInt64(descriptorLimit(of: process)), timeout >= -1 else { throw .invalidArgument }
    try prepare(array, byteCount: Int(count) * 8, .store, for: process)
    let asked = try copyIn(array, byteCount: Int(count) * 8, for: process)
    let happened = (0..<Int(count)).map { index in
      events(
        asked.littleEndian(at: 8 * index + 4, as: UInt16.self),
        at: Int(asked.littleEndian(at: 8 * index, as: Int32.self)), of: process)
    }
    let isOver = timeout >= 0 && threads.hasPassed(threads.clock &+ UInt64(timeout) * 1_000_000, thread)
    guard isOver || happened.contains(where: { $0 != 0 }) else { return .wait(.descriptors) }
    for (index, events) in happened.enumerated() {
      try copyOut(events.littleEndianBytes, to: array.advanced(by: 8 * index + 6), for: process)
    }
    return .value(UInt64(happened.count { $0 != 0 }))
  }

  /// Which of the events that a process asks for have happened at a descriptor, and those that are always told.
  private func events(_ asked: UInt16, at number: Int, of process: ProcessID) -> UInt16 {
    guard number >= 0 else { return 0 }
    let descriptor = descriptor(number, of: process)
    guard descriptor.isOpen else { return PollEvents.invalid }
    switch files[descriptor.file].kind {
    case .unused: return 0
    case .console, .file, .sharedMemory: return asked & (PollEvents.input | PollEvents.output)
    case .pipeReader(let pipe):
      let isReady = !files[pipe: pipe].bytes.isEmpty || files[pipe: pipe].writers == 0
      let hasHungUp = files[pipe: pipe].writers == 0
      return (isReady ? asked & PollEvents.input : 0) | (hasHungUp ? PollEvents.hangUp : 0)
    case .pipeWriter(let pipe):
      if files[pipe: pipe].readers == 0 { return PollEvents.hangUp }
      return files[pipe: pipe].room >= Pipe.atomicSize ? asked & PollEvents.output : 0
    case .messageQueue(let queue):
      let canReceive = files[descriptor.file].isReadable && !files.queues[queue].messages.isEmpty
      let canSend = files[descriptor.file].isWritable && !files.queues[queue].isFull
      return asked & ((canReceive ? PollEvents.input : 0) | (canSend ? PollEvents.output : 0))
    }
  }
}

/// The events of `poll`, with their values on FreeBSD; data of every priority is alike.
private enum PollEvents {
  static let input: UInt16 = 0x41  // POLLIN, POLLRDNORM
  static let output: UInt16 = 0x4  // POLLOUT, POLLWRNORM
  static let hangUp: UInt16 = 0x10  // POLLHUP
  static let invalid: UInt16 = 0x20  // POLLNVAL
}

/// A `struct timespec`: seconds and nanoseconds, 16 bytes.
struct TimeSpecification {
  /// Nanoseconds; saturated where 64 bits do not hold them.
  let nanoseconds: UInt64

  /// A time.
  init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// The time that 16 bytes tell; `nil` if it is negative, or has a second or more in nanoseconds.
  init?(_ bytes: [UInt8]) {
    let seconds = bytes.littleEndian(at: 0, as: Int64.self)
    let fraction = bytes.littleEndian(at: 8, as: Int64.self)
    guard seconds >= 0, (0..<1_000_000_000).contains(fraction) else { return nil }
    let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowsAgain) = whole.addingReportingOverflow(UInt64(fraction))
    nanoseconds = overflows || overflowsAgain ? .max : sum
  }

  /// The time as 16 bytes.
  var bytes: [UInt8] {
    (nanoseconds / 1_000_000_000).littleEndianBytes + (nanoseconds % 1_000_000_000).littleEndianBytes
  }
}
