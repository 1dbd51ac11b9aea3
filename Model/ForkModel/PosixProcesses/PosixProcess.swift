public import Architecture

/// A process as POSIX knows it: an image of its own, registers, a parent, and at last a termination status.
public struct PosixProcess: ProcessState, Hashable, Sendable {
  /// What it holds in memory.
  public internal(set) var memory: PosixMemory
  /// Its threads, with eight registers each.
  public internal(set) var threads: Threads<PosixValue>
  /// Which pages it has mapped; none while it uses those of its parent.
  public internal(set) var layout: PageLayout
  /// Its descriptors.
  public internal(set) var descriptors: Descriptors
  /// What it does about signals, and those that are pending for it.
  public internal(set) var signals = ProcessSignals()
  /// How much it may have of what is limited.
  public internal(set) var limits: ResourceLimits
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  public internal(set) var parent: ProcessName?
  /// Whose memory it uses, if it was made by vfork and has not ended.
  public internal(set) var vforkParent: ProcessName?
  /// The thread that waits until it ends or starts an image, if it was made by vfork.
  public internal(set) var suspends: SuspendedThread?
  /// How it ended; it is a zombie from then on.
  public internal(set) var termination: TerminationStatus?

  /// The registers of the thread that acts.
  public internal(set) var registers: [PosixValue] {
    get { threads.acting.registers }
    set { threads.acting.registers = newValue }
  }

  /// Whether it still runs.
  public var runs: Bool { termination == nil }
}
