/// The threads of a process: the registers of each, by its number.
///
/// Thread 0 is the one that a process starts with. At any time one of them acts.
public struct Threads<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The registers of the threads that run, by number.
  public private(set) var running: [Int: [Value]]
  /// The threads that have ended and were not joined.
  private(set) var ended: Set<Int> = []
  /// The thread that makes the present step.
  private var acting = 0

  /// One thread, number 0.
  init(registers: [Value]) {
    running = [0: registers]
  }

  /// The registers of the thread that acts; none once it has ended.
  var registers: [Value] {
    get { running[acting] ?? [] }
    set { running[acting] = newValue }
  }

  /// Lets a thread act.
  ///
  /// - Returns: false if there is no such thread.
  mutating func select(_ thread: Int) -> Bool {
    if running[thread] == nil { return false }
    acting = thread
    return true
  }

  /// Rule ``posix.thread.create``: A new thread starts with a copy of the registers of the one that creates it. If there is a
  /// thread of that number that was not joined, nothing happens.
  ///
  /// - Returns: whether there is a new thread.
  mutating func create(_ thread: Int) -> Bool {
    guard running[thread] == nil, !ended.contains(thread) else { return false }
    running[thread] = registers
    return true
  }

  /// Rule ``posix.thread.exit``: A thread that ends leaves nothing but the fact, until it is joined.
  mutating func exit() {
    running[acting] = nil
    ended.insert(acting)
  }

  /// What becomes of an attempt to join.
  enum Join {
    case joined
    case wouldBlock
    case itself
    case unknown
  }

  /// Rule ``posix.thread.join``: To join waits for a thread to end, and forgets it. To join oneself fails with EDEADLK, to join
  /// a thread that is not there with ESRCH.
  mutating func join(_ thread: Int) -> Join {
    if ended.remove(thread) != nil { return .joined }
    if running[thread] == nil { return .unknown }
    return thread == acting ? .itself : .wouldBlock
  }

  /// Rule ``posix.fork.thread``: The child has one thread, number 0, with the registers of the thread that called fork, however
  /// many its parent has.
  func forked(_ copy: (Value) -> Value) -> Threads {
    Threads(registers: registers.map(copy))
  }
}
