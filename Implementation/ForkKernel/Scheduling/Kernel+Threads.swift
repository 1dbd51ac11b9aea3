import Emulator

extension Kernel {
  /// Gives a process another thread, ready to run, that blocks some signals.
  @discardableResult
  mutating func addThread(to process: ProcessID, context: ThreadContext, mask: SignalSet = []) -> ThreadID {
    var thread = Thread(of: process, blocking: mask)
    let first = processes[process].firstThread
    // The first thread stays the first.
    thread.next = first == .none ? .none : threads[first].next
    let id = threads.add(thread, context)
    if first == .none { processes[process].firstThread = id } else { threads[first].next = id }
    processes[process].threadCount += 1
    return id
  }

  /// Ends every thread of a process.
  mutating func releaseThreads(of process: ProcessID) {
    var id = processes[process].firstThread
    while id != .none {
      let next = threads[id].next
      release(id)
      id = next
    }
    processes[process].firstThread = .none
    processes[process].threadCount = 0
  }
}

extension Kernel {
  /// Forgets a thread that has ended.
  mutating func release(_ thread: ThreadID) {
    unload(thread)
    threads.remove(thread)
  }
}

/// Where the registers of a thread are: in its context, or on the hart that it is loaded on.
extension Kernel {
  /// A register of a thread.
  func register(_ number: Int, of thread: ThreadID) -> MachineCapability {
    let hart = threads[thread].hart
    return hart >= 0 ? machine.readRegister(number, hart: hart) : threads[context: thread].registers[number]
  }

  /// Writes a register of a thread; writing register 0 does nothing.
  mutating func setRegister(_ number: Int, _ value: MachineCapability, of thread: ThreadID) {
    let hart = threads[thread].hart
    if hart >= 0 {
      machine.writeRegister(number, value, hart: hart)
    } else if number != 0 {
      threads[context: thread].registers[number] = value
    }
  }

  /// Where a thread is.
  func programCounter(of thread: ThreadID) -> MachineCapability {
    let hart = threads[thread].hart
    return hart >= 0
      ? machine.readSpecial(.programCounterCapability, hart: hart) : threads[context: thread].programCounter
  }

  /// Where a thread goes on.
  mutating func setProgramCounter(_ value: MachineCapability, of thread: ThreadID) {
    let hart = threads[thread].hart
    if hart >= 0 {
      machine.writeSpecial(.programCounterCapability, value, hart: hart)
    } else {
      threads[context: thread].programCounter = value
    }
  }

  /// All registers of a thread.
  func context(of thread: ThreadID) -> ThreadContext {
    let hart = threads[thread].hart
    guard hart >= 0 else { return threads[context: thread] }
    var context = ThreadContext()
    for number in 1..<32 { context.registers[number] = machine.readRegister(number, hart: hart) }
    context.programCounter = machine.readSpecial(.programCounterCapability, hart: hart)
    context.defaultData = machine.readSpecial(.defaultDataCapability, hart: hart)
    return context
  }

  /// Puts a thread's registers on a hart, in place of those of the thread that was there.
  mutating func load(_ thread: ThreadID, on hart: Int) {
    guard threads[thread].hart != hart else { return }
    unload(thread)
    unload(threads.loaded[hart])
    let context = threads[context: thread]
    for number in 1..<32 { machine.writeRegister(number, context.registers[number], hart: hart) }
    machine.writeSpecial(.programCounterCapability, context.programCounter, hart: hart)
    machine.writeSpecial(.defaultDataCapability, context.defaultData, hart: hart)
    machine.clearReservation(hart: hart)
    threads.place(thread, on: hart)
  }

  /// Takes a thread's registers off its hart, if it is on one.
  mutating func unload(_ thread: ThreadID) {
    guard thread != .none, threads[thread].hart >= 0 else { return }
    threads.lift(thread, context(of: thread))
  }
}
