public import Architecture
import Emulator

/// The signals of a process: what it does about them, and which wait for a thread that takes them.
///
/// A process and each of its threads have their own part of this state; what can be delivered is decided here, from
/// both. A signal that is taken was pending and not blocked, and SIGKILL is never blocked.
struct ProcessSignals: Sendable {
  /// What has been asked for; the standard where nothing has.
  private(set) var actions: [SignalNumber: SignalAction] = [:]
  /// Sent to the process and not taken by a thread yet.
  private(set) var pending: SignalSet = []
  /// How often a signal was counted.
  private(set) var counts: [SignalNumber: Int] = [:]

  /// What is done about a signal.
  subscript(signal: SignalNumber) -> SignalAction { actions[signal] ?? SignalAction() }

  /// Whether a signal goes unnoticed.
  func ignores(_ signal: SignalNumber) -> Bool {
    switch self[signal].reaction {
    case .plain(.ignored): true
    case .plain(.standard): signal == .child || signal == .urgent
    case .plain(.counted), .handler: false
    }
  }

  /// Whether children that end leave no zombies behind.
  var reapsAtOnce: Bool { self[.child].reaction == .plain(.ignored) || self[.child].flags.contains(.noZombies) }

  /// Changes what is done about a signal. If it is ignored now and was pending, it is forgotten.
  mutating func set(_ action: SignalAction, for signal: SignalNumber) {
    actions[signal] = action
    if ignores(signal) { pending.remove(SignalSet(signal)) }
  }

  /// Goes back to the standard action, whatever is pending.
  mutating func resetAction(of signal: SignalNumber) { actions[signal] = SignalAction() }

  /// Counts a signal that was taken.
  mutating func count(_ signal: SignalNumber) { counts[signal, default: 0] += 1 }

  /// Notes a signal that any thread may take.
  mutating func post(_ signal: SignalNumber) { pending.insert(SignalSet(signal)) }

  /// What is pending for a thread or its process, and the thread does not block.
  func deliverable(to thread: ThreadSignals) -> SignalSet { pending(for: thread).subtracting(thread.mask) }

  /// What is pending for a thread or its process.
  func pending(for thread: ThreadSignals) -> SignalSet { thread.pending.union(pending) }

  /// Notes that a signal is not pending any more: for the thread if it was sent to it, else for the process.
  mutating func take(_ signal: SignalNumber, from thread: inout ThreadSignals) {
    if thread.pending.contains(signal) { thread.forget(signal) } else { pending.remove(SignalSet(signal)) }
  }

  /// Those of a child by `fork`: nothing is pending.
  func forked(by relocation: Relocation<CC128>?) -> ProcessSignals {
    var child = self
    child.pending = []
    guard let relocation else { return child }
    for (signal, action) in actions {
      if case .handler(let handler) = action.reaction {
        child.actions[signal]?.reaction = .handler(relocation.relocate(handler).capability)
      }
    }
    return child
  }

  /// Those of a program that starts: what was ignored stays ignored, everything else is the standard.
  func executed(keepingPending: Bool) -> ProcessSignals {
    var new = ProcessSignals()
    new.actions = actions.filter { $0.value.reaction == .plain(.ignored) }
    if keepingPending { new.pending = pending.subtracting(SignalSet(SignalNumber.allCases.filter(new.ignores))) }
    return new
  }

  /// The capabilities of the handlers.
  var handlers: [SignalNumber: MachineCapability] {
    actions.compactMapValues { if case .handler(let handler) = $0.reaction { handler } else { nil } }
  }
}

/// The signals of a thread: what it blocks, and what was sent to it alone.
struct ThreadSignals: Sendable {
  /// The signals that it blocks; SIGKILL is never one of them.
  private(set) var mask: SignalSet
  /// Sent to it and not taken yet.
  private(set) var pending: SignalSet = []
  /// A signal has ended its waiting inside of a call.
  var isInterrupted = false

  /// Nothing is pending.
  init(mask: SignalSet) { self.mask = mask }

  /// Changes what is blocked.
  mutating func setMask(_ mask: SignalSet) { self.mask = mask.subtracting(SignalSet(.kill)) }

  /// Notes a signal that only this thread may take.
  mutating func post(_ signal: SignalNumber) { pending.insert(SignalSet(signal)) }

  /// Notes that a signal is not pending any more.
  mutating func forget(_ signal: SignalNumber) { pending.remove(SignalSet(signal)) }
}

/// What a process does about a signal.
public enum SignalTreatment: Hashable, Sendable {
  /// What POSIX says for the signal: SIGCHLD and SIGURG are ignored, the others end the process (SIG_DFL).
  case standard
  /// Nothing (SIG_IGN).
  case ignored
  /// It is counted, and no code runs: for processes that a host lets act.
  case counted
}

/// What a process has asked for with `sigaction`.
struct SignalAction: Sendable {
  /// What is done.
  enum Reaction: Hashable, Sendable {
    /// What a host can ask for as well.
    case plain(SignalTreatment)
    /// A handler runs, which is entered through this capability.
    case handler(MachineCapability)
  }

  /// What is done.
  var reaction: Reaction = .plain(.standard)
  /// The signals that are blocked while the handler runs, beside its own.
  var blocked: SignalSet = []
  /// How.
  var flags: SignalFlags = []
}

/// The flags of `sigaction`, with their values on FreeBSD.
struct SignalFlags: OptionSet, Sendable {
  let rawValue: UInt32

  static let onStack = SignalFlags(rawValue: 0x1)  // SA_ONSTACK: without effect, there are no alternate stacks
  static let restart = SignalFlags(rawValue: 0x2)  // SA_RESTART
  static let resetHandler = SignalFlags(rawValue: 0x4)  // SA_RESETHAND
  static let noStoppedChildren = SignalFlags(rawValue: 0x8)  // SA_NOCLDSTOP: without effect, nothing stops
  static let doNotDefer = SignalFlags(rawValue: 0x10)  // SA_NODEFER
  static let noZombies = SignalFlags(rawValue: 0x20)  // SA_NOCLDWAIT
  static let information = SignalFlags(rawValue: 0x40)  // SA_SIGINFO: handlers get their three arguments anyway

  /// Every flag that the kernel knows.
  static let known = SignalFlags(rawValue: 0x7F)
}

/// A set of signals: bit n − 1 stands for signal n, as in the first words of FreeBSD's `sigset_t`.
public struct SignalSet: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt64

  /// Makes a set of its bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of one signal.
  public init(_ signal: SignalNumber) { self.init(rawValue: 1 << UInt64(signal.rawValue - 1)) }

  /// The set of some signals.
  public init(_ signals: some Sequence<SignalNumber>) { self = signals.reduce(into: []) { $0.insert(SignalSet($1)) } }

  /// Whether a signal is a member.
  public func contains(_ signal: SignalNumber) -> Bool { contains(SignalSet(signal)) }

  /// The member of the lowest number.
  public var first: SignalNumber? { isEmpty ? nil : signals.first }

  /// Its members that the project knows, the lowest number first.
  public var signals: [SignalNumber] { SignalNumber.allCases.filter(contains) }

  /// The bytes of a `sigset_t`: 16.
  var bytes: [UInt8] { rawValue.littleEndianBytes + [UInt8](repeating: 0, count: 8) }
}
