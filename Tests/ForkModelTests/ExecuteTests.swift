import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What execve and posix_spawn do, by examples.
struct ExecuteTests {
  private var space = AddressSpace(ForkTests.world(.copyOnPointerAccess))
  private let child = ProcessName(1)

  private func isExecuted(_ outcome: Observation) -> Bool { if case .executed = outcome { true } else { false } }

  private func isForked(_ outcome: Observation) -> Bool { if case .forked = outcome { true } else { false } }

  @Test mutating func `An image that is started finds nothing of the old one`() {
    _ = space.perform(.store(.byte, value: 7, through: 0, offset: 0x2000), by: .first)
    _ = space.perform(.storePointer(0, through: 0, offset: 0x2010), by: .first)
    _ = space.perform(.map(into: 4, pages: 1, protection: [.read], isShared: false), by: .first)
    _ = space.perform(.createThread(thread: 1), by: .first)
    let frames = Set(space.frames.keys)
    #expect(isExecuted(space.perform(.execute, by: .first, thread: 1)))
    #expect(frames.isDisjoint(with: space.frames.keys))
    #expect(space.perform(.inspect(0), by: .first, thread: 1) == .noSuchProcess)
    for offset: Int32 in [0x2000, 0x2010, 0x2018] {
      #expect(space.perform(.load(.double, through: 0, offset: offset), by: .first) == .value(0))
    }
    guard let gone = space.perform(.inspect(4), by: .first).capability,
      let data = space.perform(.inspect(0), by: .first).capability
    else { Issue.record("no registers"); return }
    #expect(!gone.tag && data.tag && space.processes[.first]?.region.holds(data) == true)
    #expect(space.perform(.load(.byte, through: 1, offset: 0), by: .first) == .value(0x13))
  }

  @Test mutating func `Close-on-exec closes for execute and spawn, and not for fork`() {
    _ = space.perform(.open(file: 1, access: .readWrite, options: [.create, .closeOnExec]), by: .first)
    _ = space.perform(.duplicate(descriptor: 3, onto: nil), by: .first)
    let size = { (descriptor: Int32) in ForkAction.size(descriptor: descriptor) }
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    #expect(space.perform(size(3), by: child) == .value(0))
    #expect(isForked(space.perform(.spawn(child: ProcessName(2)), by: .first)))
    #expect(space.perform(size(3), by: ProcessName(2)) == .failed(.badFileDescriptor))
    #expect(space.perform(size(4), by: ProcessName(2)) == .value(0))
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(size(3), by: .first) == .failed(.badFileDescriptor))
    #expect(space.perform(size(4), by: .first) == .value(0))
  }

  @Test mutating func `Handlers do not outlive execute; what is ignored, blocked and pending does`() {
    for (signal, action) in [(SignalNumber.user1, SignalDisposition.handle), (.user2, .ignore)] {
      _ = space.perform(.setAction(signal: signal, disposition: action), by: .first)
    }
    _ = space.perform(.send(signal: .user1, to: .first), by: .first)
    _ = space.perform(.mask(change: .block, signals: [.user1]), by: .first)
    _ = space.perform(.send(signal: .user1, to: .first), by: .first)
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(.handled(signal: .user1), by: .first) == .value(0))
    #expect(space.perform(.pending, by: .first) == .signals(pending: [.user1]))
    #expect(space.perform(.send(signal: .user2, to: .first), by: .first) == .done)
    // The child of spawn inherits the mask and what is ignored, and nothing that is pending.
    #expect(isForked(space.perform(.spawn(child: child), by: .first)))
    #expect(space.perform(.pending, by: child) == .signals(pending: []))
    #expect(space.perform(.send(signal: .user1, to: child), by: .first) == .done)
    #expect(space.perform(.pending, by: child) == .signals(pending: [.user1]))
    #expect(space.perform(.send(signal: .user2, to: child), by: .first) == .done)
    #expect(space.perform(.mask(change: .set, signals: []), by: child) == .signaled(.user1))
  }

  @Test mutating func `What is pending may be ignored when it is delivered after execute`() {
    for call in [
      ForkAction.setAction(signal: .child, disposition: .handle), .mask(change: .block, signals: [.child]),
      .send(signal: .child, to: .first),
    ] { #expect(space.perform(call, by: .first) == .done) }
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(.pending, by: .first) == .signals(pending: [.child]))
    #expect(space.perform(.mask(change: .set, signals: []), by: .first) == .done)
    #expect(space.perform(.pending, by: .first) == .signals(pending: []))
    #expect(space.perform(.handled(signal: .child), by: .first) == .value(0))
  }

  @Test mutating func `A child of vfork that executes leaves its parent as it was, and lets it go on`() {
    _ = space.perform(.store(.byte, value: 7, through: 0, offset: 0x2000), by: .first)
    _ = space.perform(.vfork(child: child), by: .first)
    _ = space.perform(.store(.byte, value: 8, through: 0, offset: 0x2001), by: child)
    #expect(space.perform(.inspect(0), by: .first) == .noSuchProcess)
    #expect(isExecuted(space.perform(.execute, by: child)))
    #expect(space.perform(.load(.half, through: 0, offset: 0x2000), by: .first) == .value(0x0807))
    #expect(space.perform(.load(.half, through: 0, offset: 0x2000), by: child) == .value(0))
    #expect(space.processes[.first]?.region != space.processes[child]?.region)
    _ = space.perform(.exit(status: 4), by: child)
    #expect(space.perform(.waitFor(child: child), by: .first) == .reaped(child, .exited(4)))
  }

  @Test mutating func `Execute fits where its own image was, but a child needs a region and frames of its own`() {
    // Five frames for the image: one for the text, four that are writable.
    space = AddressSpace(ForkTests.world(.copy, frames: 5, regions: 1))
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(.spawn(child: child), by: .first) == .failed(.noMemory))
    #expect(isForked(space.perform(.vfork(child: child), by: .first)))
    #expect(space.perform(.execute, by: child) == .failed(.noMemory))
    #expect(space.perform(.exit(status: 0), by: child) == .done)
  }

  @Test mutating func `Shared memory is not shared with an image that is started`() {
    var world = ForkTests.world(.copyOnAccess)
    world.image = ProcessImage([
      ImageSegment(.text, pages: 1), ImageSegment(.globalOffsetTable, pages: 1), ImageSegment(.sharedMapping, pages: 1),
      ImageSegment(.heap, pages: 1),
    ])
    space = AddressSpace(world)
    let (store, load) = (
      ForkAction.store(.byte, value: 7, through: 0, offset: 0x1000),
      ForkAction.load(.byte, through: 0, offset: 0x1000)
    )
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    _ = space.perform(store, by: .first)
    #expect(space.perform(load, by: child) == .value(7))
    _ = space.perform(.execute, by: child)
    #expect(space.perform(load, by: child) == .value(0))
    #expect(space.perform(load, by: .first) == .value(7))
  }

  @Test mutating func `Waiting for one child passes the others over`() {
    for number in 1...2 as ClosedRange<UInt8> { _ = space.perform(.spawn(child: ProcessName(number)), by: .first) }
    _ = space.perform(.exit(status: 1), by: ProcessName(1))
    #expect(space.perform(.waitFor(child: ProcessName(2)), by: .first) == .wouldBlock)
    #expect(space.perform(.waitFor(child: ProcessName(3)), by: .first) == .failed(.noChildProcesses))
    #expect(space.perform(.waitFor(child: ProcessName(1)), by: .first) == .reaped(ProcessName(1), .exited(1)))
    #expect(space.perform(.waitFor(child: ProcessName(1)), by: .first) == .failed(.noChildProcesses))
  }
}
