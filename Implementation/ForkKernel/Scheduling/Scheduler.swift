import DequeModule

/// Which thread runs next, and for how long. Deterministic: the same seed interleaves in the same way.
struct Scheduler: Sendable {
  /// Instructions in a slice, unless a seed varies it.
  static let slice = 10_000

  private var ready: Deque<ThreadID> = []
  private var generator: SplitMix64?

  /// Makes a scheduler: round robin with equal slices, or with a seed slices from 1 to 1000 instructions and the next
  /// thread at random.
  init(seed: UInt64?) { generator = seed.map(SplitMix64.init) }

  /// Adds a thread that can run.
  mutating func append(_ thread: ThreadID) { ready.append(thread) }

  /// Takes the thread that runs next.
  mutating func take() -> ThreadID? {
    if let choice = generator?.next(below: ready.count), choice < ready.count { ready.swapAt(0, choice) }
    return ready.popFirst()
  }

  /// Forgets a thread that has ended.
  mutating func remove(_ thread: ThreadID) { ready.removeAll { $0 == thread } }

  /// Instructions that the next slice may last.
  mutating func nextSlice() -> Int {
    generator != nil ? 1 + (generator?.next(below: 1000) ?? 0) : Self.slice
  }
}
