import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What the calls on message queues do, by examples.
struct QueueTests {
  private var world = ExampleWorld()
  private let child = ProcessNumber(1)

  private static func open(
    _ queue: Int = 7, _ access: AccessMode = .readWrite, _ options: OpenOptions = [.create], messages: Int = 3,
    size: Int = 8
  ) -> QueueCall {
    .open(queue: queue, access, options, messages: messages, size: size)
  }

  private static func send(_ length: Int, priority: Int = 0, to descriptor: Int = 3) -> QueueCall {
    .send(descriptor, through: 0, length: length, priority: priority)
  }

  private static func receive(_ length: Int = 8, from descriptor: Int = 3) -> QueueCall {
    .receive(descriptor, through: 2, length: length)
  }

  /// Makes register 2 point behind what register 0 points to.
  private mutating func prepare(_ call: QueueCall = Self.open()) {
    world.point(2, to: 100)
    #expect(world.call(call) == .descriptor(3))
  }

  @Test mutating func `The highest priority comes first, and among the same the oldest`() {
    prepare()
    for (byte, priority) in [(1, 5), (2, 31), (3, 5)] {
      world.store([UInt8(byte)])
      #expect(world.call(Self.send(1, priority: priority)) == .done)
    }
    for (byte, priority) in [(2, 31), (1, 5), (3, 5)] as [(Integer, Int)] {
      #expect(world.call(Self.receive()) == .message(count: 1, priority: priority))
      #expect(world.bytes(100..<101) == [byte])
    }
    #expect(world.call(Self.receive()) == .wouldBlock)
  }

  @Test mutating func `A message of no bytes is a message, and changes no memory`() {
    prepare()
    world.store([9], at: 100)
    #expect(world.call(.send(3, through: 7, length: 0, priority: 1)) == .done)
    #expect(world.call(Self.receive()) == .message(count: 0, priority: 1))
    #expect(world.bytes(100..<101) == [9])
  }

