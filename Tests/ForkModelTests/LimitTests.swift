import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What limits of resources forbid, by examples.
struct LimitTests {
  private var world = ExampleWorld()
  private let child = ProcessName(1)
  private let infinity = UInt64(Int64.max)

  @Test mutating func `Of descriptors the limit is that of the world, others are told and then known`() {
    #expect(world.perform(.limit(resource: .descriptors)) == .limits(soft: 64, hard: 64))
    let get = ForkAction.limit(resource: .fileSize)
    #expect(!world.allows(.limits(soft: 65535, hard: infinity), of: get))
    #expect(!world.allows(.limits(soft: 80000, hard: 70000), of: get))
    world.choose(.limits(soft: 70000, hard: 80000), of: get)
    #expect(!world.allows(.limits(soft: 70001, hard: 80000), of: get))
    #expect(world.allows(.limits(soft: 70000, hard: 80000), of: get))
  }

  @Test mutating func `Whatever the kernel calls infinity, it is no limit`() {
    let get = ForkAction.limit(resource: .processes)
    world.choose(.limits(soft: .max, hard: .max), of: get)
    #expect(world.allows(.limits(soft: infinity, hard: infinity), of: get))
    #expect(world.allows(.done, of: .setLimit(resource: .processes, soft: 10, hard: .max)))
  }

  @Test(arguments: LimitedResource.allCases)
  mutating func `The hard limit can be lowered, not raised, and the soft one lies below it`(resource: LimitedResource) {
    let set: (UInt64, UInt64) -> ForkAction = { .setLimit(resource: resource, soft: $0, hard: $1) }
    #expect(world.perform(set(21, 20)) == .failed(.invalidArgument))
    #expect(world.perform(set(10, 20)) == .done)
    #expect(world.perform(.limit(resource: resource)) == .limits(soft: 10, hard: 20))
    #expect(world.perform(set(20, 20)) == .done)
    #expect(world.perform(set(10, 21)) == .failed(.notPermitted))
    #expect(world.perform(.limit(resource: resource)) == .limits(soft: 20, hard: 20))
  }

  @Test mutating func `Until it was told, the hard limit may lie anywhere above what is possible`() {
    let set: (UInt64) -> ForkAction = { .setLimit(resource: .fileSize, soft: 0, hard: $0) }
    #expect(world.allows(.failed(.notPermitted), of: set(65537)))
    #expect(world.allows(.done, of: set(65537)))
    #expect(!world.allows(.failed(.notPermitted), of: set(65536)))
  }

  @Test mutating func `Children have the limits of their parent, and execve keeps them`() {
    world.perform(.setLimit(resource: .descriptors, soft: 4, hard: 5))
    world.fork(child)
    world.perform(.spawn(child: ProcessName(2)))
    world.perform(.execute)
    for name in [ProcessName.first, child, ProcessName(2)] {
      #expect(world.perform(.limit(resource: .descriptors), by: name) == .limits(soft: 4, hard: 5))
    }
    world.perform(.vfork(child: ProcessName(3)))
    #expect(world.perform(.setLimit(resource: .descriptors, soft: 3, hard: 5), by: ProcessName(3)) == .done)
    world.perform(.exit(status: 0), by: ProcessName(3))
    #expect(world.perform(.limit(resource: .descriptors)) == .limits(soft: 4, hard: 5))
  }

  @Test mutating func `No descriptor is made beyond the limit, and those that are there stay open`() {
    world.perform(.duplicate(descriptor: 0, onto: 9))
    world.perform(.setLimit(resource: .descriptors, soft: 4, hard: 64))
    #expect(world.perform(.duplicate(descriptor: 9, onto: nil)) == .descriptor(number: 3))
    #expect(world.perform(.duplicate(descriptor: 9, onto: nil)) == .failed(.tooManyFiles))
    #expect(world.perform(.open(file: 1, access: .readOnly, options: [.create])) == .failed(.tooManyFiles))
    #expect(world.perform(.duplicate(descriptor: 0, onto: 4)) == .failed(.badFileDescriptor))
    #expect(world.perform(.write(descriptor: 9, through: 0, length: 1)) == .count(bytes: 1))
    world.perform(.close(descriptor: 3))
    #expect(world.perform(.pipe) == .failed(.tooManyFiles))
  }

  @Test mutating func `A limit below what is in use may be refused`() {
    let set = ForkAction.setLimit(resource: .descriptors, soft: 2, hard: 64)
    #expect(world.allows(.failed(.invalidArgument), of: set))
    #expect(world.allows(.done, of: set))
    #expect(!world.allows(.failed(.invalidArgument), of: .setLimit(resource: .descriptors, soft: 3, hard: 64)))
    #expect(world.allows(.failed(.invalidArgument), of: .setLimit(resource: .processes, soft: 0, hard: 64)))
    #expect(!world.allows(.failed(.invalidArgument), of: .setLimit(resource: .processes, soft: 1, hard: 64)))
  }

  @Test mutating func `At the limit of processes fork, vfork and spawn fail, zombies counted`() {
    let makers: [ForkAction] = [
      .fork(child: ProcessName(5), strategy: nil), .vfork(child: ProcessName(5)), .spawn(child: ProcessName(5)),
    ]
    world.fork(child)
    world.perform(.exit(status: 0), by: child)
    world.perform(.setLimit(resource: .processes, soft: 4, hard: 10))
    for action in makers { #expect(!world.allows(.failed(.tryAgain), of: action)) }
    world.perform(.setLimit(resource: .processes, soft: 3, hard: 10))
    // The system process that adopts orphans may count.
    for action in makers { #expect(world.allows(.failed(.tryAgain), of: action)) }
    world.fork(ProcessName(2))
    for action in makers { #expect(world.perform(action) == .failed(.tryAgain)) }
    world.perform(.wait)
    world.fork(ProcessName(3))
  }

  @Test mutating func `A process that may make no other is told so even when memory is short`() {
    world = ExampleWorld(ForkTests.world(.copy, frames: 8))
    world.perform(.setLimit(resource: .processes, soft: 1, hard: 1))
    let fork = ForkAction.fork(child: child, strategy: nil)
    #expect(world.allows(.failed(.tryAgain), of: fork))
    #expect(world.allows(.failed(.noMemory), of: fork))
    #expect(!world.allows(.forked(regionBase: 0x100000), of: fork))
  }
}
