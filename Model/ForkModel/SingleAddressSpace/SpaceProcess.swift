public import Architecture
public import CapabilityModel

/// A process of the single address space: a region, mappings of its pages, registers with addresses in them.
public struct SpaceProcess: ProcessState, Hashable, Sendable {
  /// Its region; a zombie's belongs to it no more.
  public var region: Region
  /// Its mapped pages, counted from the base of the region.
  public var mappings: [Int: Mapping]
  /// What it may do with each of its pages, and what it is charged for them; empty while it uses those of its parent.
  public internal(set) var layout: PageLayout
  /// Its threads, with eight registers each.
  public var threads: Threads<Capability>
  /// Its descriptors.
  public internal(set) var descriptors: Descriptors
  /// What it does about signals, and those that are pending for it.
  public internal(set) var signals = ProcessSignals()
  /// How much it may have of what is limited.
  public internal(set) var limits: ResourceLimits
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  public var parent: ProcessName?
  /// Whose region and mappings it uses, if it was made by vfork and has not ended; it has no mappings of its own then.
  public var vforkParent: ProcessName?
  /// The thread that waits until it ends or starts an image, if it was made by vfork.
  public internal(set) var suspends: SuspendedThread?
  /// How it ended; set from then on.
  public var termination: TerminationStatus?

  /// The registers of the thread that acts.
  public var registers: [Capability] {
    get { threads.acting.registers }
    set { threads.acting.registers = newValue }
  }

  /// Whether it still runs.
  public var runs: Bool { termination == nil }
}
