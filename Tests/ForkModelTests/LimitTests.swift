import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What limits of resources forbid, by examples.
struct LimitTests {
  private var world = ExampleWorld()
  private let child = ProcessNumber(1)
  private let infinity: Integer = .twoTo(63) - 1

  private static func limit(_ soft: Integer, _ hard: Integer) -> ResourceLimit {
    ResourceLimit(soft: soft, hard: hard)
  }

  @Test mutating func `Of descriptors the limit is that of the world, others are told and then known`() {
    #expect(world.call(.get(.descriptors)) == .limit(Self.limit(64, 64)))
    let get = ProcessAction.limit(.get(.fileSize))
    #expect(!world.allows(.limit(Self.limit(65535, infinity)), of: get))
    #expect(!world.allows(.limit(Self.limit(80000, 70000)), of: get))
    world.choose(.limit(Self.limit(70000, 80000)), of: get)
    #expect(!world.allows(.limit(Self.limit(70001, 80000)), of: get))
    #expect(world.allows(.limit(Self.limit(70000, 80000)), of: get))
  }

  @Test mutating func `Whatever the kernel calls infinity, it is no limit`() {
    let get = ProcessAction.limit(.get(.processes))
    world.choose(.limit(Self.limit(.twoTo(64) - 1, .twoTo(64) - 1)), of: get)
    #expect(world.allows(.limit(Self.limit(infinity, infinity)), of: get))
    #expect(world.allows(.done, of: .limit(.set(.processes, Self.limit(10, .twoTo(64) - 1)))))
  }

  @Test(arguments: Resource.allCases)
  mutating func `The hard limit can be lowered, not raised, and the soft one lies below it`(resource: Resource) {
    let set: (Integer, Integer) -> LimitCall = { .set(resource, Self.limit($0, $1)) }
    #expect(world.call(set(21, 20)) == .failed(.invalidArgument))
    #expect(world.call(set(10, 20)) == .done)
    #expect(world.call(.get(resource)) == .limit(Self.limit(10, 20)))
    #expect(world.call(set(20, 20)) == .done)
    #expect(world.call(set(10, 21)) == .failed(.notPermitted))
    #expect(world.call(.get(resource)) == .limit(Self.limit(20, 20)))
  }

  @Test mutating func `Until it was told, the hard limit may lie anywhere above what is possible`() {
    let set: (Integer) -> ProcessAction = { .limit(.set(.fileSize, Self.limit(0, $0))) }
    #expect(world.allows(.failed(.notPermitted), of: set(65537)))
    #expect(world.allows(.done, of: set(65537)))
    #expect(!world.allows(.failed(.notPermitted), of: set(65536)))
  }

  @Test mutating func `Children have the limits of their parent, and execve keeps them`() {
    world.call(.set(.descriptors, Self.limit(4, 5)))
    world.fork(child)
    world.perform(.spawn(child: ProcessNumber(2)))
    world.perform(.execute)
    for name in [ProcessNumber.first, child, ProcessNumber(2)] {
      #expect(world.call(.get(.descriptors), by: name) == .limit(Self.limit(4, 5)))
    }
    world.perform(.vfork(child: ProcessNumber(3)))
    #expect(world.call(.set(.descriptors, Self.limit(3, 5)), by: ProcessNumber(3)) == .done)
    world.perform(.exit(status: 0), by: ProcessNumber(3))
    #expect(world.call(.get(.descriptors)) == .limit(Self.limit(4, 5)))
  }

  @Test mutating func `No descriptor is made beyond the limit, and those that are there stay open`() {
    world.call(.duplicate(0, onto: 9))
    world.call(.set(.descriptors, Self.limit(4, 64)))
    #expect(world.call(.duplicate(9, onto: nil)) == .descriptor(3))
    #expect(world.call(.duplicate(9, onto: nil)) == .failed(.tooManyFiles))
    #expect(world.call(.open(file: 1, .readOnly, [.create])) == .failed(.tooManyFiles))
    #expect(world.call(.duplicate(0, onto: 4)) == .failed(.badFileDescriptor))
    #expect(world.call(.write(9, through: 0, length: 1)) == .count(1))
    world.call(.close(3))
    #expect(world.call(.pipe) == .failed(.tooManyFiles))
  }

  @Test mutating func `A limit below what is in use may be refused`() {
    let set = ProcessAction.limit(.set(.descriptors, Self.limit(2, 64)))
    #expect(world.allows(.failed(.invalidArgument), of: set))
    #expect(world.allows(.done, of: set))
    #expect(!world.allows(.failed(.invalidArgument), of: .limit(.set(.descriptors, Self.limit(3, 64)))))
    #expect(world.allows(.failed(.invalidArgument), of: .limit(.set(.processes, Self.limit(0, 64)))))
    #expect(!world.allows(.failed(.invalidArgument), of: .limit(.set(.processes, Self.limit(1, 64)))))
  }

  @Test mutating func `At the limit of processes fork, vfork and spawn fail, zombies counted`() {
    let makers: [ProcessAction] = [
      .fork(child: ProcessNumber(5), strategy: nil), .vfork(child: ProcessNumber(5)), .spawn(child: ProcessNumber(5)),
    ]
    world.fork(child)
    world.perform(.exit(status: 0), by: child)
    world.call(.set(.processes, Self.limit(4, 10)))
    for action in makers { #expect(!world.allows(.failed(.tryAgain), of: action)) }
    world.call(.set(.processes, Self.limit(3, 10)))
    // The system process that adopts orphans may count.
    for action in makers { #expect(world.allows(.failed(.tryAgain), of: action)) }
    world.fork(ProcessNumber(2))
    for action in makers { #expect(world.perform(action) == .failed(.tryAgain)) }
    world.perform(.wait)
    world.fork(ProcessNumber(3))
  }

  @Test mutating func `A process that may make no other is told so even when memory is short`() {
    world = ExampleWorld(ForkTests.world(.copy, frames: 8))
    world.call(.set(.processes, Self.limit(1, 1)))
    let fork = ProcessAction.fork(child: child, strategy: nil)
    #expect(world.allows(.failed(.tryAgain), of: fork))
    #expect(world.allows(.failed(.noMemory), of: fork))
    #expect(!world.allows(.forked(regionBase: 0x100000), of: fork))
  }
}
