import Architecture
import Emulator

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
  var process: ProcessID = .none
  /// What it is doing.
  var state: State = .unused
  /// The process's next thread.
  var next: ThreadID = .none
  /// The identifier that programs see.
  var identifier: Int32 = 0
  /// The hart whose registers it is loaded into; −1 if none.
  var hart = -1
  /// The call that it is inside of.
  var call: SystemCall?
  /// The signals that it holds back.
  var mask: SignalSet = []
  /// Sent to it and held back.
  var pending: SignalSet = []
  /// A signal has ended its waiting inside of a call.
  var isInterrupted = false
  /// What a call that waits has achieved already: bytes written, or the identifier of the vfork child.
  var progress = 0
  /// When a call that waits gives up, in nanoseconds of virtual time.
  var deadline: UInt64?
  /// It has given way to the others.
  var givesWay = false

  /// Notes that it is not inside of a call any more.
  mutating func leaveCall() {
    call = nil
    progress = 0
    deadline = nil
  }
}

/// Names a thread in the kernel's thread table.
struct ThreadID: Hashable, Sendable {
  /// The position in the thread table.
  let index: Int32

  /// No thread.
  static let none = ThreadID(index: -1)
}

/// The registers of a thread while no hart runs it.
struct ThreadContext: Sendable {
  /// c0 to c31; c0 is null.
  var registers: InlineArray<32, MachineCapability> = .init(repeating: .null)
  /// The program counter capability.
  var programCounter: MachineCapability = .null
  /// The default data capability.
  var defaultData: MachineCapability = .null

  /// Moves every capability from one region to another.
  mutating func relocate(by relocation: Relocation<CC128>) {
    for index in 1..<32 where registers[index].tag {
      registers[index] = relocation.relocate(registers[index]).capability
    }
    programCounter = relocation.relocate(programCounter).capability
    defaultData = relocation.relocate(defaultData).capability
  }
}

/// Every thread that has not ended.
struct ThreadTable: Sendable {
  private var threads: [Thread] = []
  /// Apart from the threads, which are looked at more often than their registers are moved.
  private var contexts: [ThreadContext] = []
  private var unused: [ThreadID] = []
  private var nextIdentifier: Int32 = 100_001

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

  /// Gives a new thread a slot and the next identifier.
  mutating func add(_ thread: consuming Thread, _ context: ThreadContext) -> ThreadID {
    thread.identifier = nextIdentifier
    thread.state = .ready
    nextIdentifier &+= 1
    if let id = unused.popLast() {
      self[id] = thread
      self[context: id] = context
      return id
    }
    threads.append(thread)
    contexts.append(context)
    return ThreadID(index: Int32(threads.count - 1))
  }

  /// Forgets a thread that has ended.
  mutating func remove(_ id: ThreadID) {
    self[id].state = .unused
    unused.append(id)
  }
}

/// What a blocked thread waits for.
enum WaitChannel: Hashable, Sendable {
  /// A child of the process to end.
  case child(ProcessID)
  /// Bytes, room, or the other end's closing, of a pipe.
  case pipe(Int32)
  /// Messages, or room for them, in a queue.
  case messages(Int32)
  /// Something to happen at one of many descriptors.
  case descriptors
  /// Nothing but the thread's deadline.
  case time
  /// A thread, by its identifier, to end.
  case thread(Int32)
  /// The vfork child of a process to end or leave its region.
  case vfork(ProcessID)
}
