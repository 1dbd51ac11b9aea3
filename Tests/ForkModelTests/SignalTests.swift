import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What signals do, by examples.
struct SignalTests {
  private var space = AddressSpace(ForkTests.world(.copyOnPointerAccess))
  private let child = ProcessName(1)

  private mutating func call(_ call: ForkAction, by name: ProcessName = .first) -> Observation {
    space.perform(call, by: name)
  }

  private mutating func fork(_ child: ProcessName, by name: ProcessName = .first) {
    guard case .forked = space.perform(.fork(child: child, strategy: nil), by: name) else {
      Issue.record("fork failed")
      return
    }
  }

  @Test mutating func `A signal ends the process that it is sent to, and wait tells which`() {
    fork(child)
    #expect(call(.send(signal: .terminate, to: child)) == .done)
    #expect(space.perform(.inspect(0), by: child) == .noSuchProcess)
    #expect(space.perform(.waitFor(child: child), by: .first) == .reaped(child, .signaled(.terminate)))
    #expect(call(.send(signal: .terminate, to: child)) == .failed(.noSuchProcess))
  }

  @Test mutating func `A zombie takes every signal without effect`() {
    fork(child)
    _ = space.perform(.exit(status: 3), by: child)
    #expect(call(.send(signal: .kill, to: child)) == .done)
    #expect(space.perform(.wait, by: .first) == .reaped(child, .exited(3)))
  }

  @Test mutating func `Who ends by a signal of its own sees it`() {
    fork(child)
    #expect(call(.send(signal: .user1, to: child), by: child) == .signaled(.user1))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.user1)))
  }

  @Test mutating func `A handler counts, and fork copies the count`() {
    #expect(call(.setAction(signal: .user1, disposition: .handle)) == .done)
    #expect(call(.send(signal: .user1, to: .first)) == .done)
    #expect(call(.send(signal: .user1, to: .first)) == .done)
    fork(child)
    #expect(call(.send(signal: .user1, to: child)) == .done)
    #expect(call(.handled(signal: .user1), by: child) == .value(3))
    #expect(call(.handled(signal: .user1)) == .value(2))
  }

  @Test mutating func `What is blocked is pending once, and delivered when it is unblocked`() {
    _ = call(.setAction(signal: .user1, disposition: .handle))
    _ = call(.mask(change: .block, signals: [.user1, .kill]))
    _ = call(.send(signal: .user1, to: .first))
    _ = call(.send(signal: .user1, to: .first))
    #expect(call(.pending) == .signals(pending: [.user1]))
    #expect(call(.handled(signal: .user1)) == .value(0))
    #expect(call(.mask(change: .unblock, signals: [.user1])) == .done)
    #expect(call(.handled(signal: .user1)) == .value(1))
    #expect(call(.pending) == .signals(pending: []))
    #expect(call(.send(signal: .kill, to: .first)) == .signaled(.kill))
  }

  @Test mutating func `To unblock what ends the process ends it, by the lowest number`() {
    fork(child)
    _ = call(.mask(change: .set, signals: [.terminate, .hangup, .user1]), by: child)
    for signal in [SignalNumber.user1, .terminate, .hangup] { #expect(call(.send(signal: signal, to: child)) == .done) }
    #expect(call(.mask(change: .set, signals: []), by: child) == .signaled(.hangup))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.hangup)))
  }

  @Test mutating func `Nothing is pending for the child of a fork, but what was blocked is`() {
    _ = call(.mask(change: .block, signals: [.user2]))
    _ = call(.send(signal: .user2, to: .first))
    fork(child)
    #expect(call(.pending, by: child) == .signals(pending: []))
    #expect(call(.send(signal: .user2, to: child), by: child) == .done)
    #expect(call(.pending, by: child) == .signals(pending: [.user2]))
  }

  @Test mutating func `A signal is taken by the thread that does not block it`() {
    _ = call(.setAction(signal: .user1, disposition: .handle))
    _ = call(.mask(change: .block, signals: [.user1]))
    _ = space.perform(.createThread(thread: 1), by: .first)
    // The new thread has inherited the mask.
    _ = call(.send(signal: .user1, to: .first))
    #expect(call(.pending) == .signals(pending: [.user1]))
    #expect(space.perform(.mask(change: .set, signals: []), by: .first, thread: 1) == .done)
    #expect(call(.handled(signal: .user1)) == .value(1))
    _ = call(.send(signal: .user1, to: .first))
    #expect(call(.handled(signal: .user1)) == .value(2))
  }

  @Test mutating func `SIGKILL can't be handled`() {
    for action in [SignalDisposition.standard, .ignore, .handle] {
      #expect(call(.setAction(signal: .kill, disposition: action)) == .failed(.invalidArgument))
    }
  }

  @Test mutating func `What is ignored is not pending, not even if it is blocked`() {
    _ = call(.mask(change: .block, signals: [.user1, .child]))
    _ = call(.send(signal: .user1, to: .first))
    _ = call(.setAction(signal: .user1, disposition: .ignore))
    #expect(call(.pending) == .signals(pending: []))
    _ = call(.send(signal: .user1, to: .first))
    // By default SIGCHLD is ignored.
    _ = call(.send(signal: .child, to: .first))
    #expect(call(.pending) == .signals(pending: []))
  }

  @Test mutating func `Parents hear of the end of their children`() {
    _ = call(.setAction(signal: .child, disposition: .handle))
    fork(child)
    _ = space.perform(.exit(status: 0), by: child)
    #expect(call(.handled(signal: .child)) == .value(1))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .exited(0)))
  }

  @Test mutating func `Whoever ignores SIGCHLD explicitly has no zombies`() {
    _ = call(.setAction(signal: .child, disposition: .ignore))
    fork(child)
    #expect(space.perform(.wait, by: .first) == .wouldBlock)
    _ = space.perform(.exit(status: 0), by: child)
    #expect(space.perform(.wait, by: .first) == .failed(.noChildProcesses))
    #expect(call(.send(signal: .hangup, to: child)) == .failed(.noSuchProcess))
  }

  @Test mutating func `A broken pipe ends the writer unless it does something about SIGPIPE`() {
    fork(child)
    for name in [ProcessName.first, child] {
      _ = space.perform(.pipe, by: name)
      _ = space.perform(.close(descriptor: 3), by: name)
    }
    let write = ForkAction.write(descriptor: 4, through: 0, length: 1)
    _ = call(.setAction(signal: .pipe, disposition: .handle))
    #expect(space.perform(write, by: .first) == .failed(.brokenPipe))
    #expect(call(.handled(signal: .pipe)) == .value(1))
    _ = call(.mask(change: .block, signals: [.pipe]))
    #expect(space.perform(write, by: .first) == .failed(.brokenPipe))
    #expect(call(.pending) == .signals(pending: [.pipe]))
    _ = call(.setAction(signal: .pipe, disposition: .ignore))
    #expect(space.perform(write, by: .first) == .failed(.brokenPipe))
    #expect(call(.pending) == .signals(pending: []))
    #expect(space.perform(write, by: child) == .signaled(.pipe))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.pipe)))
  }

  @Test mutating func `A parent that a child of vfork has suspended takes signals when it resumes`() {
    let grandchild = ProcessName(2)
    fork(child)
    _ = space.perform(.vfork(child: grandchild), by: child)
    #expect(call(.send(signal: .kill, to: child)) == .done)
    #expect(space.perform(.wait, by: .first) == .wouldBlock)
    #expect(space.perform(.exit(status: 0), by: grandchild) == .done)
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.kill)))
  }
}
