import Emulator

/// A state of a ``Kernel`` to return to. Not copied, since each of its tables would be retained.
public struct KernelSnapshot: ~Copyable {
  let machine: MachineSnapshot
  let memory: Memory.Mark
  let files: FileTable
  let processes: ProcessTable
  let threads: Scheduler
  let terminationStatuses: [Int32: ExitStatus]
  let programs: [[UInt8]: Program]
  let forks: Int
}

extension Kernel {
  /// The present state, to be returned to with ``restore(_:)`` as often as wanted.
  ///
  /// From now on changes of memory, page table and frames are recorded, until ``discardSnapshots()``.
  public mutating func snapshot() -> KernelSnapshot {
    KernelSnapshot(
      machine: machine.snapshot(), memory: memory.mark(), files: files, processes: processes, threads: threads,
      terminationStatuses: terminationStatuses, programs: programs, forks: forks)
  }

  /// Returns to a snapshot, in time proportional to what changed since. Later snapshots become meaningless. Failed
  /// assertions stay known.
  public mutating func restore(_ snapshot: borrowing KernelSnapshot) {
    machine.restore(snapshot.machine)
    memory.restore(to: snapshot.memory)
    files.restore(snapshot.files)
    processes.restore(snapshot.processes)
    threads.restore(snapshot.threads)
    terminationStatuses = snapshot.terminationStatuses
    programs = snapshot.programs
    forks = snapshot.forks
  }

  /// Forgets every snapshot and stops recording.
  public mutating func discardSnapshots() {
    machine.discardSnapshots()
    memory.discardMarks()
  }
}
