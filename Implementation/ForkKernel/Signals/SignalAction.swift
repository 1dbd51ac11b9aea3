import Emulator

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
  /// The signals that are held back while the handler runs, beside its own.
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
