import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What the calls on message queues do, by examples.
struct QueueTests {
  private var world = ExampleWorld()
  private let child = ProcessName(1)

  private static func open(
    _ queue: UInt8 = 7, _ access: FileAccess = .readWrite, _ options: Options<OpenOption> = [.create],
    messages: UInt16 = 3,
    size: UInt16 = 8
  ) -> ForkAction {
    .openQueue(queue: queue, access: access, options: options, messages: messages, size: size)
  }

  private static func send(_ length: UInt32, priority: UInt32 = 0, to descriptor: Int32 = 3) -> ForkAction {
    .sendMessage(descriptor: descriptor, through: 0, length: length, priority: priority)
  }

  private static func receive(_ length: UInt32 = 8, from descriptor: Int32 = 3) -> ForkAction {
    .receiveMessage(descriptor: descriptor, through: 2, length: length)
  }

  /// Makes register 2 point behind what register 0 points to.
  private mutating func prepare(_ call: ForkAction = Self.open()) {
    world.point(2, to: 100)
    #expect(world.perform(call) == .descriptor(number: 3))
  }

  @Test mutating func `The highest priority comes first, and among the same the oldest`() {
    prepare()
    for (byte, priority) in [(1, 5), (2, 31), (3, 5)] as [(UInt8, UInt32)] {
      world.store([UInt8(byte)])
      #expect(world.perform(Self.send(1, priority: priority)) == .done)
    }
    for (byte, priority) in [(2, 31), (1, 5), (3, 5)] as [(UInt64, UInt32)] {
      #expect(world.perform(Self.receive()) == .message(bytes: 1, priority: priority))
      #expect(world.bytes(100..<101) == [byte])
    }
    #expect(world.perform(Self.receive()) == .wouldBlock)
  }

  @Test mutating func `A message of no bytes is a message, and changes no memory`() {
    prepare()
    world.store([9], at: 100)
    #expect(world.perform(.sendMessage(descriptor: 3, through: 7, length: 0, priority: 1)) == .done)
    #expect(world.perform(Self.receive()) == .message(bytes: 0, priority: 1))
    #expect(world.bytes(100..<101) == [9])
  }

