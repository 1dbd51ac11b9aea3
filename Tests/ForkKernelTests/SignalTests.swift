import Architecture
import Emulator
import ForkKernel
import Testing

/// Signals. Meanings from POSIX.1-2024; numbers and structures from FreeBSD's headers.
@Suite struct SignalTests {
  /// SIG_IGN in a `struct sigaction` of a caller's data, at 512.
  static func ignore(_ signal: SignalNumber, _ caller: inout Caller) throws {
    try caller.store([1] + [UInt8](repeating: 0, count: 47), at: 512)
    #expect(caller.call(.sigaction, .int(Int64(signal.rawValue)), caller.pointer(512), .null) == .value(0))
  }

  static func hold(_ signals: [SignalNumber], _ caller: inout Caller, how: Int64 = 3) throws {
    let mask = SignalSet(signals).rawValue
    try caller.store((0..<16).map { $0 < 8 ? UInt8(truncatingIfNeeded: mask >> (8 * $0)) : 0 }, at: 768)
    #expect(caller.call(.sigprocmask, .int(how), caller.pointer(768), .null) == .value(0))
  }

  static func kill(_ signal: SignalNumber, _ target: ProcessID, _ caller: inout Caller) -> Caller.Answer {
    caller.call(.kill, .int(Int64(caller.kernel.pid(of: target))), .int(Int64(signal.rawValue)))
  }

  @Test func `A signal ends the process that does nothing about it`() throws {
    var caller = try Caller()
    let child = try caller.kernel.fork(caller.first)
    let pid = Int64(caller.kernel.pid(of: child))
    #expect(caller.call(.kill, .int(pid), .int(0)) == .value(0))
    #expect(caller.call(.kill, .int(pid), .int(99)) == .failed(.invalidArgument))
    #expect(caller.call(.kill, .int(99), .int(15)) == .failed(.noSuchProcess))
    #expect(caller.call(.kill, .int(1), .int(15)) == .failed(.notPermitted))
    #expect(Self.kill(.child, child, &caller) == .value(0))
    #expect(caller.kernel.exitStatus(of: child) == nil)
    #expect(Self.kill(.terminate, child, &caller) == .value(0))
    #expect(caller.kernel.exitStatus(of: child) == .signaled(.terminate))
    #expect(Self.kill(.terminate, child, &caller) == .value(0))
    #expect(caller.call(.wait4, .int(pid), caller.pointer(600), .int(0), .null) == .value(pid))
    #expect(try caller.load(4, at: 600) == [15, 0, 0, 0])
    #expect(Self.kill(.user1, caller.first, &caller) == .ended)
  }

  @Test func `An ignored signal does nothing, except SIGKILL`() throws {
    var caller = try Caller()
    try Self.ignore(.terminate, &caller)
    #expect(Self.kill(.terminate, caller.first, &caller) == .value(0))
    #expect(caller.call(.sigaction, .int(15), .null, caller.pointer(1024)) == .value(0))
    #expect(try caller.load(2, at: 1024) == [1, 0])
    #expect(caller.call(.sigaction, .int(9), caller.pointer(512), .null) == .failed(.invalidArgument))
    #expect(caller.call(.sigaction, .int(0), caller.pointer(512), .null) == .failed(.invalidArgument))
    #expect(caller.call(.sigaction, .int(15), .int(8), .null) == .failed(.badAddress))
    #expect(caller.call(.sigaction, .int(15), .null, caller.pointer(0, register: 19)) == .failed(.badAddress))
    #expect(Self.kill(.kill, caller.first, &caller) == .ended)
  }

  @Test func `A blocked signal waits, once, until it is let through`() throws {
    var caller = try Caller()
    try Self.hold([.user1, .user2, .kill, .child], &caller)
    #expect(caller.call(.sigprocmask, .int(1), .null, caller.pointer(900)) == .value(0))
    // SIGCHLD 20, SIGUSR1 30, SIGUSR2 31: bits 19, 29, 30. SIGKILL cannot be blocked.
    #expect(try caller.load(4, at: 900) == [0, 0, 0x08, 0x60])
    #expect(Self.kill(.user1, caller.first, &caller) == .value(0))
    #expect(Self.kill(.user1, caller.first, &caller) == .value(0))
    #expect(Self.kill(.child, caller.first, &caller) == .value(0))
    #expect(caller.call(.sigpending, caller.pointer(900)) == .value(0))
    #expect(try caller.load(4, at: 900) == [0, 0, 0, 0x20])
    // Ignoring it forgets it.
    try Self.ignore(.user1, &caller)
    #expect(caller.call(.sigpending, caller.pointer(900)) == .value(0))
    #expect(try caller.load(4, at: 900) == [0, 0, 0, 0])
    #expect(Self.kill(.user2, caller.first, &caller) == .value(0))
    #expect(caller.call(.sigprocmask, .int(4), caller.pointer(768), .null) == .failed(.invalidArgument))
    #expect(caller.call(.sigprocmask, .int(2), caller.pointer(768), .null) == .ended)
  }

