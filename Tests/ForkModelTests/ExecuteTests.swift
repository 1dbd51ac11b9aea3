import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What execve and posix_spawn do, by examples.
struct ExecuteTests {
  private var space = AddressSpace(ForkTests.world(.copyOnPointerAccess))
  private let child = ProcessNumber(1)

  private func isExecuted(_ outcome: Outcome) -> Bool { if case .executed = outcome { true } else { false } }

  private func isForked(_ outcome: Outcome) -> Bool { if case .forked = outcome { true } else { false } }

  @Test mutating func `An image that is started finds nothing of the old one`() {
    _ = space.perform(.store(size: 1, value: 7, through: 0, offset: 0x2000), by: .first)
    _ = space.perform(.storePointer(from: 0, through: 0, offset: 0x2010), by: .first)
    _ = space.perform(.memory(.map(into: 4, pages: 1, protection: [.read], isShared: false)), by: .first)
    _ = space.perform(.createThread(1), by: .first)
    let frames = Set(space.frames.keys)
    #expect(isExecuted(space.perform(.execute, by: .first, thread: 1)))
    #expect(frames.isDisjoint(with: space.frames.keys))
    #expect(space.perform(.inspect(0), by: .first, thread: 1) == .skipped)
    for offset: Integer in [0x2000, 0x2010, 0x2018] {
      #expect(space.perform(.load(size: 8, through: 0, offset: offset), by: .first) == .value(0))
    }
    guard case .pointer(let gone) = space.perform(.inspect(4), by: .first),
      case .pointer(let data) = space.perform(.inspect(0), by: .first)
    else { Issue.record("no registers"); return }
    #expect(!gone.tag && data.tag && space.processes[.first]?.region.holds(data) == true)
    #expect(space.perform(.load(size: 1, through: 1, offset: 0), by: .first) == .value(0x13))
  }

  @Test mutating func `Close-on-exec closes for execute and spawn, and not for fork`() {
    _ = space.perform(.file(.open(file: 1, .readWrite, [.create, .closeOnExecute])), by: .first)
    _ = space.perform(.file(.duplicate(3, onto: nil)), by: .first)
    let size = { (descriptor: Int) in ProcessAction.file(.size(descriptor)) }
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    #expect(space.perform(size(3), by: child) == .value(0))
    #expect(isForked(space.perform(.spawn(child: ProcessNumber(2)), by: .first)))
    #expect(space.perform(size(3), by: ProcessNumber(2)) == .failed(.badFileDescriptor))
    #expect(space.perform(size(4), by: ProcessNumber(2)) == .value(0))
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(size(3), by: .first) == .failed(.badFileDescriptor))
    #expect(space.perform(size(4), by: .first) == .value(0))
  }

  @Test mutating func `Handlers do not outlive execute; what is ignored, blocked and pending does`() {
    for (signal, action) in [(SignalNumber.user1, SignalAction.handle), (.user2, .ignore)] {
      _ = space.perform(.signal(.setAction(signal, action)), by: .first)
    }
    _ = space.perform(.signal(.send(.user1, to: .first)), by: .first)
    _ = space.perform(.signal(.mask(.block, [.user1])), by: .first)
    _ = space.perform(.signal(.send(.user1, to: .first)), by: .first)
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(.signal(.handled(.user1)), by: .first) == .value(0))
    #expect(space.perform(.signal(.pending), by: .first) == .signals([.user1]))
    #expect(space.perform(.signal(.send(.user2, to: .first)), by: .first) == .done)
    // The child of spawn inherits the mask and what is ignored, and nothing that is pending.
    #expect(isForked(space.perform(.spawn(child: child), by: .first)))
    #expect(space.perform(.signal(.pending), by: child) == .signals([]))
    #expect(space.perform(.signal(.send(.user1, to: child)), by: .first) == .done)
    #expect(space.perform(.signal(.pending), by: child) == .signals([.user1]))
    #expect(space.perform(.signal(.send(.user2, to: child)), by: .first) == .done)
    #expect(space.perform(.signal(.mask(.set, [])), by: child) == .signaled(.user1))
  }

  @Test mutating func `What is pending may be ignored when it is delivered after execute`() {
    for call in [
      SignalCall.setAction(.child, .handle), .mask(.block, [.child]), .send(.child, to: .first),
    ] { #expect(space.perform(.signal(call), by: .first) == .done) }
    #expect(isExecuted(space.perform(.execute, by: .first)))
    #expect(space.perform(.signal(.pending), by: .first) == .signals([.child]))
    #expect(space.perform(.signal(.mask(.set, [])), by: .first) == .done)
    #expect(space.perform(.signal(.pending), by: .first) == .signals([]))
    #expect(space.perform(.signal(.handled(.child)), by: .first) == .value(0))
  }

  @Test mutating func `A child of vfork that executes leaves its parent as it was, and lets it go on`() {
    _ = space.perform(.store(size: 1, value: 7, through: 0, offset: 0x2000), by: .first)
    _ = space.perform(.vfork(child: child), by: .first)
    _ = space.perform(.store(size: 1, value: 8, through: 0, offset: 0x2001), by: child)
    #expect(space.perform(.inspect(0), by: .first) == .skipped)
    #expect(isExecuted(space.perform(.execute, by: child)))
    #expect(space.perform(.load(size: 2, through: 0, offset: 0x2000), by: .first) == .value(0x0807))
    #expect(space.perform(.load(size: 2, through: 0, offset: 0x2000), by: child) == .value(0))
    #expect(space.processes[.first]?.region != space.processes[child]?.region)
    _ = space.perform(.exit(status: 4), by: child)
    #expect(space.perform(.waitFor(child), by: .first) == .reaped(child, .exited(4)))
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
      ProcessAction.store(size: 1, value: 7, through: 0, offset: 0x1000),
      ProcessAction.load(size: 1, through: 0, offset: 0x1000)
    )
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    _ = space.perform(store, by: .first)
    #expect(space.perform(load, by: child) == .value(7))
    _ = space.perform(.execute, by: child)
    #expect(space.perform(load, by: child) == .value(0))
    #expect(space.perform(load, by: .first) == .value(7))
  }

  @Test mutating func `Waiting for one child passes the others over`() {
    for number in 1...2 { _ = space.perform(.spawn(child: ProcessNumber(number)), by: .first) }
    _ = space.perform(.exit(status: 1), by: ProcessNumber(1))
    #expect(space.perform(.waitFor(ProcessNumber(2)), by: .first) == .wouldBlock)
    #expect(space.perform(.waitFor(ProcessNumber(3)), by: .first) == .failed(.noChildProcesses))
    #expect(space.perform(.waitFor(ProcessNumber(1)), by: .first) == .reaped(ProcessNumber(1), .exited(1)))
    #expect(space.perform(.waitFor(ProcessNumber(1)), by: .first) == .failed(.noChildProcesses))
  }
}
