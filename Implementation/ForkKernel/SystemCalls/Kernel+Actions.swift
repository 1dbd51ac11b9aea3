public import Architecture
public import Emulator

/// How a host lets a thread of a process act, one instruction or one system call at a time, through the whole path of
/// faults and checks. A thread is named by the identifier that programs see; `nil` is the process's first one.
extension Kernel {
  /// The identifiers of a process's threads, the first one first; empty once it has ended.
  public func threadIdentifiers(of process: ProcessID) -> [Int32] {
    threads(of: process).map { threads[$0].identifier }
  }

  /// Whether a thread of a process is suspended by a vfork.
  public func isSuspended(_ process: ProcessID) -> Bool {
    var thread = processes[process].firstThread
    while thread != .none {
      if isSuspended(thread) { return true }
      thread = threads[thread].next
    }
    return false
  }

  /// Whether a thread is suspended by a vfork.
  func isSuspended(_ thread: ThreadID) -> Bool {
    if case .blocked(.vfork) = threads[thread].state { true } else { false }
  }

  /// Whether a thread exists and does not wait inside of a call.
  public func canAct(_ process: ProcessID, thread identifier: Int32? = nil) -> Bool {
    thread(identifier, of: process).map { threads[$0].state == .ready } ?? false
  }

  /// Lets a thread execute one instruction with its own registers. Page faults for which something is pending are
  /// served and the instruction is tried again; any other trap ends the process.
  ///
  /// The instruction does not come from the process's text, and the program counter stays where it is. A thread that
  /// does not exist, or waits inside of a call, executes nothing.
  ///
  /// - Returns: the trap that ended the process; `nil` if the instruction completed, or was not executed.
  public mutating func execute(
    _ instruction: UInt32, as process: ProcessID, thread identifier: Int32? = nil
  ) -> Trap? {
    guard actor(identifier, of: process) != nil else { return nil }
    // An access touches two pages at most, and each may have a leaf to take and a frame to settle.
    for _ in 0..<8 {
      guard let trap = inject(instruction, into: process, hart: 0) else { return nil }
      guard serve(trap, of: process) else { return trap }
    }
    exit(process, .signaled(.kill))
    return Trap(cause: .loadPageFault, value: 0)
  }

  /// Executes an instruction on a hart as if it stood in the process's region, and leaves the program counter alone.
  func inject(_ instruction: UInt32, into process: ProcessID, hart: Int) -> Trap? {
    let counter = machine.readSpecial(.programCounterCapability, hart: hart)
    machine.writeSpecial(.programCounterCapability, anyCode(in: process), hart: hart)
    let trap = machine.execute(instruction, hart: hart).trap
    machine.writeSpecial(.programCounterCapability, counter, hart: hart)
    return trap
  }

  /// Lets a thread make a system call, to its end: the kernel finds up to six arguments in `a0` … and returns through
  /// `ra`, as for a program. Once it has returned, those registers are what they were before.
  ///
  /// A call that would wait is abandoned, unless it has achieved something: a write to a pipe answers how many bytes
  /// went in, and `vfork` the child's identifier; the thread then waits until the child has left. One that waits only
  /// for time to pass lets it pass.
  public mutating func call(
    _ call: SystemCall, _ arguments: [MachineCapability] = [], as process: ProcessID, thread identifier: Int32? = nil
  ) -> CallOutcome {
    guard let thread = actor(identifier, of: process) else { return .ended }
    let number = threads[thread].identifier
    let before = Self.callRegisters.map { register($0, of: thread) }
    for (index, argument) in arguments.prefix(6).enumerated() { setRegister(10 + index, argument, of: thread) }
    let counter = programCounter(of: thread)
    // A thread that has jumped to an entry of the kernel must not pass that on, unsealed, to a child.
    let isInProgram = counter.tag && KernelEntry.call(atOpened: counter) == nil
    setRegister(1, isInProgram ? counter : anyCode(in: process), of: thread)
    threads[thread].call = call
    let outcome = conclude(performSystemCall(call, of: thread), of: thread)
    if outcome != .elsewhere, let thread = self.thread(number, of: process) {
      setProgramCounter(counter, of: thread)
      for (register, value) in zip(Self.callRegisters, before) { setRegister(register, value, of: thread) }
    }
    return outcome
  }

