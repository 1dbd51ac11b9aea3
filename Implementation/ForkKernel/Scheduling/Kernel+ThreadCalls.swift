import Architecture
import Emulator

extension Kernel {
  /// `thr_new(entry, stack, argument)`: a thread that begins at a capability, with `sp` and `a0` as given.
  mutating func newThread(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let entry = pointer(0, of: thread)
    guard entry.isCode || !checksArguments else { throw .badAddress }
    let process = threads[thread].process
    // Those that have ended and were not joined count: the kernel remembers them.
    let count = processes[process].threadCount + processes[process].endedThreads.count
    guard grants(.thread), count < configuration.threadsPerProcess else { throw .tryAgain }
    var context = ThreadContext()
    context.programCounter = entry.unsealed()
    context.defaultData = self.context(of: thread).defaultData
    context.registers[2] = pointer(1, of: thread)
    context.registers[3] = register(3, of: thread)
    context.registers[10] = pointer(2, of: thread)
    return .value(
      UInt64(threads[addThread(to: process, context: context, mask: threads[thread].signals.mask)].identifier))
  }

  /// Joins a thread of the same process: waits until it has ended, and forgets it.
  mutating func joinThread(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let wanted = int(0, of: thread)
    guard wanted != threads[thread].identifier else { throw .deadlock }
    let process = threads[thread].process
    if self.thread(wanted, of: process) != nil { return .wait(.thread(wanted)) }
    guard let index = processes[process].endedThreads.firstIndex(of: wanted) else { throw .noSuchProcess }
    processes[process].endedThreads.remove(at: index)
    return .value(0)
  }

  /// `thr_exit`: ends a thread, and with the last one its process.
  mutating func endThread(_ thread: ThreadID) {
    let process = threads[thread].process
    guard processes[process].threadCount > 1 else { return exit(process, .exited(0)) }
    if processes[process].firstThread == thread {
      processes[process].firstThread = threads[thread].next
    } else {
      var previous = processes[process].firstThread
      while threads[previous].next != thread { previous = threads[previous].next }
      threads[previous].next = threads[thread].next
    }
    processes[process].threadCount -= 1
    let identifier = threads[thread].identifier
    processes[process].endedThreads.append(identifier)
    release(thread)
    threads.wake(.thread(identifier))
    // A signal that the thread was going to take is another one's now.
    settleSignals(of: process)
  }

  /// `vfork`: a child that runs in the caller's region; the calling thread waits until it has ended.
  mutating func vfork(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let parent = threads[thread].process
    if threads[thread].progress > 0 {
      let pid = Int32(threads[thread].progress)
      if let child = processes.find(pid: pid), processes[child].suspendsParent {
        return .wait(.vfork(child))
      }
      return .value(UInt64(pid))
    }
    guard mayFork(parent) else { throw .tryAgain }
    var process = Process(limits: processes[parent].limits)
    process.settle(with: processes[parent])
    memory.retain(process.memory)
    let child = processes.add(process, parent: parent)
    let pid = processes[child].pid
    var context = context(of: thread)
    context.registers[10] = .null
    addThread(to: child, context: context, mask: threads[thread].signals.mask)
    processes[child].signals = processes[parent].signals.forked(by: nil)
    shareDescriptors(of: parent, with: child)
    // A child that cannot return has ended.
    guard returnFromCall(processes[child].firstThread, .null) else { return .value(UInt64(pid)) }
    threads[thread].progress = Int(pid)
    return .wait(.vfork(child))
  }
}
