import Architecture
import Emulator
import ForkKernel
import Testing

/// Files, descriptors and transfers. Values from POSIX.1-2024 and, for numbers, FreeBSD's headers.
@Suite struct FileTests {
  // O_RDONLY 0, O_WRONLY 1, O_RDWR 2, O_APPEND 8, O_CREAT 0x200, O_TRUNC 0x400, O_EXCL 0x800, O_CLOEXEC 0x100000

  /// A caller with the name "f" at offset 256 of its data, and the text "hello" at 512.
  static func caller(_ configuration: KernelConfiguration = KernelConfiguration(frames: 256)) throws -> Caller {
    var caller = try Caller(configuration)
    try caller.store(Array("f".utf8) + [0], at: 256)
    try caller.store(Array("hello".utf8), at: 512)
    return caller
  }

  @Test func `A file is made, written, sought and read`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.open, caller.pointer(256), .int(2)) == .failed(.noSuchFile))
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(5)) == .value(5))
    #expect(caller.call(.lseek, .int(3), .int(-2), .int(1)) == .value(3))
    #expect(caller.call(.read, .int(3), caller.pointer(600), .int(100)) == .value(2))
    #expect(try caller.load(3, at: 600) == Array("lo".utf8) + [0])
    #expect(caller.call(.read, .int(3), caller.pointer(600), .int(100)) == .value(0))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(2)) == .value(5))
    #expect(caller.call(.lseek, .int(3), .int(-6), .int(2)) == .failed(.invalidArgument))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(3)) == .failed(.invalidArgument))
    #expect(caller.call(.lseek, .int(0), .int(0), .int(0)) == .failed(.illegalSeek))
    #expect(caller.call(.lseek, .int(9), .int(0), .int(0)) == .failed(.badFileDescriptor))
    #expect(caller.call(.lseek, .int(3), .int(.max), .int(2)) == .failed(.overflow))
  }

  @Test func `What lies between the end of a file and a later write are zeros`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.lseek, .int(3), .int(3), .int(0)) == .value(3))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(2)) == .value(2))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(0)) == .value(0))
    #expect(caller.call(.read, .int(3), caller.pointer(600), .int(9)) == .value(5))
    #expect(try caller.load(5, at: 600) == [0, 0, 0] + Array("he".utf8))
  }

  @Test func `A forked child shares the offset, and appending finds the end`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.open, caller.pointer(256), .int(0x20A)) == .value(3))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(5)) == .value(5))
    let child = try caller.kernel.fork(caller.first)
    #expect(caller.call(.lseek, .int(3), .int(1), .int(0)) == .value(1))
    #expect(caller.call(.read, .int(3), caller.pointer(600, of: child), .int(2), as: child) == .value(2))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(1)) == .value(3))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(1)) == .value(1))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(1), as: child) == .value(6))
  }

  @Test func `The flags of open are what POSIX says`() throws {
    var caller = try Self.caller()
    for contradictory: Int64 in [0x802, 0x400, 3, 0x4000_0000, -1] {
      #expect(caller.call(.open, caller.pointer(256), .int(contradictory)) == .failed(.invalidArgument))
    }
    #expect(caller.call(.open, caller.pointer(256), .int(0xA01)) == .value(3))
    #expect(caller.call(.open, caller.pointer(256), .int(0xA01)) == .failed(.fileExists))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(5)) == .value(5))
    #expect(caller.call(.read, .int(3), caller.pointer(512), .int(5)) == .failed(.badFileDescriptor))
    #expect(caller.call(.open, caller.pointer(256), .int(0)) == .value(4))
    #expect(caller.call(.write, .int(4), caller.pointer(512), .int(5)) == .failed(.badFileDescriptor))
    #expect(caller.call(.ftruncate, .int(4), .int(0)) == .failed(.invalidArgument))
    #expect(caller.call(.open, caller.pointer(256), .int(0x402)) == .value(5))
    #expect(caller.call(.read, .int(4), caller.pointer(600), .int(5)) == .value(0))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(1)) == .value(5))
  }

  @Test func `A name goes at once, and the file with its last descriptor`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.unlink, caller.pointer(256)) == .failed(.noSuchFile))
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(5)) == .value(5))
    #expect(caller.call(.unlink, caller.pointer(256)) == .value(0))
    #expect(caller.call(.open, caller.pointer(256), .int(0)) == .failed(.noSuchFile))
    #expect(caller.call(.fstat, .int(3), caller.pointer(1024)) == .value(0))
    let status = try caller.load(224, at: 1024)
    #expect(status[16] == 0)  // st_nlink
    #expect(status[24...25] == [0x80, 0x81])  // st_mode: S_IFREG, 0600
    #expect(status[112...113] == [5, 0])  // st_size
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(4))
    #expect(caller.call(.read, .int(4), caller.pointer(600), .int(5)) == .value(0))
  }

  @Test func `The status of a file tells which one it is, its size and its blocks`() throws {
    var caller = try Self.caller()
    try caller.store([0x67, 0], at: 260)
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(4))
    #expect(caller.call(.open, caller.pointer(260), .int(0x202)) == .value(5))
    func status(_ descriptor: Int64) throws -> [UInt8] {
      #expect(caller.call(.fstat, .int(descriptor), caller.pointer(1024)) == .value(0))
      return try caller.load(224, at: 1024)
    }
    let (console, first, again, other) = (try status(1), try status(3), try status(4), try status(5))
    // st_ino: the console is none of the files.
    #expect(first[8..<16] == again[8..<16])
    #expect(Set([console, first, other].map { Array($0[8..<16]) }).count == 3)
    #expect([console[16], first[16]] == [1, 1])  // st_nlink
    for (size, blocks) in [(0, 0), (1, 1), (512, 1), (513, 2), (1024, 2)] as [(Int64, UInt8)] {
      #expect(caller.call(.ftruncate, .int(3), .int(size)) == .value(0))
      let found = try status(4)
      #expect(Array(found[120..<128]) == [blocks, 0, 0, 0, 0, 0, 0, 0])  // st_blocks
    }
  }

  @Test func `All files together take what there is room for, to the last byte, and give it back`() throws {
    var caller = try Self.caller()
    let (largest, path): (Int64, _) = (1 << 20, caller.pointer(256))
    for number in 0..<255 {
      try caller.store(Array("f\(number)".utf8) + [0], at: 256)
      #expect(caller.call(.open, path, .int(0x202)) == .value(3))
      #expect(caller.call(.ftruncate, .int(3), .int(largest)) == .value(0))
      #expect(caller.call(.close, .int(3)) == .value(0))
    }
    try caller.store([0x66, 0], at: 256)
    #expect(caller.call(.open, path, .int(0x20A)) == .value(3))
    #expect(caller.call(.ftruncate, .int(3), .int(largest - 10)) == .value(0))
    try caller.store([0x67, 0], at: 256)
    #expect(caller.call(.open, path, .int(0x202)) == .value(4))
    #expect(caller.call(.ftruncate, .int(4), .int(11)) == .failed(.noSpace))
    // Shrinking makes room for as much as it takes away.
    #expect(caller.call(.ftruncate, .int(3), .int(largest - 30)) == .value(0))
    #expect(caller.call(.write, .int(4), caller.pointer(512), .int(100)) == .value(30))
    #expect(caller.call(.write, .int(4), caller.pointer(512), .int(1)) == .failed(.noSpace))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(1)) == .failed(.noSpace))
    // So does the end of a file.
    try caller.store(Array("f0".utf8) + [0], at: 256)
    #expect(caller.call(.unlink, path) == .value(0))
    #expect(caller.call(.ftruncate, .int(4), .int(largest)) == .value(0))
    #expect(caller.call(.ftruncate, .int(3), .int(largest)) == .value(0))
  }

  @Test func `A file can be given a size, up to a limit`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(5)) == .value(5))
    #expect(caller.call(.ftruncate, .int(3), .int(2)) == .value(0))
    #expect(caller.call(.ftruncate, .int(3), .int(4)) == .value(0))
    #expect(caller.call(.ftruncate, .int(3), .int(-1)) == .failed(.invalidArgument))
    #expect(caller.call(.ftruncate, .int(9), .int(1)) == .failed(.badFileDescriptor))
    #expect(caller.call(.ftruncate, .int(1), .int(1)) == .failed(.invalidArgument))
    #expect(caller.call(.ftruncate, .int(3), .int(1 << 40)) == .failed(.fileTooLarge))
    #expect(caller.call(.lseek, .int(3), .int(0), .int(0)) == .value(0))
    #expect(caller.call(.read, .int(3), caller.pointer(600), .int(9)) == .value(4))
    #expect(try caller.load(4, at: 600) == Array("he".utf8) + [0, 0])
    #expect(caller.call(.lseek, .int(3), .int(1 << 20), .int(0)) == .value(1 << 20))
    #expect(caller.call(.write, .int(3), caller.pointer(512), .int(1)) == .failed(.fileTooLarge))
  }

  @Test func `Paths are checked`() throws {
    var caller = try Self.caller()
    try caller.store(Array("/f".utf8) + [0], at: 300)
    try caller.store(Array("d/f".utf8) + [0, 0x2F, 0], at: 310)
    #expect(caller.call(.open, caller.pointer(300), .int(0x202)) == .value(3))
    #expect(caller.call(.open, caller.pointer(256), .int(0)) == .value(4))
    #expect(caller.call(.open, caller.pointer(310), .int(0x202)) == .failed(.noSuchFile))
    #expect(caller.call(.open, caller.pointer(313), .int(0x202)) == .failed(.noSuchFile))
    #expect(caller.call(.open, caller.pointer(314), .int(0x202)) == .failed(.isADirectory))
    #expect(caller.call(.open, .null, .int(0x202)) == .failed(.badAddress))
    // The string goes on to the end of its bounds.
    try caller.store(Array(repeating: 97, count: 300), at: 2000)
    #expect(caller.call(.open, caller.pointer(2000), .int(0x202)) == .failed(.nameTooLong))
    let narrow = caller.pointer(2000).withBounds(length: 10).capability
    #expect(caller.call(.open, narrow, .int(0x202)) == .failed(.badAddress))
    try caller.store(Array(repeating: 97, count: 1100), at: 2000)
    #expect(caller.call(.open, caller.pointer(2000), .int(0x202)) == .failed(.nameTooLong))
  }

  @Test func `The lowest free descriptor is taken, and dup2 replaces what is open`() throws {
    var caller = try Self.caller(KernelConfiguration(frames: 256, descriptors: 6))
    let (reader, writer) = try caller.pipe()
    #expect((reader, writer) == (3, 4))
    #expect(caller.call(.dup, .int(9)) == .failed(.badFileDescriptor))
    #expect(caller.call(.dup, .int(4)) == .value(5))
    #expect(caller.call(.dup, .int(4)) == .failed(.tooManyFiles))
    #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .failed(.tooManyFiles))
    #expect(caller.call(.open, caller.pointer(256), .int(2)) == .failed(.tooManyFiles))
    #expect(caller.call(.close, .int(4)) == .value(0))
    #expect(caller.call(.close, .int(4)) == .failed(.badFileDescriptor))
    #expect(caller.call(.pipe2, caller.pointer(), .int(0)) == .failed(.tooManyFiles))
    #expect(caller.call(.dup2, .int(5), .int(6)) == .failed(.badFileDescriptor))
    #expect(caller.call(.dup2, .int(5), .int(-1)) == .failed(.badFileDescriptor))
    #expect(caller.call(.dup2, .int(4), .int(4)) == .failed(.badFileDescriptor))
    #expect(caller.call(.dup2, .int(5), .int(5)) == .value(5))
    #expect(caller.call(.dup2, .int(5), .int(0)) == .value(0))
    #expect(caller.call(.write, .int(0), caller.pointer(512), .int(3)) == .value(3))
    #expect(caller.call(.read, .int(3), caller.pointer(600), .int(9)) == .value(3))
  }

  @Test func `Vectors are gathered and scattered in order`() throws {
    var caller = try Self.caller()
    let (reader, writer) = try caller.pipe()
    for (index, (start, count)) in [(512, 3), (0, 0), (514, 3)].enumerated() {
      try caller.store(caller.pointer(UInt64(start)), at: 1024 + 32 * UInt64(index))
      try caller.store([UInt8(count), 0, 0, 0, 0, 0, 0, 0], at: 1024 + 32 * UInt64(index) + 16)
    }
    #expect(caller.call(.writev, .int(writer), caller.pointer(1024), .int(3)) == .value(6))
    for (index, (start, count)) in [(700, 1), (701, 9)].enumerated() {
      try caller.store(caller.pointer(UInt64(start)), at: 1024 + 32 * UInt64(index))
      try caller.store([UInt8(count), 0, 0, 0, 0, 0, 0, 0], at: 1024 + 32 * UInt64(index) + 16)
    }
    #expect(caller.call(.readv, .int(reader), caller.pointer(1024), .int(2)) == .value(6))
    #expect(try caller.load(6, at: 700) == Array("helllo".utf8))
    #expect(caller.call(.writev, .int(writer), caller.pointer(1024), .int(1025)) == .failed(.invalidArgument))
    #expect(caller.call(.writev, .int(writer), caller.pointer(1024), .int(0)) == .failed(.invalidArgument))
    #expect(caller.call(.readv, .int(9), caller.pointer(1024), .int(0)) == .failed(.invalidArgument))
    #expect(caller.call(.writev, .int(writer), .null, .int(1)) == .failed(.badAddress))
    #expect(caller.call(.writev, .int(9), .null, .int(1)) == .failed(.badFileDescriptor))
    #expect(caller.call(.writev, .int(9), .null, .int(1025)) == .failed(.invalidArgument))
    // The second buffer is bad, so the first is not written either.
    try caller.store(MachineCapability.int(0), at: 1024 + 32)
    #expect(caller.call(.writev, .int(writer), caller.pointer(1024), .int(2)) == .failed(.badAddress))
    #expect(caller.call(.close, .int(writer)) == .value(0))
    #expect(caller.call(.read, .int(reader), caller.pointer(600), .int(9)) == .value(0))
  }

  @Test func `A buffer is checked for its whole length before anything moves`() throws {
    var caller = try Self.caller()
    let (reader, writer) = try caller.pipe()
    #expect(caller.call(.write, .int(writer), caller.pointer(512), .int(5)) == .value(5))
    let five = caller.pointer(600).withBounds(length: 5).capability
    #expect(caller.call(.read, .int(reader), five, .int(6)) == .failed(.badAddress))
    #expect(caller.call(.read, .int(reader), caller.pointer(0, register: 19), .int(5)) == .failed(.badAddress))
    #expect(caller.call(.read, .int(reader), five.clearingTag(), .int(5)) == .failed(.badAddress))
    #expect(caller.call(.read, .int(reader), five.sealedAsEntry(), .int(5)) == .failed(.badAddress))
    #expect(caller.call(.read, .int(reader), five, .int(5)) == .value(5))
    #expect(try caller.load(5, at: 600) == Array("hello".utf8))
    // Without a buffer only the descriptor counts.
    #expect(caller.call(.read, .int(reader), .null, .int(0)) == .value(0))
    #expect(caller.call(.write, .int(reader), .null, .int(0)) == .failed(.badFileDescriptor))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(-1)) == .failed(.invalidArgument))
  }

  @Test func `A pipe takes up to 512 bytes all at once or not yet`() throws {
    var caller = try Self.caller()
    let (reader, writer) = try caller.pipe(4)
    #expect(caller.call(.read, .int(reader), caller.pointer(600), .int(1)) == .failed(.tryAgain))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(16000)) == .value(16000))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(512)) == .failed(.tryAgain))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(513)) == .value(384))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(513)) == .failed(.tryAgain))
  }

  @Test func `Waiting for a child follows POSIX`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.wait4, .int(-1), .null, .int(1), .null) == .failed(.noChildProcesses))
    let (one, two) = (try caller.kernel.fork(caller.first), try caller.kernel.fork(caller.first))
    let (first, second) = (Int64(caller.kernel.pid(of: one)), Int64(caller.kernel.pid(of: two)))
    #expect(caller.call(.wait4, .int(-1), .null, .int(8), .null) == .failed(.invalidArgument))
    #expect(caller.call(.wait4, .int(-1), .null, .int(1), .null) == .value(0))
    #expect(caller.call(.wait4, .int(1), .null, .int(1), .null) == .failed(.noChildProcesses))
    #expect(caller.call(.exit, .int(0x1FE), as: two) == .ended)
    #expect(caller.call(.wait4, .int(first), .null, .int(1), .null) == .value(0))
    #expect(
      caller.call(.wait4, .int(second), caller.pointer(0, register: 19), .int(0), .null) == .failed(.badAddress))
    #expect(caller.call(.wait4, .int(second), caller.pointer(600), .int(0), .null) == .value(second))
    #expect(try caller.load(4, at: 600) == [0, 0xFE, 0, 0])
    #expect(caller.call(.wait4, .int(second), .null, .int(0), .null) == .failed(.noChildProcesses))
    #expect(caller.call(.wait4, .int(-1), caller.pointer(600), .int(0), caller.pointer(1024)) == .waits)
    #expect(caller.call(.exit, .int(3), as: one) == .ended)
    #expect(caller.answer() == .value(first))
    #expect(try caller.load(4, at: 600) == [0, 3, 0, 0])
  }
}
