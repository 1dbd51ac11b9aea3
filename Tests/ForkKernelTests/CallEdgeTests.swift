import Architecture
import Emulator
import ForkKernel
import Testing

/// The edges of calls, where a mistake of one is easily made and seldom met.
@Suite struct CallEdgeTests {
  @Test func `A vector may have 1024 buffers, and no more`() throws {
    var caller = try Caller()
    // So long an array has no room in the process: with a number that is allowed, its memory is looked at.
    #expect(caller.call(.writev, .int(1), caller.pointer(), .int(1024)) == .failed(.badAddress))
    #expect(caller.call(.writev, .int(1), caller.pointer(), .int(1025)) == .failed(.invalidArgument))
  }

  @Test func `A pipe needs room for two descriptors, and no more`() throws {
    var caller = try Caller()
    let seven = caller.pointer(64).withBounds(length: 7).capability
    #expect(caller.call(.pipe2, seven, .int(0)) == .failed(.badAddress))
    let eight = caller.pointer(64).withBounds(length: 8).capability
    #expect(caller.call(.pipe2, eight, .int(0)) == .value(0))
    #expect(try caller.load(8, at: 64) == [3, 0, 0, 0, 4, 0, 0, 0])
  }

  @Test func `A write can fill a pipe to the last byte`() throws {
    var caller = try Caller()
    let (reader, writer) = try caller.pipe(4)
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(16384)) == .value(16384))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(512)) == .failed(.tryAgain))
    #expect(caller.call(.read, .int(reader), caller.pointer(), .int(511)) == .value(511))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(512)) == .failed(.tryAgain))
    #expect(caller.call(.read, .int(reader), caller.pointer(), .int(1)) == .value(1))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(512)) == .value(512))
  }

  @Test func `The console is always ready, and its descriptor is 0`() throws {
    var caller = try Caller()
    try caller.store([0, 0, 0, 0, 5, 0, 0xFF, 0xFF], at: 64)
    #expect(caller.call(.poll, caller.pointer(64), .int(1), .int(0)) == .value(1))
    #expect(try caller.load(8, at: 64) == [0, 0, 0, 0, 5, 0, 5, 0])
  }

  @Test func `Every frame can be reserved, and none twice`() throws {
    var caller = try Caller(KernelConfiguration(frames: 16))
    let (length, zero) = (MachineCapability.int(4096), MachineCapability.int(0))
    for reserved in 11...16 {
      #expect(caller.call(.mmap, .null, length, .int(3), .int(0x1002), .int(-1), zero) != .failed(.noMemory))
      #expect(caller.kernel.reservedFrames == reserved)
    }
    #expect(caller.call(.fork) == .failed(.noMemory))
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `What is not asked for is not told by poll`() throws {
    var caller = try Caller()
    let (_, writer) = try caller.pipe()
    try caller.store([UInt8(writer), 0, 0, 0, 0, 0, 0xFF, 0xFF], at: 64)
    #expect(caller.call(.poll, caller.pointer(64), .int(1), .int(0)) == .value(0))
    #expect(try caller.load(8, at: 64) == [UInt8(writer), 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func `Opening a shared memory object with O_TRUNC empties it`() throws {
    var caller = try Caller()
    try caller.store(Array("/object".utf8) + [0], at: 256)
    let (path, zero) = (caller.pointer(256), MachineCapability.int(0))
    #expect(caller.call(.sharedMemoryOpen, path, .int(0x202), zero, zero, .null) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(8192)) == .value(0))
    #expect(caller.call(.sharedMemoryOpen, path, .int(0x002), zero, zero, .null) == .value(4))
    #expect(caller.call(.mmap, .null, .int(8192), .int(3), .int(1), .int(4), zero) != .failed(.invalidArgument))
    #expect(caller.call(.sharedMemoryOpen, path, .int(0x402), zero, zero, .null) == .value(5))
    #expect(caller.call(.mmap, .null, .int(4096), .int(3), .int(1), .int(5), zero) == .failed(.invalidArgument))
  }

  @Test func `The status of a file ends where its structure does`() throws {
    var caller = try Caller()
    try caller.store([UInt8](repeating: 0xAA, count: 256), at: 1024)
    #expect(caller.call(.fstat, .int(1), caller.pointer(1024)) == .value(0))
    #expect(try caller.load(33, at: 1024 + 223) == [0] + [UInt8](repeating: 0xAA, count: 32))
  }

  @Test func `A handler is told only through a pointer that permits capabilities to be stored`() throws {
    var caller = try Caller()
    let signal = MachineCapability.int(Int64(SignalNumber.user1.rawValue))
    let mask = ~(1 << UInt64(Permission.storeCapability.rawValue))
    let bytesOnly = caller.pointer(2048).withPermissions(and: UInt64(bitPattern: Int64(mask)))
    #expect(caller.call(.sigaction, signal, .null, bytesOnly) == .value(0))
    try caller.store(caller.pointer(register: 1), at: 512)
    #expect(caller.call(.sigaction, signal, caller.pointer(512), .null) == .value(0))
    #expect(caller.call(.sigaction, signal, .null, bytesOnly) == .failed(.badAddress))
  }

  @Test func `Who executes has no thread left to join`() throws {
    var caller = try Caller()
    try caller.kernel.install(Caller.image, as: "program")
    let entry = caller.kernel.readProgramCounter(of: caller.first)
    guard case .value(let number) = caller.kernel.call(.threadNew, [entry, .null, .null], as: caller.first) else {
      Issue.record("there is no second thread")
      return
    }
    _ = caller.kernel.call(.threadExit, as: caller.first, thread: Int32(number))
    try caller.kernel.execute(program: "program", as: caller.first)
    #expect(caller.call(.threadJoin, .int(Int64(number))) == .failed(.noSuchProcess))
  }

  @Test func `A child of vfork has nothing pending`() throws {
    var caller = try Caller()
    caller.kernel.setMask(SignalSet(.user1), of: caller.first)
    caller.kernel.send(.user1, to: caller.first)
    _ = caller.kernel.call(.vfork, as: caller.first)
    let child = try #require(caller.kernel.processIDs.first { $0 != caller.first })
    #expect(caller.kernel.pendingSignals(of: child).isEmpty)
    #expect(!caller.kernel.pendingSignals(of: caller.first).isEmpty)
  }

  @Test func `A child of vfork has its parent's handlers`() throws {
    var caller = try Caller()
    let signal = MachineCapability.int(Int64(SignalNumber.user1.rawValue))
    try caller.store(caller.pointer(register: 1), at: 512)
    #expect(caller.call(.sigaction, signal, caller.pointer(512), .null) == .value(0))
    _ = caller.kernel.call(.vfork, as: caller.first)
    let child = try #require(caller.kernel.processIDs.first { $0 != caller.first })
    #expect(caller.call(.sigaction, signal, .null, caller.pointer(2048, of: child), as: child) == .value(0))
    let told = try caller.load(16, at: 2048, of: child)
    #expect(told == (try caller.load(16, at: 512, of: child)))
  }

  @Test func `A signal whose handler is taken away before it runs does what it does without one`() throws {
    var caller = try Caller()
    let child = try caller.kernel.fork(caller.first)
    let signal = MachineCapability.int(Int64(SignalNumber.user1.rawValue))
    try caller.store(caller.pointer(register: 1, of: child), at: 512, of: child)
    #expect(caller.call(.sigaction, signal, caller.pointer(512, of: child), .null, as: child) == .value(0))
    caller.kernel.send(.user1, to: child)
    #expect(caller.kernel.exitStatus(of: child) == nil)
    #expect(caller.call(.sigaction, signal, caller.pointer(1024, of: child), .null, as: child) == .ended)
    #expect(caller.kernel.exitStatus(of: child) == .signaled(.user1))
  }

  @Test(arguments: 0..<3)
  func `An allocation is refused once, after as many as are said to go well`(count: Int) throws {
    var caller = try Caller()
    caller.kernel.refuseAllocation(after: count)
    var answers: [Caller.Answer] = []
    for _ in 0..<4 { answers.append(caller.call(.pipe2, caller.pointer(64), .int(0))) }
    var expected = Array(repeating: Caller.Answer.value(0), count: 4)
    expected[count] = .failed(.tooManyFilesInSystem)
    #expect(answers == expected)
    #expect(caller.kernel.refusedAllocation == .openFile)
  }

  @Test func `The last thread to end ends its process with the status 0`() throws {
    var caller = try Caller()
    let child = try caller.kernel.fork(caller.first)
    #expect(caller.call(.threadExit, as: child) == .ended)
    #expect(caller.kernel.exitStatus(of: child) == .exited(0))
  }

  @Test func `The program counter is bounded by all of the text`() throws {
    var image = Caller.image
    image.segments[0].pages = 3
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64))
    let process = try kernel.start(image)
    let bounds = kernel.readProgramCounter(of: process).bounds
    #expect(bounds.top - UInt128(bounds.base) == 3 * 4096)
  }

  @Test func `A page of one's own becomes writable without another frame being reserved`() throws {
    var caller = try Caller()
    let before = caller.kernel.reservedFrames
    let page = caller.pointer(register: 19)
    #expect(caller.call(.mprotect, page, .int(4096), .int(3)) == .value(0))
    #expect(caller.kernel.reservedFrames == before)
  }

  @Test func `A part of a page is unmapped with the page, and nothing is no part`() throws {
    var caller = try Caller()
    #expect(caller.call(.munmap, caller.pointer(4096), .int(0)) == .failed(.invalidArgument))
    #expect(caller.call(.munmap, caller.pointer(4096), .int(1)) == .value(0))
    #expect(caller.call(.write, .int(1), caller.pointer(8191), .int(1)) == .failed(.badAddress))
    #expect(caller.call(.write, .int(1), caller.pointer(8192), .int(1)) == .value(1))
  }

  @Test(arguments: [false, true])
  func `Joining a thread answers 0, and another time there is no such thread`(waits: Bool) throws {
    var caller = try Caller()
    let entry = caller.kernel.readProgramCounter(of: caller.first)
    guard case .value(let number) = caller.kernel.call(.threadNew, [entry, .null, .null], as: caller.first) else {
      Issue.record("there is no second thread")
      return
    }
    if waits { #expect(caller.call(.threadJoin, .int(Int64(number))) == .waits) }
    _ = caller.kernel.call(.threadExit, as: caller.first, thread: Int32(number))
    #expect((waits ? caller.answer() : caller.call(.threadJoin, .int(Int64(number)))) == .value(0))
    #expect(caller.call(.threadJoin, .int(Int64(number))) == .failed(.noSuchProcess))
  }
}