  @Test mutating func `A full queue takes no message, and an empty one gives none`() {
    prepare()
    for _ in 0..<3 { #expect(world.perform(Self.send(1)) == .done) }
    #expect(world.perform(Self.send(1)) == .wouldBlock)
    world.perform(Self.receive())
    #expect(world.perform(Self.send(1)) == .done)
  }

  @Test mutating func `A message fits the queue, and a buffer every message`() {
    prepare()
    #expect(world.perform(Self.send(9)) == .failed(.messageTooLong))
    #expect(world.perform(Self.send(8)) == .done)
    #expect(world.perform(Self.receive(7)) == .failed(.messageTooLong))
    #expect(world.perform(Self.receive(8)) == .message(bytes: 8, priority: 0))
    // The size of messages is looked at before the memory and the state.
    #expect(world.perform(.receiveMessage(descriptor: 3, through: 7, length: 7)) == .failed(.messageTooLong))
    #expect(world.perform(.sendMessage(descriptor: 3, through: 7, length: 9, priority: 0)) == .failed(.messageTooLong))
  }

  @Test mutating func `Memory is checked for the longest message, before it is known whether there is one`() {
    prepare()
    // Register 4 has 4 bytes, register 1 the text, which can't be written.
    world.perform(.narrow(into: 4, from: 2, length: 4))
    world.perform(Self.send(1))
    #expect(world.perform(.receiveMessage(descriptor: 3, through: 4, length: 8)) == .failed(.badAddress))
    #expect(world.perform(.receiveMessage(descriptor: 3, through: 1, length: 8)) == .failed(.badAddress))
    #expect(world.perform(.sendMessage(descriptor: 3, through: 4, length: 5, priority: 0)) == .failed(.badAddress))
    #expect(world.perform(Self.receive()) == .message(bytes: 1, priority: 0))
    #expect(world.perform(.receiveMessage(descriptor: 3, through: 4, length: 8)) == .failed(.badAddress))
  }

  @Test mutating func `A queue has directions, and is no file`() {
    prepare(Self.open(7, .readOnly))
    #expect(world.perform(Self.open(7, .writeOnly, [])) == .descriptor(number: 4))
    #expect(world.perform(Self.send(1)) == .failed(.badFileDescriptor))
    #expect(world.perform(Self.receive(from: 4)) == .failed(.badFileDescriptor))
    #expect(world.perform(Self.send(1, to: 9)) == .failed(.badFileDescriptor))
    #expect(world.perform(Self.send(1, to: 1)) == .failed(.badFileDescriptor))
    #expect(world.perform(.read(descriptor: 3, through: 0, length: 0)) == .failed(.badFileDescriptor))
    #expect(world.perform(.write(descriptor: 4, through: 0, length: 1)) == .failed(.badFileDescriptor))
    #expect(world.perform(.seek(descriptor: 3, offset: 0, from: .start)) == .failed(.illegalSeek))
    #expect(world.perform(.truncate(descriptor: 4, length: 0)) == .failed(.invalidArgument))
    #expect(world.perform(.size(descriptor: 3)) == .value(0))
  }

  @Test mutating func `Names are found, created and refused as those of files are`() {
    #expect(world.perform(Self.open(7, .readWrite, [])) == .failed(.noSuchFile))
    #expect(world.perform(Self.open(7, .readWrite, [.exclusive])) == .failed(.invalidArgument))
    #expect(world.perform(Self.open(7, .readWrite, [.create, .exclusive])) == .descriptor(number: 3))
    #expect(world.perform(Self.open(7, .readWrite, [.create, .exclusive])) == .failed(.fileExists))
    #expect(world.perform(.open(file: 7, access: .readOnly, options: [])) == .failed(.noSuchFile))
    world.perform(.setLimit(resource: .descriptors, soft: 4, hard: 4))
    #expect(world.perform(Self.open(8, .readWrite, [])) == .failed(.tooManyFiles))
  }

  @Test mutating func `Who opens a queue again finds it as it was created`() {
    prepare()
    world.perform(Self.send(1))
    #expect(world.perform(Self.open(7, .readWrite, [.create], messages: 1, size: 2)) == .descriptor(number: 4))
    #expect(world.perform(Self.send(8, to: 4)) == .done)
    #expect(world.perform(Self.receive(from: 4)) == .message(bytes: 1, priority: 0))
  }

  @Test mutating func `A queue lives on without its name while it is open`() {
    prepare()
    world.perform(Self.send(1))
    #expect(world.perform(.unlinkQueue(queue: 7)) == .done)
    #expect(world.perform(.unlinkQueue(queue: 7)) == .failed(.noSuchFile))
    #expect(world.perform(Self.receive()) == .message(bytes: 1, priority: 0))
    #expect(world.perform(Self.open(messages: 1)) == .descriptor(number: 4))
    world.perform(Self.send(1, to: 4))
    #expect(world.perform(Self.send(1, to: 4)) == .wouldBlock)
    #expect(world.perform(Self.receive()) == .wouldBlock)
  }

  @Test mutating func `A closed queue keeps its messages as long as it has a name`() {
    prepare()
    world.perform(Self.send(2, priority: 1))
    world.perform(.close(descriptor: 3))
    #expect(world.perform(Self.open(7, .readOnly, [])) == .descriptor(number: 3))
    #expect(world.perform(Self.receive()) == .message(bytes: 2, priority: 1))
  }

  @Test(arguments: [(0, 8), (3, 0)])
  mutating func `A queue without room is not created`(messages: UInt16, size: UInt16) {
    let open = Self.open(messages: messages, size: size)
    #expect(world.perform(open) == .failed(.invalidArgument))
    #expect(!world.allows(.descriptor(number: 3), of: open))
    world.perform(Self.open())
    #expect(world.allows(.failed(.invalidArgument), of: open))
    #expect(world.allows(.descriptor(number: 4), of: open))
    let existing = Self.open(7, .readOnly, [], messages: messages, size: size)
    #expect(!world.allows(.failed(.invalidArgument), of: existing))
  }

  @Test(arguments: [(11, 8, true), (3, 1025, true), (10, 1024, false)])
  mutating func `A queue of 10 messages of 1024 bytes is possible, a larger one may be too large`(
    messages: UInt16, size: UInt16, mayFail: Bool
  ) {
    let open = Self.open(messages: messages, size: size)
    #expect(world.allows(.descriptor(number: 3), of: open))
    #expect(world.allows(.failed(.invalidArgument), of: open) == mayFail)
    #expect(world.allows(.failed(.noSpace), of: open) == mayFail)
  }

  @Test mutating func `Priorities below 32 are permitted, others perhaps`() {
    prepare()
    func refused(_ call: ForkAction) -> Bool { world.allows(.failed(.invalidArgument), of: call) }
    #expect(!refused(Self.send(1, priority: 31)))
    #expect(refused(Self.send(1, priority: 32)))
    #expect(refused(Self.send(1, priority: 32, to: 9)))
    #expect(world.allows(.failed(.badFileDescriptor), of: Self.send(1, priority: 32, to: 9)))
    world.choose(.done, of: Self.send(1, priority: 100))
    #expect(world.allows(.message(bytes: 1, priority: 100), of: Self.receive()))
    for _ in 0..<2 { world.choose(.done, of: Self.send(1)) }
    #expect(world.allows(.wouldBlock, of: Self.send(1, priority: 32)))
    #expect(refused(Self.send(1, priority: 32)))
  }

  @Test mutating func `fork and dup share a queue, execve and spawn close its descriptors`() {
    prepare()
    world.perform(.duplicate(descriptor: 3, onto: 5))
    world.fork(child)
    world.perform(Self.send(1, priority: 2), by: child)
    #expect(world.perform(Self.receive(from: 5)) == .message(bytes: 1, priority: 2))
    world.perform(.spawn(child: ProcessName(2)))
    world.perform(.execute, by: child)
    for name in [child, ProcessName(2)] {
      #expect(world.perform(.size(descriptor: 3), by: name) == .failed(.badFileDescriptor))
      // A duplicate is closed by nobody.
      #expect(world.perform(.size(descriptor: 5), by: name) == .value(0))
    }
  }

  @Test mutating func `A pointer that was sent arrives without its tag, and only its metadata is known`() {
    prepare(Self.open(size: 16))
    world.perform(.storePointer(0, through: 0, offset: 0))
    world.perform(Self.send(16))
    world.point(2, to: 112)
    #expect(world.perform(.receiveMessage(descriptor: 3, through: 2, length: 16)) == .message(bytes: 16, priority: 0))
    world.perform(.loadPointer(into: 3, through: 2, offset: 0))
    guard let pointer = world.perform(.inspect(3)).capability else { Issue.record("no register"); return }
    #expect(!pointer.tag)
    #expect(world.allows(.value(0x1234), of: .load(.double, through: 2, offset: 0)))
    #expect(!world.allows(.value(pointer.bits.metadata + 1), of: .load(.double, through: 2, offset: 8)))
  }

  @Test mutating func `poll tells whether a message can be sent or received`() {
    prepare(Self.open(7, .readOnly, messages: 1))
    world.perform(Self.open(7, .writeOnly, []))
    let poll = ForkAction.poll(entries: [3, 4].map { PollEntry(descriptor: $0, input: true, output: true) })
    #expect(world.perform(poll) == .events(happened: [[], [.output]]))
    // What a descriptor is not open for may be told.
    #expect(world.allows(.events(happened: [[.output], [.output]]), of: poll))
    #expect(!world.allows(.events(happened: [[], []]), of: poll))
    world.perform(Self.send(1, to: 4))
    #expect(world.perform(poll) == .events(happened: [[.input], []]))
    #expect(world.allows(.events(happened: [[.input], [.input]]), of: poll))
    #expect(!world.allows(.events(happened: [[.input], [.output]]), of: poll))
    #expect(
      world.perform(.poll(entries: [PollEntry(descriptor: 3, input: false, output: true)])) == .events(happened: [[]]))
  }
}
