public import Architecture
import Emulator

extension Kernel {
  /// Ends a process: its memory and threads go, its children are adopted, and it waits as a zombie to be reaped.
  /// Nothing happens if it has ended before.
  public mutating func exit(_ process: ProcessID, _ status: ExitStatus) {
    guard processes[process].state == .running else { return }
    traceHandler?(.exited(pid: processes[process].pid, status))
    if processes[process].isStarted { terminationStatuses[processes[process].pid] = status }
    closeDescriptors(of: process)
    releaseThreads(of: process)
    leaveMemory(of: process)
    // Init reaps at once.
    for orphan in processes.reparentChildren(of: process, to: .initProcess) { processes.remove(orphan) }
    let parent = processes[process].parent
    if parent == .initProcess || processes[parent].signals.reapsAtOnce {
      processes.remove(process)
    } else {
      processes.end(process, status)
    }
    wake(.child(parent))
    post(.child, to: parent)
  }

  /// Reaps a child that has ended.
  ///
  /// - Throws: ``ErrorNumber/noChildProcesses`` if the process has no children.
  /// - Returns: the identifier of the child, which no longer exists, and how it ended; `nil` if children exist but none
  ///   has ended.
  public mutating func reapAnyChild(of process: ProcessID) throws(ErrorNumber) -> (pid: Int32, status: ExitStatus)? {
    try reapChild(of: process)
  }

  /// A process leaves its memory: for another one, or because it ends. A parent that waits for that goes on.
  ///
  /// With the last user everything is unmapped and the reservation given back; the region stays in quarantine for as
  /// long as descendants map frames whose origin it is.
  mutating func leaveMemory(of process: ProcessID) {
    let memory = processes[process].memory
    let parent = processes[process].suspendsParent ? processes[process].parent : nil
    if parent != nil {
      processes[process].suspendsParent = false
      wake(.vfork(process))
    }
    memories[memory].users -= 1
    if memories[memory].users == 0 {
      unmapAll(of: process)
      regions.leave(processes[process].region)
      memories.remove(memory)
    }
    processes[process].memory = .none
    // What was sent to the parent meanwhile takes effect now.
    if let parent { settleSignals(of: parent) }
  }

  /// Unmaps all that a process has mapped, and gives the reservation back.
  mutating func unmapAll(of process: ProcessID) {
    let memory = processes[process].memory
    let first = processes[process].firstPage
    for start in stride(from: 0, to: memories[memory].map.end, by: PageGeometry.entriesPerNode) {
      let page = first + UInt64(start)
      if pageTable.leafView(of: page)?.references == 1 {
        pageTable.forEachEntry(ofLeafOf: page) { releaseFrame($0.frame) }
      }
      pageTable.dropLeaf(of: page)
    }
    memories[memory].map = AddressMap()
    frames.withdraw(memories[memory].reservedFrames)
    memories[memory].reservedFrames = 0
    machine.flushTranslations()
  }
}