  @Test mutating func `A full queue takes no message, and an empty one gives none`() {
    prepare()
    for _ in 0..<3 { #expect(world.call(Self.send(1)) == .done) }
    #expect(world.call(Self.send(1)) == .wouldBlock)
    world.call(Self.receive())
    #expect(world.call(Self.send(1)) == .done)
  }

  @Test mutating func `A message fits the queue, and a buffer every message`() {
    prepare()
    #expect(world.call(Self.send(9)) == .failed(.messageTooLong))
    #expect(world.call(Self.send(8)) == .done)
    #expect(world.call(Self.receive(7)) == .failed(.messageTooLong))
    #expect(world.call(Self.receive(8)) == .message(count: 8, priority: 0))
    // The size of messages is looked at before the memory and the state.
    #expect(world.call(.receive(3, through: 7, length: 7)) == .failed(.messageTooLong))
    #expect(world.call(.send(3, through: 7, length: 9, priority: 0)) == .failed(.messageTooLong))
  }

  @Test mutating func `Memory is checked for the longest message, before it is known whether there is one`() {
    prepare()
    // Register 4 has 4 bytes, register 1 the text, which can't be written.
    world.perform(.compute(.narrow(length: 4), into: 4, from: 2))
    world.call(Self.send(1))
    #expect(world.call(.receive(3, through: 4, length: 8)) == .failed(.badAddress))
    #expect(world.call(.receive(3, through: 1, length: 8)) == .failed(.badAddress))
    #expect(world.call(.send(3, through: 4, length: 5, priority: 0)) == .failed(.badAddress))
    #expect(world.call(Self.receive()) == .message(count: 1, priority: 0))
    #expect(world.call(.receive(3, through: 4, length: 8)) == .failed(.badAddress))
  }

  @Test mutating func `A queue has directions, and is no file`() {
    prepare(Self.open(7, .readOnly))
    #expect(world.call(Self.open(7, .writeOnly, [])) == .descriptor(4))
    #expect(world.call(Self.send(1)) == .failed(.badFileDescriptor))
    #expect(world.call(Self.receive(from: 4)) == .failed(.badFileDescriptor))
    #expect(world.call(Self.send(1, to: 9)) == .failed(.badFileDescriptor))
    #expect(world.call(Self.send(1, to: 1)) == .failed(.badFileDescriptor))
    #expect(world.call(.read(3, through: 0, length: 0)) == .failed(.badFileDescriptor))
    #expect(world.call(.write(4, through: 0, length: 1)) == .failed(.badFileDescriptor))
    #expect(world.call(.seek(3, offset: 0, from: .start)) == .failed(.illegalSeek))
    #expect(world.call(.truncate(4, length: 0)) == .failed(.invalidArgument))
    #expect(world.call(.size(3)) == .value(0))
  }

  @Test mutating func `Names are found, created and refused as those of files are`() {
    #expect(world.call(Self.open(7, .readWrite, [])) == .failed(.noSuchFile))
    #expect(world.call(Self.open(7, .readWrite, [.exclusive])) == .failed(.invalidArgument))
    #expect(world.call(Self.open(7, .readWrite, [.create, .exclusive])) == .descriptor(3))
    #expect(world.call(Self.open(7, .readWrite, [.create, .exclusive])) == .failed(.fileExists))
    #expect(world.call(.open(file: 7, .readOnly, [])) == .failed(.noSuchFile))
    world.call(.set(.descriptors, ResourceLimit(soft: 4, hard: 4)))
    #expect(world.call(Self.open(8, .readWrite, [])) == .failed(.tooManyFiles))
  }

  @Test mutating func `Who opens a queue again finds it as it was created`() {
    prepare()
    world.call(Self.send(1))
    #expect(world.call(Self.open(7, .readWrite, [.create], messages: 1, size: 2)) == .descriptor(4))
    #expect(world.call(Self.send(8, to: 4)) == .done)
    #expect(world.call(Self.receive(from: 4)) == .message(count: 1, priority: 0))
  }

  @Test mutating func `A queue lives on without its name while it is open`() {
    prepare()
    world.call(Self.send(1))
    #expect(world.call(.unlink(queue: 7)) == .done)
    #expect(world.call(.unlink(queue: 7)) == .failed(.noSuchFile))
    #expect(world.call(Self.receive()) == .message(count: 1, priority: 0))
    #expect(world.call(Self.open(messages: 1)) == .descriptor(4))
    world.call(Self.send(1, to: 4))
    #expect(world.call(Self.send(1, to: 4)) == .wouldBlock)
    #expect(world.call(Self.receive()) == .wouldBlock)
  }

  @Test mutating func `A closed queue keeps its messages as long as it has a name`() {
    prepare()
    world.call(Self.send(2, priority: 1))
    world.call(.close(3))
    #expect(world.call(Self.open(7, .readOnly, [])) == .descriptor(3))
    #expect(world.call(Self.receive()) == .message(count: 2, priority: 1))
  }

  @Test(arguments: [(0, 8), (3, 0)])
  mutating func `A queue without room is not created`(messages: Int, size: Int) {
    let open = ProcessAction.queue(Self.open(messages: messages, size: size))
    #expect(world.perform(open) == .failed(.invalidArgument))
    #expect(!world.allows(.descriptor(3), of: open))
    world.call(Self.open())
    #expect(world.allows(.failed(.invalidArgument), of: open))
    #expect(world.allows(.descriptor(4), of: open))
    let existing = ProcessAction.queue(Self.open(7, .readOnly, [], messages: messages, size: size))
    #expect(!world.allows(.failed(.invalidArgument), of: existing))
  }

  @Test(arguments: [(11, 8, true), (3, 1025, true), (10, 1024, false)])
  mutating func `A queue of 10 messages of 1024 bytes is possible, a larger one may be too large`(
    messages: Int, size: Int, mayFail: Bool
  ) {
    let open = ProcessAction.queue(Self.open(messages: messages, size: size))
    #expect(world.allows(.descriptor(3), of: open))
    #expect(world.allows(.failed(.invalidArgument), of: open) == mayFail)
    #expect(world.allows(.failed(.noSpace), of: open) == mayFail)
  }

  @Test mutating func `Priorities below 32 are permitted, others perhaps`() {
    prepare()
    func refused(_ call: QueueCall) -> Bool { world.allows(.failed(.invalidArgument), of: .queue(call)) }
    #expect(!refused(Self.send(1, priority: 31)))
    #expect(refused(Self.send(1, priority: 32)))
    #expect(refused(Self.send(1, priority: 32, to: 9)))
    #expect(world.allows(.failed(.badFileDescriptor), of: .queue(Self.send(1, priority: 32, to: 9))))
    world.choose(.done, of: .queue(Self.send(1, priority: 100)))
    #expect(world.allows(.message(count: 1, priority: 100), of: .queue(Self.receive())))
    for _ in 0..<2 { world.choose(.done, of: .queue(Self.send(1))) }
    #expect(world.allows(.wouldBlock, of: .queue(Self.send(1, priority: 32))))
    #expect(refused(Self.send(1, priority: 32)))
  }

  @Test mutating func `fork and dup share a queue, execve and spawn close its descriptors`() {
    prepare()
    world.call(.duplicate(3, onto: 5))
    world.fork(child)
    world.call(Self.send(1, priority: 2), by: child)
    #expect(world.call(Self.receive(from: 5)) == .message(count: 1, priority: 2))
    world.perform(.spawn(child: ProcessNumber(2)))
    world.perform(.execute, by: child)
    for name in [child, ProcessNumber(2)] {
      #expect(world.call(.size(3), by: name) == .failed(.badFileDescriptor))
      // A duplicate is closed by nobody.
      #expect(world.call(.size(5), by: name) == .value(0))
    }
  }

  @Test mutating func `A pointer that was sent arrives without its tag, and only its metadata is known`() {
    prepare(Self.open(size: 16))
    world.perform(.storePointer(from: 0, through: 0, offset: 0))
    world.call(Self.send(16))
    world.point(2, to: 112)
    #expect(world.call(.receive(3, through: 2, length: 16)) == .message(count: 16, priority: 0))
    world.perform(.loadPointer(into: 3, through: 2, offset: 0))
    guard case .pointer(let pointer) = world.perform(.inspect(3)) else { Issue.record("no register"); return }
    #expect(!pointer.tag)
    #expect(world.allows(.value(0x1234), of: .load(size: 8, through: 2, offset: 0)))
    #expect(!world.allows(.value(pointer.metadata + 1), of: .load(size: 8, through: 2, offset: 8)))
  }

  @Test mutating func `poll tells whether a message can be sent or received`() {
    prepare(Self.open(7, .readOnly, messages: 1))
    world.call(Self.open(7, .writeOnly, []))
    let all: PollEvents = [.input, .output]
    let poll = ProcessAction.file(.poll([PollEntry(3, all), PollEntry(4, all)]))
    #expect(world.perform(poll) == .events([[], .output]))
    // What a descriptor is not open for may be told.
    #expect(world.allows(.events([.output, .output]), of: poll))
    #expect(!world.allows(.events([[], []]), of: poll))
    world.call(Self.send(1, to: 4))
    #expect(world.perform(poll) == .events([.input, []]))
    #expect(world.allows(.events([.input, .input]), of: poll))
    #expect(!world.allows(.events([.input, .output]), of: poll))
    #expect(world.perform(.file(.poll([PollEntry(3, .output)]))) == .events([[]]))
  }
}
