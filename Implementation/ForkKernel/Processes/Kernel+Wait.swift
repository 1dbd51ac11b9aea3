public import Architecture
import Emulator

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
    processes.remove(child)
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
    processes.remove(child)
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
