import Architecture
import ExactIntegers
import ForkModel
import Testing

/// How time passes, by examples.
struct TimeTests {
  private var world = ExampleWorld()
  private let clock = ForkAction.clock

  private static func sleep(_ seconds: Int64, _ nanoseconds: Int64) -> ForkAction {
    .sleep(seconds: seconds, nanoseconds: nanoseconds)
  }

  @Test mutating func `The clock never goes back, for nobody`() {
    world.fork(ProcessName(1))
    world.choose(.value(1000), of: clock)
    #expect(!world.allows(.value(999), of: clock))
    #expect(!world.allows(.value(999), of: clock, by: ProcessName(1)))
    #expect(world.allows(.value(1000), of: clock, by: ProcessName(1)))
    #expect(world.allows(.value(1 << 60), of: clock))
  }

  @Test mutating func `Whoever sleeps lets so much time pass, at least`() {
    world.choose(.value(1000), of: clock)
    world.choose(.done, of: Self.sleep(2, 5))
    #expect(!world.allows(.value(2_000_001_004), of: clock))
    #expect(world.allows(.value(2_000_001_005), of: clock))
    #expect(world.allows(.value(3_000_000_000), of: clock))
  }

  @Test(arguments: [-1, 1_000_000_000, 5_000_000_000] as [Int64])
  mutating func `A second has a thousand million nanoseconds`(nanoseconds: Int64) {
    #expect(world.perform(Self.sleep(0, nanoseconds)) == .failed(.invalidArgument))
    #expect(!world.allows(.done, of: Self.sleep(0, nanoseconds)))
    #expect(!world.allows(.failed(.invalidArgument), of: Self.sleep(0, 999_999_999)))
  }

  @Test mutating func `To sleep for a negative time is refused or over at once`() {
    world.choose(.value(1000), of: clock)
    #expect(world.allows(.failed(.invalidArgument), of: Self.sleep(-1, 5)))
    world.choose(.done, of: Self.sleep(-1, 5))
    #expect(world.allows(.value(1000), of: clock))
  }
}
