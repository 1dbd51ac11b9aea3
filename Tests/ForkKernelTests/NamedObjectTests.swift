import Architecture
import Emulator
import ForkKernel
import Testing

/// Shared memory objects and message queues. Values from POSIX.1-2024 and, for numbers, FreeBSD's headers.
@Suite struct NamedObjectTests {
  /// A caller with the name "/o" at offset 256 of its data, and the text "hello" at 512.
  static func caller(frames: Int = 256) throws -> Caller {
    var caller = try Caller(KernelConfiguration(frames: frames))
    try caller.store(Array("/o".utf8) + [0], at: 256)
    try caller.store(Array("hello".utf8), at: 512)
    return caller
  }

  /// Maps a shared memory object: read and write, MAP_SHARED.
  static func map(_ length: Int64, _ caller: inout Caller, _ process: ProcessID, descriptor: Int64 = 3) -> Bool {
    let answer = caller.call(
      .mmap, .null, .int(length), .int(3), .int(1), .int(descriptor), .int(0), as: process)
    if case .value = answer { return true }
    return false
  }

  static func access(
    _ operation: Operation, _ pointer: MachineCapability, _ caller: inout Caller, _ process: ProcessID
  ) throws -> UInt8 {
    caller.kernel.writeRegister(6, pointer, of: process)
    caller.kernel.writeRegister(7, .int(42), of: process)
    let instruction =
      operation == .sb ? Instruction(.sb, rs1: 6, rs2: 7) : Instruction(operation, rd: 7, rs1: 6)
    #expect(caller.kernel.execute(try instruction.encoded(in: .capability), as: process) == nil)
    return UInt8(truncatingIfNeeded: caller.kernel.readRegister(7, of: process).address)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Processes that map an object see each other's bytes, and no tags`(strategy: ForkStrategy) throws {
    var caller = try Self.caller()
    let other = try caller.kernel.fork(caller.first, strategy: strategy)
    for process in [caller.first, other] {
      #expect(caller.call(.sharedMemoryOpen, caller.pointer(256, of: process), .int(0x202), as: process) == .value(3))
    }
    #expect(!Self.map(4096, &caller, caller.first))
    #expect(caller.call(.ftruncate, .int(3), .int(5000)) == .value(0))
    #expect(Self.map(8192, &caller, caller.first))
    #expect(Self.map(4096, &caller, other))
    let mine = caller.kernel.readRegister(10, of: caller.first)
    let theirs = caller.kernel.readRegister(10, of: other)
    #expect(try Self.access(.lbu, theirs, &caller, other) == 0)
    _ = try Self.access(.sb, mine, &caller, caller.first)
    #expect(try Self.access(.lbu, theirs, &caller, other) == 42)
    let child = try caller.kernel.fork(other, strategy: strategy)
    let inherited = theirs.withAddress(
      theirs.address &- caller.kernel.region(of: other).base &+ caller.kernel.region(of: child).base)
    #expect(inherited.tag == false || caller.kernel.readRegister(10, of: child).tag)
    #expect(try Self.access(.lbu, caller.kernel.readRegister(10, of: child), &caller, child) == 42)
    #expect(caller.kernel.contradictions == [])
    #expect(caller.call(.sharedMemoryUnlink, caller.pointer(256)) == .value(0))
    #expect(caller.call(.sharedMemoryUnlink, caller.pointer(256)) == .failed(.noSuchFile))
    for process in [caller.first, other, child] { caller.kernel.exit(process, .exited(0)) }
    #expect(caller.kernel.contradictions == [])
    #expect(caller.kernel.framesInUse.isEmpty)
    #expect(caller.kernel.reservedFrames == 0)
  }

