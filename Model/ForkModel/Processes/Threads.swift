import Architecture

/// The threads of a process, by their numbers.
///
/// Thread 0 is the one that a process starts with. At any time one of them acts.
public struct Threads<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The threads that run, by number.
  public private(set) var running: [Int: Thread<Value>]
  /// The threads that have ended and were not joined.
  private(set) var ended: Set<Int> = []
  /// The number of the thread that makes the present step.
  private var selected = 0

  /// One thread, number 0.
  init(registers: [Value]) {
    running = [0: Thread(registers: registers)]
  }

  /// The thread that acts; it has no registers once it has ended.
  var acting: Thread<Value> {
    get { if let thread = running[selected] { thread } else { Thread(registers: []) } }
    set { running[selected] = newValue }
  }

  /// The number of the thread that acts.
  var actingNumber: Int { selected }

  /// Lets a thread act.
  ///
  /// - Returns: false if there is no such thread.
  mutating func select(_ thread: Int) -> Bool {
    if running[thread] == nil { return false }
    selected = thread
    return true
  }

  /// Rule ``posix.thread.create``: A new thread starts with a copy of the registers of the one that creates it. If
  /// there is a thread of that number that was not joined, nothing happens.
  ///
  /// - Returns: whether there is a new thread.
  mutating func create(_ thread: Int) -> Bool {
    guard running[thread] == nil, !ended.contains(thread) else { return false }
    running[thread] = Thread(registers: acting.registers, signals: acting.signals.inherited)
    return true
  }

  /// Rule ``posix.thread.exit``: A thread that ends leaves nothing but the fact, until it is joined.
  mutating func exit() {
    running[selected] = nil
    ended.insert(selected)
  }

  /// What becomes of an attempt to join.
  enum Join {
    case joined
    case wouldBlock
    case itself
    case unknown
  }

  /// Rule ``posix.thread.join``: To join waits for a thread to end, and forgets it. To join oneself fails with EDEADLK,
  /// to join a thread that is not there with ESRCH.
  mutating func join(_ thread: Int) -> Join {
    if ended.remove(thread) != nil { return .joined }
    if running[thread] == nil { return .unknown }
    return thread == selected ? .itself : .wouldBlock
  }

  /// Rule ``posix.fork.thread``: The child has one thread, number 0, with the registers of the thread that called fork,
  /// however many its parent has.
  func forked(_ copy: (Value) -> Value) -> Threads {
    started(with: acting.registers.map(copy), acting.signals.inherited)
  }

  /// Rule ``posix.execute.thread``: An image starts with one thread, number 0, with the registers of a start. It blocks
  /// what the thread blocked that called execve, and what was pending for that thread is pending for it.
  mutating func execute(_ registers: [Value]) { self = started(with: registers, acting.signals) }

  private func started(with registers: [Value], _ signals: ThreadSignals) -> Threads {
    var threads = Threads(registers: registers)
    threads.running[0]?.signals = signals
    return threads
  }
}

/// Signals.
extension Threads {
  /// Whether every thread blocks a signal.
  func allBlock(_ signal: SignalNumber) -> Bool { running.values.allSatisfy { !$0.signals.takes(signal) } }

  /// Of these signals, which were sent to the process, those that one of the given threads can take.
  func deliverable(_ sent: Set<SignalNumber>, to threads: Set<Int>) -> Set<SignalNumber> {
    sent.filter { signal in threads.contains { running[$0]?.signals.takes(signal) == true } }
  }

  /// What is pending for one of the given threads alone that does not block it.
  func deliverable(to threads: Set<Int>) -> Set<SignalNumber> {
    running.filter { threads.contains($0.key) }.values.reduce(into: []) { found, thread in
      found.formUnion(thread.signals.pending.filter { thread.signals.takes($0) })
    }
  }

  /// One of the given threads takes a signal that was pending for it alone.
  mutating func take(_ signal: SignalNumber, by threads: Set<Int>) {
    let taker = threads.sorted().first { number in
      running[number].map { $0.signals.pending.contains(signal) && $0.signals.takes(signal) } == true
    }
    if let taker { running[taker]?.signals.pending.remove(signal) }
  }

  /// A signal is pending for none of them any more.
  mutating func discard(_ signal: SignalNumber) {
    for number in running.keys { running[number]?.signals.pending.remove(signal) }
  }
}

/// A thread of a process.
public struct Thread<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Its registers.
  public internal(set) var registers: [Value]
  /// What it blocks, and what is pending for it alone.
  public internal(set) var signals = ThreadSignals()
}

/// Threads. The rules are those of ``Threads``.
extension ProcessSystem {
  mutating func createThread(_ thread: Int, of name: ProcessName) throws(ActionFailure) {
    if processes[name]?.threads.create(thread) != true { throw .skipped }
  }

  /// Rule ``posix.thread.last``: When its last thread ends, the process ends with status 0.
  mutating func exitThread(of name: ProcessName) {
    processes[name]?.threads.exit()
    if processes[name]?.threads.running.isEmpty == true { end(name, .exited(0)) }
  }

  mutating func joinThread(_ thread: Int, of name: ProcessName) throws(ActionFailure) {
    switch processes[name]?.threads.join(thread) {
    case .joined: break
    case .wouldBlock: throw .wouldBlock
    case .itself: throw .failed(.deadlock)
    case .unknown, nil: throw .failed(.noSuchProcess)
    }
  }
}