  /// `ra`, `t0` and `a0` to `a5`: the registers that calls use.
  private static var callRegisters: [Int] { [1, 5, 10, 11, 12, 13, 14, 15] }

  /// Lets a thread return from a call, or abandon it where a program would wait.
  private mutating func conclude(_ result: SystemCallResult, of thread: ThreadID) -> CallOutcome {
    switch result {
    case .value(let value):
      returnFromCall(thread, MachineCapability(integer: value))
      return .value(value)
    case .capability(let capability):
      returnFromCall(thread, capability)
      return .capability(capability)
    case .failure(let error):
      returnFromCall(thread, error: error)
      return .failure(error)
    case .wait(.time):
      threads.leap(to: threads[thread].deadline ?? threads.clock)
      return conclude(performSystemCall(.nanosleep, of: thread), of: thread)
    case .wait(let channel):
      let progress = threads[thread].progress
      threads[thread].leaveCall()
      if case .vfork = channel { threads.block(thread, on: channel) }
      return progress > 0 ? .value(UInt64(progress)) : .wouldWait
    case .elsewhere: return .elsewhere
    case .ended: return .ended
    }
  }

  /// Lets a thread enter the kernel for a call, with the arguments that its registers hold; the call is performed when
  /// the thread runs next. Nothing happens if the thread does not exist, or is inside of a call.
  public mutating func enter(_ call: SystemCall, as process: ProcessID, thread identifier: Int32? = nil) {
    if let thread = actor(identifier, of: process) { threads[thread].call = call }
  }

  /// A register of a thread; null if the thread does not exist.
  public func readRegister(
    _ number: Int, of process: ProcessID, thread identifier: Int32? = nil
  ) -> MachineCapability {
    thread(identifier, of: process).map { register(number, of: $0) } ?? .null
  }

  /// Writes a register of a thread, if it exists.
  public mutating func writeRegister(
    _ number: Int, _ value: MachineCapability, of process: ProcessID, thread identifier: Int32? = nil
  ) {
    if let thread = thread(identifier, of: process) { setRegister(number, value, of: thread) }
  }

  /// The program counter capability of a thread; null if the thread does not exist.
  public func readProgramCounter(of process: ProcessID, thread identifier: Int32? = nil) -> MachineCapability {
    thread(identifier, of: process).map { programCounter(of: $0) } ?? .null
  }

  /// The region that a process lives, or lived, in.
  public func region(of process: ProcessID) -> RegionView {
    RegionView(
      base: processes[process].base, sizeLog2: processes[process].sizeLog2, epoch: processes[process].epoch)
  }

  // MARK: Threads

  /// The thread of an identifier, or the first one.
  func thread(_ identifier: Int32?, of process: ProcessID) -> ThreadID? {
    var thread = processes[process].firstThread
    if let identifier {
      while thread != .none, threads[thread].identifier != identifier { thread = threads[thread].next }
    }
    return thread == .none ? nil : thread
  }

  /// The thread of an identifier, or the first one, on hart 0, if it can act: if a call that it waited in is over now,
  /// it returns; one that starts again after a handler is not over.
  mutating func actor(_ identifier: Int32?, of process: ProcessID) -> ThreadID? {
    guard let thread = thread(identifier, of: process), threads[thread].state == .ready else { return nil }
    load(thread, on: 0)
    hartInKernel = 0
    return resumeCall(of: thread) && threads[thread].call == nil ? thread : nil
  }

  /// Authority to execute anywhere in a process's region, for what a host lets it do.
  private func anyCode(in process: ProcessID) -> MachineCapability {
    let region = processes[process].region
    return memory.capability(
      Pointer(target: 0, length: memory.regions[region].size, permissions: .execution), in: region)
  }
}
