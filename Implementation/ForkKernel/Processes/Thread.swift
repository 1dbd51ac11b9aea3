import Architecture

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