  @Test func `A counted signal runs no code`() throws {
    var caller = try Caller()
    try caller.kernel.setAction(.user1, .counted, of: caller.first)
    #expect(throws: ErrorNumber.invalidArgument) { try caller.kernel.setAction(.kill, .counted, of: caller.first) }
    caller.kernel.send(.user1, to: caller.first)
    caller.kernel.send(.user1, to: caller.first)
    #expect(caller.kernel.count(of: .user1, in: caller.first) == 2)
    try Self.hold([.user1], &caller)
    caller.kernel.send(.user1, to: caller.first)
    caller.kernel.send(.user1, to: caller.first)
    #expect(caller.kernel.count(of: .user1, in: caller.first) == 2)
    #expect(caller.kernel.pendingSignals(of: caller.first) == [SignalSet(.user1)])
    let child = try caller.kernel.fork(caller.first)
    #expect(caller.kernel.count(of: .user1, in: child) == 2)
    #expect(caller.kernel.pendingSignals(of: child) == [])
    #expect(caller.kernel.mask(of: child) == [SignalSet(.user1)])
    try Self.hold([], &caller)
    #expect(caller.kernel.count(of: .user1, in: caller.first) == 3)
  }

  @Test func `Executing forgets handlers, and keeps what is ignored, blocked and pending`() throws {
    var caller = try ExecuteTests.caller()
    try Self.ignore(.hangup, &caller)
    try caller.kernel.setAction(.user1, .counted, of: caller.first)
    caller.kernel.send(.user1, to: caller.first)
    try Self.hold([.user2], &caller)
    caller.kernel.send(.user2, to: caller.first)
    #expect(caller.call(.execve, caller.pointer(256), .null, .null) == .value(0))
    #expect(caller.kernel.count(of: .user1, in: caller.first) == 0)
    #expect(caller.kernel.pendingSignals(of: caller.first) == [SignalSet(.user2)])
    caller.kernel.send(.hangup, to: caller.first)
    #expect(caller.kernel.processIDs.contains(caller.first))
    let child = try caller.kernel.spawn(program: "me", as: caller.first)
    #expect(caller.kernel.pendingSignals(of: child) == [])
    #expect(caller.kernel.mask(of: child) == [SignalSet(.user2)])
    caller.kernel.send(.hangup, to: child)
    #expect(caller.kernel.exitStatus(of: child) == nil)
    caller.kernel.send(.user1, to: caller.first)
    #expect(!caller.kernel.processIDs.contains(caller.first))
  }

  @Test func `Children that end while SIGCHLD is ignored leave no zombies`() throws {
    var caller = try Caller()
    let (one, two) = (try caller.kernel.fork(caller.first), try caller.kernel.fork(caller.first))
    let pid = Int64(caller.kernel.pid(of: one))
    #expect(caller.call(.exit, .int(1), as: one) == .ended)
    #expect(caller.kernel.processIDs.contains(one))
    try Self.ignore(.child, &caller)
    #expect(caller.call(.exit, .int(1), as: two) == .ended)
    #expect(!caller.kernel.processIDs.contains(two))
    #expect(caller.call(.wait4, .int(-1), .null, .int(0), .null) == .value(pid))
    #expect(caller.call(.wait4, .int(-1), .null, .int(0), .null) == .failed(.noChildProcesses))
  }

  @Test func `SIGCHLD tells of a child's end`() throws {
    var caller = try Caller()
    try caller.kernel.setAction(.child, .counted, of: caller.first)
    let child = try caller.kernel.fork(caller.first)
    #expect(caller.call(.exit, .int(1), as: child) == .ended)
    #expect(caller.kernel.count(of: .child, in: caller.first) == 1)
    #expect(caller.kernel.exitStatus(of: child) == .exited(1))
  }