  @Test func `An object lives for as long as somebody can get at it, and its frames while they are mapped`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.sharedMemoryOpen, .int(1), .int(2)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(4096)) == .value(0))
    #expect(Self.map(4096, &caller, caller.first))
    let pointer = caller.kernel.readRegister(10, of: caller.first)
    #expect(caller.call(.close, .int(3)) == .value(0))
    _ = try Self.access(.sb, pointer, &caller, caller.first)
    #expect(caller.kernel.contradictions == [])
    #expect(caller.call(.munmap, pointer, .int(4096)) == .value(0))
    #expect(caller.kernel.contradictions == [])
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Pages that an object loses are lost by all who map them, and stay lost`(strategy: ForkStrategy) throws {
    var caller = try Self.caller()
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(8192)) == .value(0))
    #expect(Self.map(8192, &caller, caller.first))
    let pointer = caller.kernel.readRegister(10, of: caller.first)
    _ = try Self.access(.sb, pointer.withAddress(pointer.address + 4096), &caller, caller.first)
    let child = try caller.kernel.fork(caller.first, strategy: strategy)
    let reserved = caller.kernel.reservedFrames
    #expect(caller.call(.ftruncate, .int(3), .int(1)) == .value(0))
    #expect(caller.kernel.reservedFrames == reserved - 1)
    #expect(caller.call(.ftruncate, .int(3), .int(8192)) == .value(0))
    #expect(caller.kernel.contradictions == [])
    // The page is still there for mprotect, and for nothing else.
    let lost = pointer.withAddress(pointer.address + 4096)
    #expect(caller.call(.mprotect, lost, .int(4096), .int(3)) == .value(0))
    #expect(caller.call(.read, .int(3), lost, .int(1)) == .failed(.badAddress))
    _ = try Self.access(.sb, pointer, &caller, caller.first)
    let end = pointer.address &- caller.kernel.region(of: caller.first).base + 4096
    caller.kernel.writeRegister(6, caller.kernel.readRegister(10, of: child), of: child)
    let load = Instruction(.lbu, rd: 7, rs1: 6, immediate: 0)
    #expect(caller.kernel.execute(try load.encoded(in: .capability), as: child) == nil)
    let childs = caller.kernel.readRegister(10, of: child)
    caller.kernel.writeRegister(6, childs.withAddress(caller.kernel.region(of: child).base + end), of: child)
    #expect(caller.kernel.execute(try load.encoded(in: .capability), as: child) != nil)
    #expect(caller.kernel.exitStatus(of: child) == .signaled(.bus))
    #expect(caller.call(.munmap, lost, .int(4096)) == .value(0))
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `What an object loses of a page is zero when it comes back`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(16384)) == .value(0))
    #expect(Self.map(16384, &caller, caller.first))
    let pointer = caller.kernel.readRegister(10, of: caller.first)
    for offset: UInt64 in [4098, 4099, 4100, 8191] {
      _ = try Self.access(.sb, pointer.withAddress(pointer.address + offset), &caller, caller.first)
    }
    // By more than a page, and then within one.
    for (size, last) in [(4100, 42), (4099, 0)] as [(Int64, UInt8)] {
      #expect(caller.call(.ftruncate, .int(3), .int(size)) == .value(0))
      for (offset, byte) in [(4098, 42), (4099, last), (4100, 0), (8191, 0)] as [(UInt64, UInt8)] {
        #expect(try Self.access(.lbu, pointer.withAddress(pointer.address + offset), &caller, caller.first) == byte)
      }
    }
  }

  @Test func `An object without a name goes with its last descriptor, and one with a name stays`() throws {
    var caller = try Self.caller()
    for _ in 0..<2 {
      #expect(caller.call(.sharedMemoryOpen, .int(1), .int(2)) == .value(3))
      #expect(caller.call(.close, .int(3)) == .value(0))
      #expect(caller.kernel.sharedObjects.isEmpty)
      #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x202)) == .value(3))
      #expect(caller.call(.close, .int(3)) == .value(0))
      #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(2)) == .value(3))
      #expect(caller.call(.close, .int(3)) == .value(0))
      #expect(caller.call(.sharedMemoryUnlink, caller.pointer(256)) == .value(0))
      #expect(caller.kernel.sharedObjects.isEmpty)
    }
  }

  @Test func `A whole object lives for as long as a page of it is mapped`() throws {
    var caller = try Self.caller()
    let reserved = caller.kernel.reservedFrames
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(8192)) == .value(0))
    #expect(Self.map(4096, &caller, caller.first))
    let pointer = caller.kernel.readRegister(10, of: caller.first)
    let child = try caller.kernel.fork(caller.first)
    caller.kernel.exit(child, .exited(0))
    #expect(caller.call(.close, .int(3)) == .value(0))
    #expect(caller.call(.sharedMemoryUnlink, caller.pointer(256)) == .value(0))
    #expect(caller.kernel.reservedFrames == reserved + 2)
    #expect(caller.kernel.sharedObjects.map(\.frames.count) == [2])
    #expect(caller.call(.munmap, pointer, .int(4096)) == .value(0))
    #expect(caller.kernel.reservedFrames == reserved)
    #expect(caller.kernel.sharedObjects.isEmpty)
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `What was opened for reading only does not become writable`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(4096)) == .value(0))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0)) == .value(4))
    let answer = caller.call(.mmap, .null, .int(4096), .int(1), .int(1), .int(4), .int(0))
    guard case .value = answer else { throw ErrorNumber.inputOutput }
    let pointer = caller.kernel.readRegister(10, of: caller.first)
    #expect(caller.call(.mprotect, pointer, .int(4096), .int(3)) == .failed(.accessDenied))
    #expect(caller.call(.mprotect, pointer, .int(4096), .int(0)) == .value(0))
    #expect(caller.call(.mprotect, pointer, .int(4096), .int(1)) == .value(0))
  }

  @Test func `Mistakes with shared memory have their errors`() throws {
    var caller = try Self.caller(frames: 64)
    try caller.store(Array("o".utf8) + [0], at: 300)
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(2)) == .failed(.noSuchFile))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(300), .int(0x202)) == .failed(.invalidArgument))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x201)) == .failed(.invalidArgument))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0x200)) == .value(3))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(0xA02)) == .failed(.fileExists))
    #expect(caller.call(.ftruncate, .int(3), .int(10)) == .failed(.invalidArgument))
    #expect(caller.call(.sharedMemoryOpen, caller.pointer(256), .int(2)) == .value(4))
    #expect(caller.call(.ftruncate, .int(4), .int(1 << 30)) == .failed(.noMemory))
    #expect(caller.call(.ftruncate, .int(4), .int(4096)) == .value(0))
    #expect(!Self.map(4096, &caller, caller.first))
    #expect(
      caller.call(.mmap, .null, .int(4096), .int(3), .int(1), .int(3), .int(0)) == .failed(.accessDenied))
    #expect(caller.call(.mmap, .null, .int(4096), .int(1), .int(1), .int(0), .int(0)) == .failed(.noDevice))
    #expect(caller.call(.mmap, .null, .int(0), .int(1), .int(1), .int(4), .int(0)) == .failed(.invalidArgument))
    #expect(
      caller.call(.mmap, .null, .int(4096), .int(1), .int(1), .int(4), .int(4096)) == .failed(.invalidArgument))
    #expect(caller.call(.mmap, .null, .int(4096), .int(1), .int(1), .int(9), .int(0)) == .failed(.badFileDescriptor))
    #expect(caller.call(.ftruncate, .int(4), .int(0)) == .value(0))
    #expect(caller.kernel.contradictions == [])
  }

  // MARK: Message queues

  static let attributes = TimeTests.bytes(0, 2, 8, 0, 0, 0, 0, 0)

  @Test func `Messages come by priority, and by age among equals`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.messageQueueOpen, caller.pointer(256), .int(0x202), .int(0), .null) == .value(3))
    for (offset, priority) in [(512, 1), (513, 5), (514, 5), (515, 0)] as [(UInt64, Int64)] {
      #expect(
        caller.call(.messageQueueSend, .int(3), caller.pointer(offset), .int(1), .int(priority), .null) == .value(0))
    }
    var text: [UInt8] = []
    for _ in 0..<4 {
      #expect(
        caller.call(
          .messageQueueReceive, .int(3), caller.pointer(1024), .int(1024), caller.pointer(900), .null) == .value(1))
      text += try caller.load(1, at: 1024)
    }
    #expect(text == Array("elhl".utf8))
    #expect(try caller.load(4, at: 900) == [0, 0, 0, 0])
  }

  @Test func `A queue is no stream of bytes`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.messageQueueOpen, caller.pointer(256), .int(0x202), .int(0), .null) == .value(3))
    for call in [SystemCall.read, .write] {
      #expect(caller.call(call, .int(3), caller.pointer(512), .int(0)) == .failed(.badFileDescriptor))
      #expect(caller.call(call, .int(3), .null, .int(1)) == .failed(.badFileDescriptor))
    }
  }

  @Test func `A full queue and an empty one make callers wait, or fail`() throws {
    var caller = try Self.caller()
    try caller.store(Self.attributes, at: 2048)
    #expect(
      caller.call(.messageQueueOpen, caller.pointer(256), .int(0x206), .int(0), caller.pointer(2048)) == .value(3))
    #expect(caller.call(.messageQueueOpen, caller.pointer(256), .int(2), .int(0), .null) == .value(4))
    func send(_ descriptor: Int64, _ length: Int64, _ deadline: MachineCapability = .null) -> Caller.Answer {
      caller.call(.messageQueueSend, .int(descriptor), caller.pointer(512), .int(length), .int(0), deadline)
    }
    #expect(send(3, 9) == .failed(.messageTooLong))
    #expect(
      caller.call(.messageQueueSend, .int(3), caller.pointer(512), .int(1), .int(64), .null)
        == .failed(.invalidArgument)
    )
    #expect(send(1, 1) == .failed(.badFileDescriptor))
    #expect(
      caller.call(.messageQueueReceive, .int(3), caller.pointer(), .int(7), .null, .null) == .failed(.messageTooLong))
    #expect(
      caller.call(.messageQueueReceive, .int(3), caller.pointer(), .int(8), .null, .null) == .failed(.tryAgain))
    #expect(send(3, 8) == .value(0))
    #expect(send(3, 0) == .value(0))
    #expect(send(3, 1) == .failed(.tryAgain))
    try caller.store(TimeTests.bytes(5, 0), at: 2200)
    #expect(send(4, 1, caller.pointer(2200)) == .failed(.timedOut))
    #expect(caller.kernel.clock >= 5_000_000_000)
    let child = try caller.kernel.fork(caller.first)
    #expect(send(4, 1) == .waits)
    #expect(
      caller.call(
        .messageQueueReceive, .int(4), caller.pointer(of: child), .int(8), .null, .null, as: child) == .value(8))
    #expect(caller.answer() == .value(0))
    #expect(caller.call(.messageQueueUnlink, caller.pointer(256)) == .value(0))
    #expect(caller.call(.messageQueueUnlink, caller.pointer(256)) == .failed(.noSuchFile))
    #expect(caller.call(.messageQueueOpen, caller.pointer(256), .int(2), .int(0), .null) == .failed(.noSuchFile))
  }
}
