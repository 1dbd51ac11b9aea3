import Architecture
import Emulator

/// Why ``Kernel/run(budget:)`` came back.
public enum RunOutcome: Hashable, Sendable {
  /// Every process has ended.
  case finished
  /// The budget of instructions is used up.
  case budgetExhausted
  /// Threads exist, but all of them wait for something that cannot happen any more.
  case deadlock
}

extension Kernel {
  /// Runs what can run on every hart in turn, until all processes have ended or the budget is used up.
  ///
  /// The interleaving depends on the settings and the programs only.
  ///
  /// - Parameter budget: how many instructions may be executed, on all harts together.
  public mutating func run(budget: Int) -> RunOutcome {
    var left = budget
    while left > 0 {
      var isIdle = true
      for hart in 0..<configuration.harts {
        guard let thread = threads.take() else { continue }
        isIdle = false
        let executed = runSlice(of: thread, on: hart, budget: min(threads.nextSlice(), max(left, 1)))
        left -= executed
        threads.advance(by: executed)
      }
      if isIdle, !threads.leapToNextDeadline() { return threads.isEmpty ? .finished : .deadlock }
    }
    return threads.isEmpty ? .finished : .budgetExhausted
  }

  /// Runs a thread on a hart until its slice is used up, or it waits, or it ends.
  ///
  /// - Returns: how many instructions were executed.
  private mutating func runSlice(of thread: ThreadID, on hart: Int, budget: Int) -> Int {
    load(thread, on: hart)
    hartInKernel = hart
    var left = budget
    while left > 0 {
      guard resumeCall(of: thread), deliverSignals(to: thread) else { return budget - left }
      if threads[thread].givesWay {
        threads[thread].givesWay = false
        break
      }
      if threads[thread].call != nil {
        left -= 1
        continue
      }
      if traceHandler != nil { traceInstruction(of: thread, on: hart) }
      let result = machine.run(hart: hart, budget: traceHandler == nil ? left : 1)
      left -= max(result.instructionCount, 1)
      guard serve(result.exit, thread) else { return budget - left }
    }
    threads.putBack(thread)
    return budget - left
  }

  /// Serves whatever ended a run.
  ///
  /// - Returns: whether the thread can go on at once.
  private mutating func serve(_ exit: RunExit, _ thread: ThreadID) -> Bool {
    switch exit {
    case .budgetExhausted: return true
    case .trap(let trap): return serve(trap, of: threads[thread].process, thread)
    case .kernelEntry(let address):
      let call = KernelEntry.call(at: address)
      threads[thread].call = call
      if let call { traceHandler?(.call(pid: processes[threads[thread].process].pid, call)) }
      return true
    }
  }

  /// Serves a page fault for which something is pending; any other trap ends the process, unless its thread handles the
  /// signal.
  ///
  /// - Returns: whether the process can go on.
  mutating func serve(_ trap: Trap, of process: ProcessID, _ thread: ThreadID? = nil) -> Bool {
    if let access = PageAccess(trap.cause), servePageFault(process, at: trap.value, access) == .served {
      let page = Int((trap.value &- processes[process].base) >> 12)
      traceHandler?(.faultServed(pid: processes[process].pid, page: page, cause: trap.cause))
      return true
    }
    let wasDiscarded = PageAccess(trap.cause).map { isDiscarded(trap.value, $0, for: process) } ?? false
    let signal = wasDiscarded ? .bus : SignalNumber(trap.cause)
    if let thread, handles(signal, thread) {
      threads[thread].signals.post(signal)
      return true
    }
    exit(process, .signaled(signal))
    return false
  }

  /// Reports the instruction that a thread is about to execute.
  private func traceInstruction(of thread: ThreadID, on hart: Int) {
    let process = processes[threads[thread].process]
    let address = machine.programCounter(hart: hart)
    let entry = memory.pageTable.walk(page: address >> 12)
    guard entry.isExecutable, !entry.isKernelEntry, address & 0xFFF <= 0xFFC else { return }
    let word = machine.memory.load(UInt32.self, frame: Int(entry.frame), offset: Int(address & 0xFFF))
    traceHandler?(.instruction(pid: process.pid, offset: address &- process.base, word: word))
  }

