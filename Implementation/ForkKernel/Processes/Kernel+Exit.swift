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
    threads.wake(.child(parent))
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
  mutating func leaveMemory(of process: ProcessID) {
    let parent = processes[process].suspendsParent ? processes[process].parent : nil
    if parent != nil { threads.wake(.vfork(process)) }
    memory.leave(processes[process].memory, machine)
    processes[process].leaveMemory()
    // What was sent to the parent meanwhile takes effect now.
    if let parent { settleSignals(of: parent) }
  }
}

/// Waiting for children.
extension Kernel {
  /// `wait4(pid, status, options, usage)`: −1 or 0 for any child, an identifier for that one, and there are no process
  /// groups. Of the options, WNOHANG (1) has an effect; WUNTRACED (2) and WCONTINUED (4) ask for what never happens.
  /// The usage, if asked for, is all zeros.
  mutating func wait4(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (wanted, options) = (int(0, of: thread), int(2, of: thread))
    let (status, usage) = (pointer(1, of: thread), pointer(3, of: thread))
    guard options & ~7 == 0 else { throw .invalidArgument }
    if !isNull(status) { try prepare(status, byteCount: 4, .store, for: process) }
    if !isNull(usage) { try prepare(usage, byteCount: 144, .store, for: process) }
    guard let (child, ended) = try endedChild(of: process, pid: wanted) else {
      return options & 1 != 0 ? .value(0) : .wait(.child(process))
    }
    if !isNull(status) { try copyOut(ended.waitStatus.littleEndianBytes, to: status, for: process) }
    if !isNull(usage) { try copyOut([UInt8](repeating: 0, count: 144), to: usage, for: process) }
    let pid = processes[child].pid
    processes.reap(child, by: process)
    return .value(UInt64(pid))
  }

  /// Reaps a child that has ended.
  ///
  /// - Parameter pid: which one; any if it is not given.
  /// - Throws: ``ErrorNumber/noChildProcesses`` if the process has no such child.
  /// - Returns: the identifier of the child, which no longer exists, and how it ended; `nil` if such children exist but
  ///   none has ended.
  public mutating func reapChild(
    of process: ProcessID, pid: Int32 = -1
  ) throws(ErrorNumber) -> (pid: Int32, status: ExitStatus)? {
    guard let (child, status) = try endedChild(of: process, pid: pid) else { return nil }
    let pid = processes[child].pid
    processes.reap(child, by: process)
    return (pid, status)
  }

  /// A child that has ended, as `wait` finds it.
  private func endedChild(
    of process: ProcessID, pid: Int32
  ) throws(ErrorNumber) -> (ProcessID, ExitStatus)? {
    guard pid >= -1, processes.hasChild(of: process, pid: pid) else { throw .noChildProcesses }
    return processes.endedChild(of: process, pid: pid)
  }
}
