public import Architecture
import Emulator

extension Kernel {
  /// Ends a process: its memory and threads go, its children are adopted, and it waits as a zombie to be reaped.
  public mutating func exit(_ process: ProcessID, _ status: ExitStatus) {
    traceHandler?(.exited(pid: processes[process].pid, status))
    if !has(.exitKeepsDescriptors) { closeDescriptors(of: process) }
    if has(.staleChildRecord) { staleRecords.append((processes[process].parent, processes[process].region)) }
    releaseThreads(of: process)
    giveBackMemory(of: process)
    // Init reaps at once.
    if has(.orphansNotReparented) { processes.keepsChildrenOfUnusedSlots = true }
    for orphan in processes.reparentChildren(of: process, to: .initProcess) { processes.remove(orphan) }
    if processes[process].parent == .initProcess {
      processes.remove(process)
    } else {
      let parent = processes[process].parent
      processes.end(process, status)
      wake(.child(parent))
    }
  }

  /// Reaps a child that has ended.
  ///
  /// - Throws: ``ErrorNumber/noChildProcesses`` if the process has no children.
  /// - Returns: the identifier of the child, which no longer exists, and how it ended; `nil` if children exist but none
  ///   has ended.
  public mutating func reapAnyChild(of process: ProcessID) throws(ErrorNumber) -> (pid: Int32, status: ExitStatus)? {
    guard processes[process].firstChild != .none || has(.waitNeverBlocks) else { throw .noChildProcesses }
    guard let (child, status) = processes.endedChild(of: process) ?? strangersZombie else { return nil }
    let pid = processes[child].pid
    processes.remove(child)
    return (pid, has(.waitStatusUnshifted) ? status.unshifted : status)
  }

  /// Releases the memory of a process that ends, unless a relative by vfork has a part in it.
  private mutating func giveBackMemory(of process: ProcessID) {
    if processes[process].borrowsMemory {
      processes[process].borrowsMemory = false
      processes[process].map = AddressMap()
      wake(.vfork(process))
    } else if let borrower = processes.children(of: process).first(where: { processes[$0].borrowsMemory }) {
      processes[borrower].borrowsMemory = false
      processes[borrower].promisedFrames = processes[process].promisedFrames
      processes[borrower].map = processes[process].map
      processes[process].promisedFrames = 0
      processes[process].map = AddressMap()
    } else {
      releaseMemory(of: process)
    }
  }

  /// Unmaps everything, gives the promise back and leaves the region, which stays in quarantine for as long as
  /// descendants map frames whose home it is.
  mutating func releaseMemory(of process: ProcessID) {
    let first = processes[process].firstPage
    for start in stride(from: 0, to: processes[process].map.end, by: PageGeometry.entriesPerNode) {
      let page = first + UInt64(start)
      if pageTable.leafView(of: page)?.references == 1 {
        pageTable.forEachEntry(ofLeafOf: page) { releaseFrame($0.frame) }
      }
      pageTable.dropLeaf(of: page)
    }
    processes[process].map = AddressMap()
    frames.withdraw(processes[process].promisedFrames)
    processes[process].promisedFrames = 0
    if !sharesRegion(process) {
      regions.leave(processes[process].region, evenIfNeeded: has(.parentExitFreesHome))
    }
    machine.flushTranslations()
  }
}
