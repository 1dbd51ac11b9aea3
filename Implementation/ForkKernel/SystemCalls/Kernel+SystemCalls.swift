import Architecture
import Emulator

extension Kernel {
  /// Performs the system call that a thread has entered the kernel for.
  ///
  /// Arguments are in `a0` …; a result goes to `a0` with `t0` 0, an error number to `a0` with `t0` 1.
  mutating func performSystemCall(_ call: SystemCall, of thread: ThreadID) -> SystemCallResult {
    let process = threads[thread].process
    do {
      switch call {
      case .fork:
        let child = try fork(thread)
        returnFromCall(processes[child].firstThread, .null)
        return .value(UInt64(processes[child].pid))
      case .exit:
        exit(process, .exited(UInt8(truncatingIfNeeded: integer(0, of: thread))))
        return .ended
      case .wait4: return try wait4(thread)
      case .getpid: return .value(UInt64(processes[process].pid))
      case .getppid: return .value(UInt64(processes[processes[process].parent].pid))
      case .read: return try read(thread)
      case .write: return try write(thread)
      case .close: return try close(thread)
      case .pipe2: return try pipe2(thread)
      case .dup: return try dup(thread)
      case .schedYield: return .value(0)
      case .vfork: return try vfork(thread)
      case .mmap: return try mmap(thread)
      case .munmap: return try munmap(thread)
      case .mprotect: return try mprotect(thread)
      case .break: return try changeBreak(thread)
      case .threadNew: return try newThread(thread)
      case .threadSelf: return .value(UInt64(threads[thread].identifier))
      case .threadJoin: return try joinThread(thread)
      case .threadExit:
        endThread(thread)
        return .ended
      default: return .failure(.noSystemCall)
      }
    } catch {
      return .failure(error)
    }
  }

  /// An argument as an integer.
  func integer(_ argument: Int, of thread: ThreadID) -> UInt64 { register(10 + argument, of: thread).address }

  /// An argument as a C `int`.
  func int(_ argument: Int, of thread: ThreadID) -> Int32 {
    Int32(truncatingIfNeeded: integer(argument, of: thread))
  }

  /// An argument as a capability.
  func pointer(_ argument: Int, of thread: ThreadID) -> MachineCapability { register(10 + argument, of: thread) }

  /// `wait4(pid, status, options, rusage)`: −1 for any child, an identifier for that one; WNOHANG is 1.
  private mutating func wait4(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let wanted = int(0, of: thread)
    let status = pointer(1, of: thread)
    let options = int(2, of: thread)
    guard options & ~1 == 0 else { throw .invalidArgument }
    guard processes.hasChild(of: process, pid: wanted) else { throw .noChildProcesses }
    guard let (child, ended) = processes.endedChild(of: process, pid: wanted) else {
      return options & 1 != 0 ? .value(0) : .wait(.child(process))
    }
    if status.address != 0 || status.tag {
      let word = UInt32(bitPattern: ended.waitStatus)
      try copyOut((0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }, to: status, for: process)
    }
    let pid = processes[child].pid
    processes.remove(child)
    return .value(UInt64(pid))
  }
}
