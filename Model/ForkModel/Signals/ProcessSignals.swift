public import Architecture

/// What a process does about signals, and those that are pending for it.
public struct ProcessSignals: Hashable, Sendable {
  /// What it does about a signal, where that is not the default.
  private var actions: [SignalNumber: SignalDisposition] = [:]
  /// How often its handlers have run.
  private var counts: [SignalNumber: Int] = [:]
  /// The signals that were sent to it and that no thread has taken yet.
  public internal(set) var pending: Set<SignalNumber> = []

  /// What it does about a signal.
  public func action(for signal: SignalNumber) -> SignalDisposition { actions[signal, default: .standard] }

  /// Whether a signal is without any effect.
  ///
  /// Rule ``posix.signal.default``: By default SIGCHLD and SIGURG are ignored, and every other signal ends the process.
  func ignores(_ signal: SignalNumber) -> Bool {
    switch action(for: signal) {
    case .standard: signal == .child || signal == .urgent
    case .ignore: true
    case .handle: false
    }
  }

  /// Says what the process does about a signal.
  ///
  /// Rule ``posix.signal.kill``: SIGKILL can be neither handled, ignored nor blocked. To handle or ignore it fails with
  /// EINVAL; to set its default action has no effect, or fails so; to block it has no effect.
  mutating func setAction(for signal: SignalNumber, _ action: SignalDisposition) { actions[signal] = action }

  /// How often the handler of a signal has run.
  func count(of signal: SignalNumber) -> Int { counts[signal, default: 0] }

  /// Runs the handler of a signal.
  ///
  /// Rule ``posix.signal.handled``: A handler runs to its end before the next step of anybody. It counts how often it
  /// has run since the process was started or has executed an image.
  mutating func runHandler(of signal: SignalNumber) { counts[signal, default: 0] += 1 }

  /// Rule ``posix.signal.fork``: A child of fork or vfork does about signals what its parent does, with the counts of
  /// its handlers; its one thread blocks what the calling one does. Nothing is pending for it.
  var forked: ProcessSignals {
    var child = self
    child.pending = []
    return child
  }

  /// Rule ``posix.signal.execute``: execve gives what was handled its default action. What was ignored is still
  /// ignored, what was blocked is still blocked, and what was pending is still pending, though it may be ignored now.
  ///
  /// Rule ``posix.signal.execute.child``: If SIGCHLD was ignored, it may have its default action instead, after execve
  /// and in a child of spawn.
  mutating func execute(resettingChild: Bool) {
    actions = actions.filter { $0.value == .ignore && !(resettingChild && $0.key == .child) }
    counts = [:]
  }

  /// Rule ``posix.signal.spawn``: A child of spawn ignores what its parent ignores explicitly, and blocks what the
  /// calling thread blocks. Everything else has its default action, and nothing is pending.
  func spawned(resettingChild: Bool) -> ProcessSignals {
    var child = forked
    child.execute(resettingChild: resettingChild)
    return child
  }
}

/// The signals that a thread blocks, and those that are pending for it alone.
public struct ThreadSignals: Hashable, Sendable {
  /// What it blocks.
  public private(set) var mask: Set<SignalNumber> = []
  /// The signals that only this thread can take.
  public internal(set) var pending: Set<SignalNumber> = []

  /// Whether a signal can be delivered to the thread. Rule: ``posix.signal.kill``.
  func takes(_ signal: SignalNumber) -> Bool { !mask.contains(signal) }

  /// Changes what the thread blocks.
  mutating func change(_ change: SignalMaskChange, _ signals: Set<SignalNumber>) {
    switch change {
    case .block: mask.formUnion(signals)
    case .unblock: mask.subtract(signals)
    case .set: mask = signals
    }
    mask.remove(.kill)
  }

  /// Rule ``posix.signal.thread``: A new thread blocks what the thread blocks that creates it. Nothing is pending for
  /// it.
  var inherited: ThreadSignals {
    var child = self
    child.pending = []
    return child
  }
}
