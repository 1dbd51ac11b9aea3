import Architecture
import Emulator
import ForkKernel
import Testing

/// `execve` and `posix_spawn`. Values from POSIX.1-2024.
@Suite struct ExecuteTests {
  /// A caller that can execute itself: the path "me" stands at 256, "f" at 272.
  static func caller(_ configuration: KernelConfiguration = KernelConfiguration(frames: 256)) throws -> Caller {
    var caller = try Caller(configuration)
    try caller.kernel.install(Caller.image, as: "me")
    try caller.store(Array("me".utf8) + [0], at: 256)
    try caller.store(Array("f".utf8) + [0], at: 272)
    return caller
  }

  @Test func `A program that executes starts anew, with what outlives it`() throws {
    var caller = try Self.caller()
    let pid = caller.kernel.pid(of: caller.first)
    #expect(caller.call(.execve, caller.pointer(272), .null, .null) == .failed(.noSuchFile))
    #expect(caller.call(.execve, .null, .null, .null) == .failed(.badAddress))
    #expect(caller.call(.open, caller.pointer(272), .int(0x10_0202)) == .value(3))
    #expect(caller.call(.dup, .int(3)) == .value(4))
    #expect(caller.call(.execve, caller.pointer(272), .null, .null) == .failed(.accessDenied))
    try caller.store([1, 2, 3], at: 0)
    caller.kernel.writeRegister(25, .int(7), of: caller.first)
    #expect(caller.call(.execve, caller.pointer(256), .null, .null) == .value(0))
    #expect(caller.kernel.pid(of: caller.first) == pid)
    #expect(caller.kernel.readRegister(25, of: caller.first) == .null)
    #expect(try caller.load(3, at: 0) == [0, 0, 0])
    #expect(try caller.load(3, at: 256) == [0, 0, 0])
    #expect(caller.call(.lseek, .int(3), .int(0), .int(0)) == .failed(.badFileDescriptor))
    #expect(caller.call(.lseek, .int(4), .int(0), .int(0)) == .value(0))
    #expect(caller.kernel.contradictions == [])
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A program keeps no frame of what it was, and a child that shares them keeps them`(
    strategy: ForkStrategy
  ) throws {
    var caller = try Self.caller(KernelConfiguration(frames: 256, strategy: strategy))
    try caller.store([9], at: 8192)
    let child = try caller.kernel.fork(caller.first)
    let before = Set(caller.kernel.mappings(of: child).filter { !$0.entry.isPrivate }.map(\.entry.frame))
    #expect(caller.call(.execve, caller.pointer(256), .null, .null) == .value(0))
    let after = Set(caller.kernel.mappings(of: caller.first).map(\.entry.frame))
    #expect(after.isDisjoint(with: Set(caller.kernel.mappings(of: child).map(\.entry.frame))))
    #expect(!before.isEmpty)
    #expect(try caller.load(1, at: 8192) == [0])
    #expect(try caller.load(1, at: 8192, of: child) == [9])
    #expect(caller.kernel.contradictions == [])
    caller.kernel.exit(child, .exited(0))
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `A program that executes does not keep the message queues`() throws {
    var caller = try Self.caller()
    try caller.store(Array("/q".utf8) + [0], at: 300)
    #expect(caller.call(.messageQueueOpen, caller.pointer(300), .int(0x202), .int(0), .null) == .value(3))
    #expect(caller.call(.execve, caller.pointer(256), .null, .null) == .value(0))
    #expect(caller.call(.close, .int(3)) == .failed(.badFileDescriptor))
  }

  @Test func `Everybody who executes a program shows the same text`() throws {
    var caller = try Self.caller()
    let first = try caller.kernel.spawn(program: "me", as: caller.first)
    let second = try caller.kernel.spawn(program: "me", as: caller.first)
    let texts = [first, second].map { caller.kernel.mappings(of: $0)[0].entry.frame }
    #expect(texts[0] == texts[1])
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `Arguments and environment arrive on the stack`() throws {
    var caller = try Self.caller()
    try caller.store(caller.pointer(256).withBounds(length: 3).capability, at: 512)
    try caller.store(caller.pointer(272).withBounds(length: 2).capability, at: 528)
    try caller.store(MachineCapability.null, at: 544)
    #expect(caller.call(.execve, caller.pointer(256), caller.pointer(512), caller.pointer(528)) == .value(2))
    func text(_ array: Int, _ index: Int64) throws -> String {
      caller.kernel.writeRegister(6, caller.kernel.readRegister(array, of: caller.first), of: caller.first)
      let load = Instruction(.lc, rd: 7, rs1: 6, immediate: 16 * index)
      #expect(caller.kernel.execute(try load.encoded(in: .capability), as: caller.first) == nil)
      let string = caller.kernel.readRegister(7, of: caller.first)
      guard string.tag else { return "–" }
      let data = caller.kernel.readRegister(18, of: caller.first)
      // The file has the string's bytes.
      caller.kernel.writeRegister(18, data, of: caller.first)
      var text: [UInt8] = []
      for offset in 0..<(string.bounds.length - 1) {
        caller.kernel.writeRegister(6, string.withAddress(string.address + offset), of: caller.first)
        let byte = Instruction(.lbu, rd: 7, rs1: 6)
        #expect(caller.kernel.execute(try byte.encoded(in: .capability), as: caller.first) == nil)
        text.append(UInt8(truncatingIfNeeded: caller.kernel.readRegister(7, of: caller.first).address))
      }
      return String(decoding: text, as: UTF8.self)
    }
    #expect(try text(11, 0) == "me")
    #expect(try text(11, 1) == "f")
    #expect(try text(11, 2) == "–")
    #expect(try text(12, 0) == "f")
    #expect(try text(12, 1) == "–")
  }

  @Test func `Each of many arguments has its place in the array`() throws {
    var caller = try Self.caller()
    for index in UInt64(0)..<20 {
      try caller.store(
        caller.pointer(256 + index % 3).withBounds(length: 3 - index % 3).capability, at: 512 + 16 * index)
    }
    #expect(caller.call(.execve, caller.pointer(256), caller.pointer(512), .null) == .value(20))
    let array = caller.kernel.readRegister(11, of: caller.first)
    #expect(array.bounds.length == 16 * 21)
    // The stack begins below.
    #expect(caller.kernel.readRegister(2, of: caller.first).address == array.address)
    var lengths: [UInt64?] = []
    for index in Int64(0)..<21 {
      let load = try Instruction(.lc, rd: 7, rs1: 11, immediate: 16 * index).encoded(in: .capability)
      #expect(caller.kernel.execute(load, as: caller.first) == nil)
      let string = caller.kernel.readRegister(7, of: caller.first)
      lengths.append(string.tag ? string.bounds.length : nil)
    }
    #expect(lengths == (0..<20).map { 3 - $0 % 3 } + [nil])
  }

  @Test func `Too many arguments are refused, and an array without an end is bad`() throws {
    var caller = try Self.caller()
    for index in 0..<128 { try caller.store(caller.pointer(256), at: 4096 + 16 * UInt64(index)) }
    #expect(caller.call(.execve, caller.pointer(256), caller.pointer(4096), .null) == .failed(.argumentListTooLong))
    let endless = caller.pointer(4096).withBounds(length: 32).capability
    #expect(caller.call(.execve, caller.pointer(256), endless, .null) == .failed(.badAddress))
    #expect(try caller.load(2, at: 256) == Array("me".utf8))
  }

  @Test func `A vfork child that executes lets its parent go on`() throws {
    var caller = try Self.caller()
    #expect(caller.call(.vfork) == .waits)
    let child = try #require(caller.kernel.processIDs.last)
    #expect(caller.call(.execve, caller.pointer(256, of: child), .null, .null, as: child) == .value(0))
    #expect(caller.answer() == .value(Int64(caller.kernel.pid(of: child))))
    #expect(caller.kernel.region(of: child) != caller.kernel.region(of: caller.first))
    #expect(try caller.load(2, at: 256) == Array("me".utf8))
    #expect(try caller.load(2, at: 256, of: child) == [0, 0])
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `Executing needs no second region, and a vfork child does`() throws {
    var caller = try Self.caller(KernelConfiguration(frames: 64, regions: 1))
    #expect(caller.call(.execve, caller.pointer(256), .null, .null) == .value(0))
    #expect(caller.kernel.contradictions == [])
    try caller.store(Array("me".utf8) + [0], at: 256)
    #expect(caller.call(.posixSpawn, caller.pointer(256), .null, .null) == .failed(.noMemory))
    #expect(caller.call(.vfork) == .waits)
    let child = try #require(caller.kernel.processIDs.last)
    #expect(
      caller.call(.execve, caller.pointer(256, of: child), .null, .null, as: child) == .failed(.noMemory))
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `Executing needs no frames beside its own, and spawning does`() throws {
    // 10 pages, of which text and read-only data are shared by all who execute.
    var caller = try Self.caller(KernelConfiguration(frames: 12))
    #expect(caller.call(.posixSpawn, caller.pointer(256), .null, .null) == .failed(.noMemory))
    #expect(caller.call(.execve, caller.pointer(256), .null, .null) == .value(0))
    #expect(caller.kernel.reservedFrames == 10)
    #expect(caller.kernel.contradictions == [])
  }

  @Test func `A spawned child has its parent's descriptors and a program of its own`() throws {
    var caller = try Self.caller()
    let (reader, writer) = try caller.pipe()
    #expect(caller.call(.dup2, .int(writer), .int(9)) == .value(9))
    guard case .value(let pid) = caller.call(.posixSpawn, caller.pointer(256), .null, .null) else {
      Issue.record("no child")
      return
    }
    let child = try #require(caller.kernel.processIDs.first { Int64(caller.kernel.pid(of: $0)) == pid })
    #expect(caller.call(.write, .int(9), caller.pointer(of: child), .int(2), as: child) == .value(2))
    #expect(caller.call(.read, .int(reader), caller.pointer(600), .int(9)) == .value(2))
    #expect(caller.call(.getppid, as: child) == .value(Int64(caller.kernel.pid(of: caller.first))))
    #expect(caller.call(.exit, .int(4), as: child) == .ended)
    #expect(caller.call(.wait4, .int(pid), .null, .int(0), .null) == .value(pid))
  }

  @Test func `A child that cannot return from vfork or fork ends, and nothing is lost`() throws {
    var caller = try Self.caller()
    for call in [SystemCall.vfork, .fork] {
      caller.kernel.writeRegister(1, .null, of: caller.first)
      caller.kernel.enter(call, as: caller.first)
      _ = caller.kernel.run(budget: 4)
      // The parent cannot return either.
      #expect(caller.kernel.processIDs.isEmpty)
      #expect(caller.kernel.openFileCount == 0)
      #expect(caller.kernel.contradictions == [])
      caller = try Self.caller()
    }
  }
}
