import Architecture

/// What a process has beside the contents of its memory, and where its registers are.
protocol ProcessState {
  associatedtype Register: Hashable & Sendable

  /// Its threads with their registers.
  var threads: Threads<Register> { get set }
  /// Which pages it has mapped; none while it uses those of its parent.
  var layout: PageLayout { get set }
  /// Its descriptors.
  var descriptors: Descriptors { get set }
  /// What it does about signals, and those that are pending for it.
  var signals: ProcessSignals { get set }
  /// How much it may have of what is limited.
  var limits: ResourceLimits { get set }
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  var parent: ProcessName? { get set }
  /// Whose memory it uses, if it was made by vfork and has not ended.
  var vforkParent: ProcessName? { get set }
  /// The thread that waits until it ends or starts an image, if it was made by vfork.
  var suspends: SuspendedThread? { get set }
  /// How it ended; set from then on.
  var termination: TerminationStatus? { get set }
  /// Whether it still runs.
  var runs: Bool { get }
}

/// A thread that has called vfork and waits for the child.
public struct SuspendedThread: Hashable, Sendable {
  let process: ProcessName
  let thread: Int
}
