public import Architecture
public import Emulator

extension Kernel {
  /// Performs the system call that a thread has entered the kernel for.
  ///
  /// Arguments are in `a0` …; a result goes to `a0` with `t0` 0, an error number to `a0` with `t0` 1.
  mutating func performSystemCall(_ call: SystemCall, of thread: ThreadID) -> SystemCallResult {
    let result = dispatch(call, of: thread)
    // A signal may have ended the process.
    return threads[thread].state == .unused ? .ended : result
  }

  private mutating func dispatch(_ call: SystemCall, of thread: ThreadID) -> SystemCallResult {
    let process = threads[thread].process
    do {
      switch call {
      case .fork:
        let child = try fork(thread)
        let pid = processes[child].pid
        returnFromCall(processes[child].firstThread, .null)
        return .value(UInt64(pid))
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
      case .dup2: return try dup2(thread)
      case .readv: return try readv(thread)
      case .writev: return try writev(thread)
      case .open: return try open(thread)
      case .unlink: return try unlink(thread)
      case .lseek: return try lseek(thread)
      case .ftruncate: return try ftruncate(thread)
      case .fstat: return try fstat(thread)
      case .execve: return try execve(thread)
      case .posixSpawn: return try posixSpawn(thread)
      case .poll: return try poll(thread)
      case .nanosleep: return try nanosleep(thread)
      case .clockGettime: return try clockGettime(thread)
      case .getrlimit: return try getrlimit(thread)
      case .setrlimit: return try setrlimit(thread)
      case .sharedMemoryOpen: return try sharedMemoryOpen(thread)
      case .sharedMemoryUnlink: return try sharedMemoryUnlink(thread)
      case .messageQueueOpen: return try messageQueueOpen(thread)
      case .messageQueueUnlink: return try messageQueueUnlink(thread)
      case .messageQueueSend: return try messageQueueSend(thread)
      case .messageQueueReceive: return try messageQueueReceive(thread)
      case .kill: return try kill(thread)
      case .sigaction: return try sigaction(thread)
      case .sigprocmask: return try sigprocmask(thread)
      case .sigpending: return try sigpending(thread)
      case .sigreturn: return returnFromHandler(thread)
      case .schedYield:
        threads[thread].givesWay = true
        return .value(0)
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
}

/// How a system call ends.
enum SystemCallResult: Hashable {
  /// It returns a value.
  case value(UInt64)
  /// It returns a capability.
  case capability(MachineCapability)
  /// It fails.
  case failure(ErrorNumber)
  /// It waits: the thread tries it again later.
  case wait(WaitChannel)
  /// It does not return: the thread goes on elsewhere, in another program or where a signal interrupted it.
  case elsewhere
  /// It does not return: the thread or its process has ended.
  case ended
}

/// What became of a system call that a host made for a thread.
public enum CallOutcome: Hashable, Sendable {
  /// It returned a value.
  case value(UInt64)
  /// It returned a capability.
  case capability(MachineCapability)
  /// It failed, and has changed nothing.
  case failure(ErrorNumber)
  /// It would have to wait: it was abandoned, and has changed nothing.
  case wouldWait
  /// It did not return: the thread goes on elsewhere, in another program or where a signal interrupted it.
  case elsewhere
  /// It did not return: the thread or its process has ended; or there is no such thread, or it waits inside of a call.
  case ended
}
