import Architecture
import DequeModule
import Emulator

/// The threads: which there are, which of them run next and for how long, what the others wait for, how time passes.
///
/// The rest of the kernel adds and removes threads, blocks them on a channel, and wakes whoever waits on one. What a
/// thread does inside of a call (``Thread/call`` and what follows) is the rest's; whether it can run is decided here.
/// Deterministic: the same seed interleaves in the same way.
///
/// | handed out | asserted then | asserted when it is used or comes back |
/// |---|---|---|
/// | a place in the queue | the thread can run, and has no other place | it can run still when it is taken |
/// | a wait | the thread could run | it is over when the deadline has passed |
/// | a hart | no thread is loaded there | the thread that leaves it is the one that was loaded |
struct Scheduler: KernelPart, Sendable {
  /// Instructions in a slice, unless a seed varies it.
  static let slice = 10_000

  private var threads: [Thread] = []
  /// Apart from the threads, which are looked at more often than their registers are moved.
  private var contexts: [ThreadContext] = []
  private var unused: [ThreadID] = []
  private var nextIdentifier: Int32 = 100_001
  private var ready: Deque<ThreadID> = []
  private var generator: SplitMix64?
  /// When the first of those who wait gives up; not after it, at least.
  private var nextDeadline = UInt64.max
  /// Nanoseconds of virtual time since the kernel was booted.
  private(set) var clock: UInt64 = 0
  /// The thread that each hart's registers belong to.
  private(set) var loaded: [ThreadID]
  /// What is asserted at the borders.
  var assertions: Assertions

  /// Makes a scheduler without threads: round robin with equal slices, or with a seed slices from 1 to 1000
  /// instructions and the next thread at random.
  init(_ configuration: KernelConfiguration) {
    generator = configuration.schedulingSeed.map(SplitMix64.init)
    loaded = Array(repeating: .none, count: configuration.harts)
    assertions = Assertions(areChecked: configuration.checksAssertions)
  }

  // MARK: Threads

  subscript(id: ThreadID) -> Thread {
    _read { yield threads[Int(id.index)] }
    _modify { yield &threads[Int(id.index)] }
  }

  /// The registers of a thread while no hart runs it.
  subscript(context id: ThreadID) -> ThreadContext {
    _read { yield contexts[Int(id.index)] }
    _modify { yield &contexts[Int(id.index)] }
  }

  /// Every thread in use, in the order of the table.
  var ids: [ThreadID] {
    threads.indices.lazy.map { ThreadID(index: Int32($0)) }.filter { self[$0].state != .unused }
  }

  /// Whether there are none.
  var isEmpty: Bool { threads.count == unused.count }

  /// Gives a new thread a slot and the next identifier; it can run.
  mutating func add(_ thread: consuming Thread, _ context: ThreadContext) -> ThreadID {
    thread.identifier = nextIdentifier
    thread.state = .ready
    nextIdentifier &+= 1
    let id: ThreadID
    if let slot = unused.popLast() {
      id = slot
      self[id] = thread
      self[context: id] = context
    } else {
      threads.append(thread)
      contexts.append(context)
      id = ThreadID(index: Int32(threads.count - 1))
    }
    enqueue(id)
    return id
  }

  /// Forgets a thread that has ended, and that no hart holds.
  mutating func remove(_ id: ThreadID) {
    assertions.check(threads[Int(id.index)].state != .unused, "thread \(id.index) ends twice")
    assertions.check(threads[Int(id.index)].hart < 0, "thread \(id.index) ends while a hart holds its registers")
    ready.removeAll { $0 == id }
    self[id].state = .unused
    unused.append(id)
  }

  // MARK: The run queue

  /// Takes the thread that runs next.
  mutating func take() -> ThreadID? {
    if let choice = generator?.next(below: ready.count), choice < ready.count { ready.swapAt(0, choice) }
    guard let next = ready.popFirst() else { return nil }
    let state = self[next].state
    assertions.check(state == .ready, "thread \(next.index) is to run next, but is \(state)")
    return next
  }

  /// Instructions that the next slice may last.
  mutating func nextSlice() -> Int {
    generator != nil ? 1 + (generator?.next(below: 1000) ?? 0) : Self.slice
  }

  /// Puts a thread back whose slice is over, and that can run on.
  mutating func putBack(_ thread: ThreadID) { enqueue(thread) }

  private mutating func enqueue(_ thread: ThreadID) {
    let state = self[thread].state
    assertions.check(state == .ready, "thread \(thread.index) is put in the queue, but is \(state)")
    assertions.check(!ready.contains(thread), "thread \(thread.index) is put in the queue twice")
    ready.append(thread)
  }

  // MARK: Waiting

