import Architecture
import Emulator
import Adapters
import PropertySuite
import Testing

/// Every program of tiny worlds.
struct ExplorationTests {
  private static let strategies: [ForkStrategy?] = [.copy, .copyOnAccess, .copyOnPointerAccess, nil]
  private static let worlds = ExploredWorld.Kind.allCases.flatMap { kind in
    strategies.map { ExploredWorld(kind, strategy: $0) }
  }
  /// How many states programs of three steps lead to under each strategy, as it was found when the specification was
  /// still asked about every system call: what is remembered must not make two states one, or one two.
  private static let counts: [ExploredWorld.Kind: [Int]] = [
    .family: [820, 907, 831, 2260], .reuse: [741, 822, 753, 1640], .scarce: [741, 822, 753, 1642],
    .mappings: [941, 1015, 954, 2547], .lineage: [69, 108, 103, 358], .threads: [211, 266, 257, 644],
  ]

  func exploration(
    of world: ExploredWorld, resuming states: ExploredStates = ExploredStates()
  ) throws -> Exploration {
    try Exploration(of: KernelForkSubject(), in: world, resuming: states)
  }

  @Test(arguments: worlds)
  func `No program of three steps shows a difference`(world: ExploredWorld) throws {
    var exploration = try exploration(of: world)
    #expect(
      try exploration.run(toDepth: 3) { _ in
        true
      } whileTrue: { _ in
        true
      })
    #expect(exploration.counts.unconfirmed == 0)
    let strategy = try #require(Self.strategies.firstIndex(of: world.strategy))
    #expect(exploration.states.count == Self.counts[world.kind]?[strategy])
  }

  @Test func `An exploration that was interrupted finds the same states`() throws {
    let world = ExploredWorld(.family, strategy: .copyOnAccess)
    var whole = try exploration(of: world)
    _ = try whole.run(toDepth: 3) { _ in
      true
    } whileTrue: { _ in
      true
    }
    var states = ExploredStates()
    var interruptions = -1
    var isComplete = false
    while !isComplete {
      var part = try exploration(of: world, resuming: states)
      isComplete = try part.run(toDepth: 3) { _ in
        true
      } whileTrue: {
        $0.steps < 500
      }
      let bytes = part.states.bytes
      states = try #require(ExploredStates.read(bytes[...])).states
      interruptions += 1
    }
    #expect(interruptions > 2)
    #expect(states.count == whole.states.count)
    #expect(states.depth == whole.states.depth)
  }

  @Test func `Bytes that no exploration wrote are refused`() {
    #expect(ExploredStates.read([]) == nil)
    #expect(ExploredStates.read([1, 0, 0, 0, 0, 0, 0, 0]) == nil)
    // The second state claims to have been reached from the third.
    let backwards: [UInt8] = [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(ExploredStates.read(backwards[...]) == nil)
  }
}