  @Test func `Writing where nobody reads raises SIGPIPE`() throws {
    var caller = try Caller()
    let (reader, writer) = try caller.pipe()
    let child = try caller.kernel.fork(caller.first)
    for process in [caller.first, child] { #expect(caller.call(.close, .int(reader), as: process) == .value(0)) }
    try Self.ignore(.pipe, &caller)
    #expect(caller.call(.write, .int(writer), .null, .int(1)) == .failed(.badAddress))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(1)) == .failed(.brokenPipe))
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(0)) == .value(0))
    #expect(caller.call(.write, .int(writer), caller.pointer(of: child), .int(1), as: child) == .ended)
    #expect(caller.kernel.exitStatus(of: child) == .signaled(.pipe))
  }

  @Test func `What is sent to a process that a vfork suspends takes effect when it goes on`() throws {
    var caller = try Caller()
    #expect(caller.call(.vfork) == .waits)
    let child = try #require(caller.kernel.processIDs.last)
    caller.kernel.send(.kill, to: caller.first)
    #expect(caller.kernel.processIDs.contains(caller.first))
    #expect(caller.call(.exit, .int(0), as: child) == .ended)
    #expect(caller.kernel.processIDs.isEmpty)
    #expect(caller.kernel.contradictions == [])
    #expect(caller.kernel.framesInUse.isEmpty)
  }

  @Test func `SIGKILL ends a process that waits inside a call`() throws {
    var caller = try Caller()
    let child = try caller.kernel.fork(caller.first)
    let (reader, _) = try caller.pipe()
    #expect(caller.call(.read, .int(reader), caller.pointer(600), .int(1)) == .waits)
    #expect(
      caller.call(.kill, .int(Int64(caller.kernel.pid(of: caller.first))), .int(9), as: child) == .value(0))
    #expect(!caller.kernel.processIDs.contains(caller.first))
    #expect(caller.kernel.contradictions == [])
  }
}

/// Signals that have a handler, and threads that are about to wait: somebody runs the handler.
@Suite struct SignalWakeTests {
  /// A process with two threads, the second inside of a read from an empty pipe, that handles SIGUSR1, while which
  /// SIGUSR2 is blocked, and SIGUSR2. Handlers are jumps to themselves.
  struct Pair: ~Copyable {
    var caller: Caller
    let second: Int32
    var first: ProcessID { caller.first }

    init() throws {
      var caller = try Caller()
      let (reader, _) = try caller.pipe()
      let second = caller.kernel.addThread(likeFirstOf: caller.first)
      try caller.store(caller.kernel.readRegister(1, of: caller.first), at: 64)
      // No flags; SIGUSR2 is bit 30 of the mask.
      try caller.store([0, 0, 0, 0, 0, 0, 0, 0x40], at: 80)
      let first = caller.call(.sigaction, .int(30), caller.pointer(64), .null)
      try caller.store([0, 0, 0, 0], at: 84)
      let answers = [first, caller.call(.sigaction, .int(31), caller.pointer(64), .null)]
      #expect(answers == [.value(0), .value(0)])
      for (number, argument) in [.int(reader), caller.pointer(), .int(1)].enumerated() {
        caller.kernel.writeRegister(10 + number, argument, of: caller.first, thread: second)
        caller.kernel.writeRegister(10 + number, argument, of: caller.first)
      }
      // Its stack is another one.
      caller.kernel.writeRegister(2, caller.pointer(0x3000), of: caller.first, thread: second)
      caller.kernel.enter(.read, as: caller.first, thread: second)
      _ = caller.kernel.run(budget: 20_000)
      let canAct = caller.kernel.canAct(caller.first, thread: second)
      #expect(!canAct)
      self.second = second
      self.caller = caller
    }

    /// Which threads run a handler: those that hold SIGUSR2 back then.
    func handling() -> [Bool] {
      [nil, second].map { caller.kernel.mask(of: caller.first, thread: $0).contains(.user2) }
    }
  }

  @Test func `A signal that comes between a call and its waiting interrupts it`() throws {
    var pair = try Pair()
    pair.caller.kernel.enter(.read, as: pair.first)
    pair.caller.kernel.send(.user1, to: pair.first)
    let outcome = pair.caller.kernel.run(budget: 100)
    #expect(outcome == .budgetExhausted)
    #expect(pair.handling() == [true, false])
    let pending = pair.caller.kernel.pendingSignals(of: pair.first)
    #expect(pending.isEmpty)
  }

  @Test func `A signal is another thread's when the one that was to take it ends`() throws {
    var pair = try Pair()
    pair.caller.kernel.enter(.threadExit, as: pair.first)
    pair.caller.kernel.send(.user1, to: pair.first)
    let outcome = pair.caller.kernel.run(budget: 100)
    #expect(outcome == .budgetExhausted)
    let threads = pair.caller.kernel.threadIdentifiers(of: pair.first)
    #expect(threads == [pair.second])
    #expect(pair.handling() == [true, true])
    let pending = pair.caller.kernel.pendingSignals(of: pair.first)
    #expect(pending.isEmpty)
  }

  @Test func `A signal is another thread's when a handler holds it back in the first`() throws {
    var pair = try Pair()
    pair.caller.kernel.send(.user1, to: pair.first)
    pair.caller.kernel.send(.user2, to: pair.first)
    let outcome = pair.caller.kernel.run(budget: 20_000)
    #expect(outcome == .budgetExhausted)
    #expect(pair.handling() == [true, true])
    let pending = pair.caller.kernel.pendingSignals(of: pair.first)
    #expect(pending.isEmpty)
  }
}
