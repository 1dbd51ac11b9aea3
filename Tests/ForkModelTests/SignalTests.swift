import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What signals do, by examples.
struct SignalTests {
  private var space = AddressSpace(ForkTests.world(.copyOnPointerAccess))
  private let child = ProcessNumber(1)

  private mutating func call(_ call: SignalCall, by name: ProcessNumber = .first) -> Outcome {
    space.perform(.signal(call), by: name)
  }

  private mutating func fork(_ child: ProcessNumber, by name: ProcessNumber = .first) {
    guard case .forked = space.perform(.fork(child: child, strategy: nil), by: name) else {
      Issue.record("fork failed")
      return
    }
  }

  @Test mutating func `A signal ends the process that it is sent to, and wait tells which`() {
    fork(child)
    #expect(call(.send(.terminate, to: child)) == .done)
    #expect(space.perform(.inspect(0), by: child) == .skipped)
    #expect(space.perform(.waitFor(child), by: .first) == .reaped(child, .signaled(.terminate)))
    #expect(call(.send(.terminate, to: child)) == .failed(.noSuchProcess))
  }

  @Test mutating func `A zombie takes every signal without effect`() {
    fork(child)
    _ = space.perform(.exit(status: 3), by: child)
    #expect(call(.send(.kill, to: child)) == .done)
    #expect(space.perform(.wait, by: .first) == .reaped(child, .exited(3)))
  }

  @Test mutating func `Who ends by a signal of its own sees it`() {
    fork(child)
    #expect(call(.send(.user1, to: child), by: child) == .signaled(.user1))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.user1)))
  }

  @Test mutating func `A handler counts, and fork copies the count`() {
    #expect(call(.setAction(.user1, .handle)) == .done)
    #expect(call(.send(.user1, to: .first)) == .done)
    #expect(call(.send(.user1, to: .first)) == .done)
    fork(child)
    #expect(call(.send(.user1, to: child)) == .done)
    #expect(call(.handled(.user1), by: child) == .value(3))
    #expect(call(.handled(.user1)) == .value(2))
  }

  @Test mutating func `What is blocked is pending once, and delivered when it is unblocked`() {
    _ = call(.setAction(.user1, .handle))
    _ = call(.mask(.block, [.user1, .kill]))
    _ = call(.send(.user1, to: .first))
    _ = call(.send(.user1, to: .first))
    #expect(call(.pending) == .signals([.user1]))
    #expect(call(.handled(.user1)) == .value(0))
    #expect(call(.mask(.unblock, [.user1])) == .done)
    #expect(call(.handled(.user1)) == .value(1))
    #expect(call(.pending) == .signals([]))
    #expect(call(.send(.kill, to: .first)) == .signaled(.kill))
  }

  @Test mutating func `To unblock what ends the process ends it, by the lowest number`() {
    fork(child)
    _ = call(.mask(.set, [.terminate, .hangup, .user1]), by: child)
    for signal in [SignalNumber.user1, .terminate, .hangup] { #expect(call(.send(signal, to: child)) == .done) }
    #expect(call(.mask(.set, []), by: child) == .signaled(.hangup))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.hangup)))
  }

  @Test mutating func `Nothing is pending for the child of a fork, but what was blocked is`() {
    _ = call(.mask(.block, [.user2]))
    _ = call(.send(.user2, to: .first))
    fork(child)
    #expect(call(.pending, by: child) == .signals([]))
    #expect(call(.send(.user2, to: child), by: child) == .done)
    #expect(call(.pending, by: child) == .signals([.user2]))
  }

  @Test mutating func `A signal is taken by the thread that does not block it`() {
    _ = call(.setAction(.user1, .handle))
    _ = call(.mask(.block, [.user1]))
    _ = space.perform(.createThread(1), by: .first)
    // The new thread has inherited the mask.
    _ = call(.send(.user1, to: .first))
    #expect(call(.pending) == .signals([.user1]))
    #expect(space.perform(.signal(.mask(.set, [])), by: .first, thread: 1) == .done)
    #expect(call(.handled(.user1)) == .value(1))
    _ = call(.send(.user1, to: .first))
    #expect(call(.handled(.user1)) == .value(2))
  }

  @Test mutating func `SIGKILL can't be handled`() {
    for action in [SignalAction.standard, .ignore, .handle] {
      #expect(call(.setAction(.kill, action)) == .failed(.invalidArgument))
    }
  }

  @Test mutating func `What is ignored is not pending, not even if it is blocked`() {
    _ = call(.mask(.block, [.user1, .child]))
    _ = call(.send(.user1, to: .first))
    _ = call(.setAction(.user1, .ignore))
    #expect(call(.pending) == .signals([]))
    _ = call(.send(.user1, to: .first))
    // By default SIGCHLD is ignored.
    _ = call(.send(.child, to: .first))
    #expect(call(.pending) == .signals([]))
  }

  @Test mutating func `Parents hear of the end of their children`() {
    _ = call(.setAction(.child, .handle))
    fork(child)
    _ = space.perform(.exit(status: 0), by: child)
    #expect(call(.handled(.child)) == .value(1))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .exited(0)))
  }

  @Test mutating func `Whoever ignores SIGCHLD explicitly has no zombies`() {
    _ = call(.setAction(.child, .ignore))
    fork(child)
    #expect(space.perform(.wait, by: .first) == .wouldBlock)
    _ = space.perform(.exit(status: 0), by: child)
    #expect(space.perform(.wait, by: .first) == .failed(.noChildProcesses))
    #expect(call(.send(.hangup, to: child)) == .failed(.noSuchProcess))
  }

  @Test mutating func `A broken pipe ends the writer unless it does something about SIGPIPE`() {
    fork(child)
    for name in [ProcessNumber.first, child] {
      _ = space.perform(.file(.pipe), by: name)
      _ = space.perform(.file(.close(3)), by: name)
    }
    let write = ProcessAction.file(.write(4, through: 0, length: 1))
    _ = call(.setAction(.pipe, .handle))
    #expect(space.perform(write, by: .first) == .failed(.brokenPipe))
    #expect(call(.handled(.pipe)) == .value(1))
    _ = call(.mask(.block, [.pipe]))
    #expect(space.perform(write, by: .first) == .failed(.brokenPipe))
    #expect(call(.pending) == .signals([.pipe]))
    _ = call(.setAction(.pipe, .ignore))
    #expect(space.perform(write, by: .first) == .failed(.brokenPipe))
    #expect(call(.pending) == .signals([]))
    #expect(space.perform(write, by: child) == .signaled(.pipe))
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.pipe)))
  }

  @Test mutating func `A parent that a child of vfork has suspended takes signals when it resumes`() {
    let grandchild = ProcessNumber(2)
    fork(child)
    _ = space.perform(.vfork(child: grandchild), by: child)
    #expect(call(.send(.kill, to: child)) == .done)
    #expect(space.perform(.wait, by: .first) == .wouldBlock)
    #expect(space.perform(.exit(status: 0), by: grandchild) == .done)
    #expect(space.perform(.wait, by: .first) == .reaped(child, .signaled(.kill)))
  }
}
