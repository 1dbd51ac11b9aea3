import Architecture
import Emulator
import ForkKernel
import Testing

/// Time, poll and limits. Values from POSIX.1-2024 and, for numbers, FreeBSD's headers.
@Suite struct TimeTests {
  static func bytes(_ values: Int64...) -> [UInt8] {
    values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  }

  static func pollfd(_ descriptor: Int64, _ events: UInt8) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: descriptor >> (8 * $0)) } + [events, 0, 0xFF, 0xFF]
  }

  @Test func `Sleeping takes the time that was asked for, and nobody waits for it`() throws {
    var caller = try Caller()
    try caller.store(Self.bytes(3, 999_999_999), at: 0)
    let before = caller.kernel.clock
    #expect(caller.call(.nanosleep, caller.pointer(), .null) == .value(0))
    #expect((3_999_999_999..<4_000_000_100).contains(caller.kernel.clock - before))
    #expect(caller.call(.clockGettime, .int(4), caller.pointer(64)) == .value(0))
    #expect(try caller.load(8, at: 64) == Self.bytes(Int64(caller.kernel.clock / 1_000_000_000)))
    #expect(caller.call(.clockGettime, .int(99), caller.pointer(64)) == .failed(.invalidArgument))
    #expect(caller.call(.clockGettime, .int(0), .null) == .failed(.badAddress))
    for bad in [Self.bytes(-1, 0), Self.bytes(0, 1_000_000_000), Self.bytes(0, -1)] {
      try caller.store(bad, at: 0)
      #expect(caller.call(.nanosleep, caller.pointer(), .null) == .failed(.invalidArgument))
    }
    try caller.store(Self.bytes(.max, 0), at: 0)
    #expect(caller.call(.nanosleep, caller.pointer(), .null) == .value(0))
  }

  @Test func `Who sleeps wakes in time though others never rest`() throws {
    var caller = try Caller()
    _ = try caller.kernel.fork(caller.first)
    try caller.store(Self.bytes(0, 100_000), at: 0)
    #expect(caller.call(.nanosleep, caller.pointer(), .null) == .waits)
    let before = caller.kernel.clock
    while caller.kernel.readRegister(5, of: caller.first).address == 99, caller.kernel.clock < before + 200_000 {
      _ = caller.kernel.run(budget: 1000)
    }
    #expect(caller.answer() == .value(0))
    #expect(caller.kernel.clock < before + 200_000)
  }

  @Test func `What does not fit onto the exchange page is left out`() throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64))
    kernel.exchange([UInt8](1...200), at: 4000)
    #expect(kernel.exchanged(200, at: 4000) == [UInt8](1...96))
    #expect(kernel.exchanged(1, at: 5000) == [])
    kernel.exchange(MachineCapability(integer: 0x1234), at: 4080)
    #expect(kernel.exchanged(3, at: 4080) == [0x34, 0x12, 0])
  }

  @Test func `Poll tells what has happened, and writes nothing else`() throws {
    var caller = try Caller()
    let (reader, writer) = try caller.pipe()
    let array = Self.pollfd(reader, 1) + Self.pollfd(writer, 4) + Self.pollfd(99, 1) + Self.pollfd(-1, 1)
    try caller.store(array, at: 512)
    #expect(caller.call(.poll, caller.pointer(512), .int(4), .int(0)) == .value(2))
    // POLLOUT for the writer, POLLNVAL for the closed one.
    #expect(
      try caller.load(32, at: 512) == [
        3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 4, 0, 4, 0, 99, 0, 0, 0, 1, 0, 0x20, 0, 255, 255, 255, 255, 1, 0, 0, 0,
      ])
    #expect(caller.call(.poll, caller.pointer(512), .int(1), .int(-2)) == .failed(.invalidArgument))
    #expect(caller.call(.poll, caller.pointer(512), .int(1000), .int(0)) == .failed(.invalidArgument))
    #expect(caller.call(.poll, .null, .int(1), .int(0)) == .failed(.badAddress))
    let before = caller.kernel.clock
    #expect(caller.call(.poll, caller.pointer(512), .int(1), .int(250)) == .value(0))
    #expect(caller.kernel.clock - before >= 250_000_000)
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(1)) == .value(1))
    #expect(caller.call(.poll, caller.pointer(512), .int(1), .int(-1)) == .value(1))
    #expect(try caller.load(8, at: 512) == [3, 0, 0, 0, 1, 0, 1, 0])
    #expect(caller.call(.close, .int(writer)) == .value(0))
    #expect(caller.call(.poll, caller.pointer(512), .int(1), .int(-1)) == .value(1))
    #expect(try caller.load(8, at: 512) == [3, 0, 0, 0, 1, 0, 0x11, 0])
  }

  @Test func `Poll waits until somebody writes`() throws {
    var caller = try Caller()
    let (reader, writer) = try caller.pipe()
    let child = try caller.kernel.fork(caller.first)
    try caller.store(Self.pollfd(reader, 1), at: 512)
    #expect(caller.call(.poll, caller.pointer(512), .int(1), .int(-1)) == .waits)
    #expect(caller.call(.write, .int(writer), caller.pointer(of: child), .int(1), as: child) == .value(1))
    #expect(caller.answer() == .value(1))
  }

  @Test func `Limits are lowered by anybody and raised by nobody`() throws {
    var caller = try Caller(KernelConfiguration(frames: 256, processes: 10, descriptors: 9))
    #expect(caller.call(.getrlimit, .int(8), caller.pointer()) == .value(0))
    #expect(try caller.load(16, at: 0) == Self.bytes(9, 9))
    #expect(caller.call(.getrlimit, .int(99), caller.pointer()) == .failed(.invalidArgument))
    try caller.store(Self.bytes(5, 4), at: 0)
    #expect(caller.call(.setrlimit, .int(8), caller.pointer()) == .failed(.invalidArgument))
    try caller.store(Self.bytes(4, 10), at: 0)
    #expect(caller.call(.setrlimit, .int(8), caller.pointer()) == .failed(.notPermitted))
    // Both are no limit, and that is more than this process may have.
    try caller.store(Self.bytes(-1, -2), at: 0)
    #expect(caller.call(.setrlimit, .int(8), caller.pointer()) == .failed(.notPermitted))
    try caller.store(Self.bytes(4, 8), at: 0)
    #expect(caller.call(.setrlimit, .int(8), caller.pointer()) == .value(0))
    #expect(caller.call(.dup, .int(0)) == .value(3))
    #expect(caller.call(.dup, .int(0)) == .failed(.tooManyFiles))
    // That there is no descriptor left is found before a name is looked up.
    try caller.store(Array("/x".utf8) + [0], at: 256)
    #expect(caller.call(.open, caller.pointer(256), .int(0)) == .failed(.tooManyFiles))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0)) == .failed(.tooManyFiles))
    #expect(caller.call(.messageQueueOpen, caller.pointer(256), .int(0), .int(0), .null) == .failed(.tooManyFiles))
    let child = try caller.kernel.fork(caller.first)
    #expect(caller.call(.dup, .int(0), as: child) == .failed(.tooManyFiles))
    guard case .value(let pid) = caller.kernel.call(.vfork, as: child) else { throw ErrorNumber.tryAgain }
    let found = caller.kernel.process(pid: Int32(pid))
    let grandchild = try #require(found)
    #expect(caller.call(.dup, .int(0), as: grandchild) == .failed(.tooManyFiles))
    #expect(caller.call(.setrlimit, .int(7), caller.pointer()) == .value(0))
    try caller.store(Self.bytes(2, 2), at: 0)
    #expect(caller.call(.setrlimit, .int(7), caller.pointer()) == .value(0))
    #expect(caller.call(.fork) == .failed(.tryAgain))
  }

  /// A caller with a file open at descriptor 3, and a limit of some bytes on files.
  static func caller(fileSize: Int64) throws -> Caller {
    var caller = try Caller()
    try caller.store(Array("f".utf8) + [0], at: 256)
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
    try caller.store(bytes(fileSize, fileSize), at: 0)
    #expect(caller.call(.setrlimit, .int(1), caller.pointer()) == .value(0))
    return caller
  }

  @Test func `A write goes up to the limit on files, and the next one has no room`() throws {
    var caller = try Self.caller(fileSize: 3)
    try caller.kernel.setAction(.fileSizeLimit, .counted, of: caller.first)
    #expect(caller.call(.write, .int(3), caller.pointer(), .int(4)) == .value(3))
    #expect(caller.kernel.count(of: .fileSizeLimit, in: caller.first) == 0)
    #expect(caller.call(.write, .int(3), caller.pointer(), .int(0)) == .value(0))
    #expect(caller.call(.write, .int(3), caller.pointer(), .int(1)) == .failed(.fileTooLarge))
    #expect(caller.call(.ftruncate, .int(3), .int(4)) == .failed(.fileTooLarge))
    #expect(caller.call(.lseek, .int(3), .int(9), .int(0)) == .value(9))
    #expect(caller.call(.write, .int(3), caller.pointer(), .int(1)) == .failed(.fileTooLarge))
    #expect(caller.kernel.count(of: .fileSizeLimit, in: caller.first) == 3)
    #expect(caller.call(.lseek, .int(3), .int(0), .int(2)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(3)) == .value(0))
    // A pipe is no file.
    let (_, writer) = try caller.pipe()
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(9)) == .value(9))
  }

  @Test func `Who does not expect the limit on files is ended by it`() throws {
    var caller = try Self.caller(fileSize: 3)
    let child = try caller.kernel.fork(caller.first)
    #expect(caller.call(.ftruncate, .int(3), .int(4), as: child) == .ended)
    #expect(caller.kernel.exitStatus(of: child) == .signaled(.fileSizeLimit))
  }

  @Test func `The largest file is a limit that sends no signal`() throws {
    var caller = try Self.caller(fileSize: .max)
    #expect(caller.call(.lseek, .int(3), .int((1 << 20) - 2), .int(0)) == .value((1 << 20) - 2))
    #expect(caller.call(.write, .int(3), caller.pointer(), .int(5)) == .value(2))
    #expect(caller.call(.write, .int(3), caller.pointer(), .int(5)) == .failed(.fileTooLarge))
    #expect(caller.call(.ftruncate, .int(3), .int((1 << 20) + 1)) == .failed(.fileTooLarge))
  }

  @Test func `A host that lets a thread sleep lets the time pass`() throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64))
    let process = try kernel.start(Caller.image)
    kernel.exchange(Self.bytes(2, 5))
    #expect(kernel.call(.nanosleep, [Kernel.exchange(), .null], as: process) == .value(0))
    #expect(kernel.clock == 2_000_000_005)
    kernel.exchange(Self.bytes(.max, 0))
    #expect(kernel.call(.nanosleep, [Kernel.exchange(), .null], as: process) == .value(0))
    #expect(kernel.call(.nanosleep, [Kernel.exchange(), .null], as: process) == .value(0))
  }
}
