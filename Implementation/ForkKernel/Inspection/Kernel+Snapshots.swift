import Emulator

/// A state of a ``Kernel`` to return to. Not copied, since each of its tables would be retained.
public struct KernelSnapshot: ~Copyable {
  let machine: MachineSnapshot
  let loaded: [ThreadID]
  let frames: FrameTableMark
  let regions: RegionAllocator
  let processes: ProcessTable
  let memories: ProcessMemoryTable
  let threads: ThreadTable
  let files: FileTable
  let terminationStatuses: [Int32: ExitStatus]
  let clock: UInt64
  let nextDeadline: UInt64
  let programs: [[UInt8]: Program]
  let scheduler: Scheduler
  let statistics: KernelStatistics
}

extension Kernel {
  /// The present state, to be returned to with ``restore(_:)`` as often as wanted.
  ///
  /// From now on changes of memory, page table and frames are recorded, until ``discardSnapshots()``.
  public mutating func snapshot() -> KernelSnapshot {
    KernelSnapshot(
      machine: machine.snapshot(), loaded: loaded, frames: frames.mark(), regions: regions, processes: processes,
      memories: memories, threads: threads, files: files,
      terminationStatuses: terminationStatuses, clock: clock, nextDeadline: nextDeadline, programs: programs,
      scheduler: scheduler, statistics: statistics)
  }

  /// Returns to a snapshot, in time proportional to what changed since. Later snapshots become meaningless.
  public mutating func restore(_ snapshot: borrowing KernelSnapshot) {
    machine.restore(snapshot.machine)
    loaded = snapshot.loaded
    frames.restore(to: snapshot.frames)
    regions = snapshot.regions
    processes = snapshot.processes
    memories = snapshot.memories
    threads = snapshot.threads
    files = snapshot.files
    terminationStatuses = snapshot.terminationStatuses
    clock = snapshot.clock
    nextDeadline = snapshot.nextDeadline
    programs = snapshot.programs
    scheduler = snapshot.scheduler
    counts = snapshot.statistics
    counts.entriesWritten -= pageTable.entriesWritten
  }

  /// Forgets every snapshot and stops recording.
  public mutating func discardSnapshots() {
    machine.discardSnapshots()
    frames.discardMarks()
  }
}