  /// Lets a thread wait, until its channel is woken, its deadline passes or a signal comes.
  mutating func block(_ thread: ThreadID, on channel: WaitChannel) {
    let state = self[thread].state
    assertions.check(state == .ready, "thread \(thread.index) waits, but is \(state) already")
    self[thread].state = .blocked(channel)
    ready.removeAll { $0 == thread }
    if let deadline = self[thread].deadline { nextDeadline = min(nextDeadline, deadline) }
  }

  /// Makes every thread that waits for something try again.
  mutating func wake(_ channel: WaitChannel) {
    for id in ids where self[id].state == .blocked(channel) || self[id].state == .blocked(.descriptors) { resume(id) }
  }

  /// Lets a thread that waits try again, and find that it is interrupted; nothing happens to others.
  mutating func interrupt(_ thread: ThreadID) {
    guard case .blocked = self[thread].state else { return }
    self[thread].signals.isInterrupted = true
    resume(thread)
  }

  private mutating func resume(_ thread: ThreadID) {
    self[thread].state = .ready
    enqueue(thread)
  }

  // MARK: Time

  /// Lets a call wait until a deadline; a call that is tried again keeps the one that it was given first.
  ///
  /// - Returns: whether the deadline has passed.
  mutating func hasPassed(_ deadline: UInt64, _ thread: ThreadID) -> Bool {
    let deadline = self[thread].deadline ?? deadline
    self[thread].deadline = deadline
    return clock >= deadline
  }

  /// Lets time pass, a nanosecond for each instruction, and wakes those whose deadlines have.
  mutating func advance(by instructions: Int) {
    clock &+= UInt64(instructions)
    if clock >= nextDeadline { wakeSleepers() }
    if assertions.areChecked { checkDeadlines() }
  }

  /// Leaps to the next deadline; `false` if nobody waits for one.
  mutating func leapToNextDeadline() -> Bool {
    wakeSleepers()
    guard nextDeadline != .max else { return false }
    leap(to: nextDeadline)
    return true
  }

  /// Lets all the time pass until some point.
  mutating func leap(to time: UInt64) {
    clock = max(clock, time)
    wakeSleepers()
    if assertions.areChecked { checkDeadlines() }
  }

  private mutating func wakeSleepers() {
    nextDeadline = .max
    for thread in ids {
      guard case .blocked = self[thread].state, let deadline = self[thread].deadline else { continue }
      if deadline <= clock {
        resume(thread)
      } else {
        nextDeadline = min(nextDeadline, deadline)
      }
    }
  }

  private mutating func checkDeadlines() {
    for thread in ids {
      guard case .blocked = self[thread].state, let deadline = self[thread].deadline else { continue }
      assertions.check(
        deadline > clock && deadline >= nextDeadline,
        "thread \(thread.index) waits beyond its deadline, \(deadline)")
    }
  }

  // MARK: Harts

  /// Notes that a thread's registers are on a hart, which holds those of no other.
  mutating func place(_ thread: ThreadID, on hart: Int) {
    assertions.check(
      loaded[hart] == .none && threads[Int(thread.index)].hart < 0,
      "thread \(thread.index) is loaded on hart \(hart), which holds thread \(loaded[hart].index)")
    loaded[hart] = thread
    self[thread].hart = hart
  }

  /// Notes that a thread's registers are in its context again.
  mutating func lift(_ thread: ThreadID, _ context: ThreadContext) {
    let hart = self[thread].hart
    assertions.check(loaded[hart] == thread, "thread \(thread.index) leaves hart \(hart), but is not there")
    self[context: thread] = context
    loaded[hart] = .none
    self[thread].hart = -1
  }
}

/// One thread of a process.
struct Thread: Sendable {
  /// What it is doing.
  enum State: Hashable, Sendable {
    /// The slot is nobody's.
    case unused
    /// It can run.
    case ready
    /// It waits inside a system call, which is tried again once what it waits for may have happened.
    case blocked(WaitChannel)
  }

  /// Whose it is.
  let process: ProcessID
  /// What it is doing.
  fileprivate(set) var state: State = .unused
  /// The identifier that programs see.
  fileprivate(set) var identifier: Int32 = 0
  /// The hart whose registers it is loaded into; −1 if none.
  fileprivate(set) var hart = -1
  /// When a call that waits gives up, in nanoseconds of virtual time.
  fileprivate(set) var deadline: UInt64?
  /// The process's next thread.
  var next: ThreadID = .none
  /// What it blocks, and what waits for it.
  var signals: ThreadSignals
  /// The call that it is inside of.
  var call: SystemCall?
  /// What a call that waits has achieved already: bytes written, or the identifier of the vfork child.
  var progress = 0
  /// It has given way to the others.
  var givesWay = false

  /// A thread of a process that blocks some signals.
  init(of process: ProcessID, blocking mask: SignalSet) {
    self.process = process
    signals = ThreadSignals(mask: mask)
  }

  /// Notes that it is not inside of a call any more.
  mutating func leaveCall() {
    call = nil
    progress = 0
    deadline = nil
  }
}