  /// Performs the call that a thread is inside of, if it is inside of one.
  ///
  /// - Returns: whether the thread can go on at once.
  mutating func resumeCall(of thread: ThreadID) -> Bool {
    guard let call = threads[thread].call else { return true }
    if threads[thread].signals.isInterrupted {
      threads[thread].signals.isInterrupted = false
      if !deliverable(to: thread).isEmpty { return endInterruptedCall(call, of: thread) }
    }
    switch performSystemCall(call, of: thread) {
    case .value(let value): return returnFromCall(thread, MachineCapability(integer: value))
    case .capability(let capability): return returnFromCall(thread, capability)
    case .failure(let error): return returnFromCall(thread, error: error)
    case .wait(let channel):
      if isInterrupted(before: channel, thread) { return endInterruptedCall(call, of: thread) }
      threads.block(thread, on: channel)
      return false
    case .elsewhere: return true
    case .ended: return false
    }
  }

  /// Whether a signal keeps a thread from waiting: one that came after the thread had entered the kernel, and whose
  /// handler would otherwise not run before the wait is over. Nothing interrupts a vfork.
  private func isInterrupted(before channel: WaitChannel, _ thread: ThreadID) -> Bool {
    if case .vfork = channel { return false }
    return !isSuspended(threads[thread].process) && !deliverable(to: thread).isEmpty
  }

  /// Returns to the caller: through `ra`, which has to be what a call leaves there.
  @discardableResult
  mutating func returnFromCall(_ thread: ThreadID, _ value: MachineCapability) -> Bool {
    returnFromCall(thread, value, nil)
  }

  /// Lets a call fail.
  @discardableResult
  mutating func returnFromCall(_ thread: ThreadID, error: ErrorNumber) -> Bool {
    returnFromCall(thread, MachineCapability(integer: UInt64(error.rawValue)), error)
  }

  private mutating func returnFromCall(_ thread: ThreadID, _ value: MachineCapability, _ error: ErrorNumber?) -> Bool {
    if let traceHandler, let call = threads[thread].call {
      traceHandler(.returned(pid: processes[threads[thread].process].pid, call, error))
    }
    threads[thread].leaveCall()
    setRegister(10, value, of: thread)
    setRegister(5, MachineCapability(integer: error == nil ? 0 : 1), of: thread)
    let link = register(1, of: thread)
    guard link.isCode else {
      exit(threads[thread].process, .signaled(.protection))
      return false
    }
    setProgramCounter(link.unsealed(), of: thread)
    return true
  }
}

extension PageAccess {
  /// The access that a page fault is about; `nil` for other causes.
  init?(_ cause: ExceptionCause) {
    switch cause {
    case .loadPageFault: self = .load
    case .storePageFault: self = .store
    case .instructionPageFault: self = .fetch
    case .capabilityLoadPageFault: self = .loadCapability
    case .capabilityStorePageFault: self = .storeCapability
    default: return nil
    }
  }
}

extension SignalNumber {
  /// The signal that ends a process that trapped.
  init(_ cause: ExceptionCause) {
    self =
      switch cause {
      case .capabilityException: .protection
      case .illegalInstruction, .environmentCallFromUser, .environmentCallFromMachine: .illegalInstruction
      case .breakpoint: .trap
      case .instructionAddressMisaligned, .loadAddressMisaligned, .storeAddressMisaligned: .bus
      case .instructionAccessFault, .loadAccessFault, .storeAccessFault, .instructionPageFault, .loadPageFault,
        .storePageFault, .capabilityLoadPageFault, .capabilityStorePageFault:
        .segmentationViolation
      }
  }
}
