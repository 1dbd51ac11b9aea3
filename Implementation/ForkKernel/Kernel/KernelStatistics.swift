/// What a kernel has counted since it was made. The counts do not depend on the machine that runs it.
public struct KernelStatistics: Hashable, Sendable {
  /// Forks that succeeded.
  public var forks = 0
  /// Page faults, whether they were served or ended the process.
  public var faults = 0
  /// Frames copied, at forks and faults.
  public var framesCopied = 0
  /// Frames relocated without a copy, by their last sharer.
  public var framesRelocatedInPlace = 0
  /// Frames given to another origin because a region was needed.
  public var originsChanged = 0
  /// Granules whose tags were looked at for relocation.
  public var granulesScanned = 0
  /// Leaves of the page table copied on first touch after a fork.
  public var leavesCopied = 0
  /// Page-table entries written, upper ones included.
  public internal(set) var entriesWritten = 0

  /// Makes counts of zero.
  public init() {}
}
