import Architecture
import Emulator

/// Running handlers: what was interrupted is put on the thread's stack, and taken from there when the handler returns.
///
/// A frame has 544 bytes: c1 to c31, the program counter capability, the blocked signals (a `sigset_t`), the number
/// of the signal. Its address is the stack pointer when the handler begins, and has to be when it returns.
extension Kernel {
  private static var frameSize: Int { 544 }

  /// Acts on every pending signal that a thread does not block, now that it is about to run.
  ///
  /// - Returns: whether the thread can go on.
  mutating func deliverSignals(to thread: ThreadID) -> Bool {
    let process = threads[thread].process
    while let signal = deliverable(to: thread).first, !isSuspended(thread) {
      guard case .handler(let handler) = processes[process].signals[signal].reaction else {
        settleSignals(of: process)
        guard threads[thread].state != .unused else { return false }
        continue
      }
      take(signal, from: thread)
      do {
        try enterHandler(handler, for: signal, thread)
      } catch {
        // There is no stack to run the handler on, or no handler to run.
        exit(process, .signaled(.illegalInstruction))
        return false
      }
      // A handler that is reset leaves what is pending still to the standard action.
      guard threads[thread].state != .unused else { return false }
    }
    return true
  }

  /// Whether a thread runs a handler for a signal that it has raised itself.
  func handles(_ signal: SignalNumber, _ thread: ThreadID) -> Bool {
    guard case .handler = processes[threads[thread].process].signals[signal].reaction else { return false }
    return !threads[thread].signals.mask.contains(signal)
  }

  private mutating func enterHandler(
    _ handler: MachineCapability, for signal: SignalNumber, _ thread: ThreadID
  ) throws(ErrorNumber) {
    guard handler.isCode else { throw .badAddress }
    let process = threads[thread].process
    let stack = register(2, of: thread)
    let frame = stack.withAddress((stack.address &- UInt64(Self.frameSize)) & ~15)
    try push(frame, for: signal, thread)
    let action = processes[process].signals[signal]
    threads[thread].leaveCall()
    var mask = threads[thread].signals.mask.union(action.blocked)
    if !action.flags.contains(.doNotDefer) { mask.insert(SignalSet(signal)) }
    threads[thread].signals.setMask(mask)
    if action.flags.contains(.resetHandler) { processes[process].signals.resetAction(of: signal) }
    setRegister(1, KernelEntry.entry(of: .sigreturn), of: thread)
    setRegister(2, frame, of: thread)
    setRegister(10, MachineCapability(integer: UInt64(signal.rawValue)), of: thread)
    setRegister(11, .null, of: thread)
    setRegister(12, frame.withBounds(length: UInt64(Self.frameSize)).capability, of: thread)
    setProgramCounter(handler.unsealed(), of: thread)
    // What the thread blocks from now on may be another one's to take.
    settleSignals(of: process)
  }

  /// Writes a frame with the authority of the stack pointer. A thread that is inside of a call, or about to be, starts
  /// it again when the handler has returned: the frame holds the sealed entry.
  private mutating func push(_ frame: MachineCapability, for signal: SignalNumber, _ thread: ThreadID)
    throws(ErrorNumber)
  {
    let process = threads[thread].process
    let context = context(of: thread)
    let saved =
      (1..<32).map { context.registers[$0] } + [
        (threads[thread].call ?? KernelEntry.call(atOpened: context.programCounter)).map(KernelEntry.entry)
          ?? context.programCounter
      ]
    try prepare(frame, byteCount: Self.frameSize, .store, for: process)
    for (index, capability) in saved.enumerated() {
      try prepareForCapability(capability, frame.advanced(by: 16 * index), for: process)
    }
    for (index, capability) in saved.enumerated() {
      try copyOutCapability(capability, to: frame.advanced(by: 16 * index), for: process)
    }
    let rest =
      threads[thread].signals.mask.bytes + UInt64(signal.rawValue).littleEndianBytes + [UInt8](repeating: 0, count: 8)
    try copyOut(rest, to: frame.advanced(by: 512), for: process)
  }

  /// `sigreturn`, to which handlers return: restores what the frame at the stack pointer holds.
  ///
  /// The frame is the program's memory, and may hold anything. Capabilities are loaded as the program itself would load
  /// them, so that nothing comes back which it could not have loaded into its registers, and it goes on only at what it
  /// could have jumped to. A frame that is none ends the process.
  mutating func returnFromHandler(_ thread: ThreadID) -> SystemCallResult {
    let process = threads[thread].process
    do {
      let frame = register(2, of: thread)
      try prepare(frame, byteCount: Self.frameSize, .load, for: process)
      var saved: [MachineCapability] = []
      for index in 0..<32 { saved.append(try copyInCapability(frame.advanced(by: 16 * index), for: process)) }
      let mask = try copyIn(frame.advanced(by: 512), byteCount: 8, for: process).littleEndian(at: 0, as: UInt64.self)
      try goOn(at: saved[31], thread)
      for number in 1..<32 { setRegister(number, saved[number - 1], of: thread) }
      setMask(SignalSet(rawValue: mask), of: thread)
      return .elsewhere
    } catch {
      exit(process, .signaled(.segmentationViolation))
      return .ended
    }
  }

  private mutating func goOn(at counter: MachineCapability, _ thread: ThreadID) throws(ErrorNumber) {
    threads[thread].leaveCall()
    threads[thread].call = KernelEntry.call(through: counter)
    if threads[thread].call != nil { return }
    guard counter.isCode, counter.isUnsealed else { throw .badAddress }
    setProgramCounter(counter, of: thread)
  }

  // MARK: Interrupted calls

  /// Ends a call that a signal has interrupted: with what it has achieved, by starting again after the handler, or with
  /// EINTR.
  ///
  /// - Returns: whether the thread can go on at once.
  mutating func endInterruptedCall(_ call: SystemCall, of thread: ThreadID) -> Bool {
    let achieved = threads[thread].progress
    if call.transfersBytes, achieved > 0 { return returnFromCall(thread, MachineCapability(integer: UInt64(achieved))) }
    let signals = processes[threads[thread].process].signals
    let restarts = deliverable(to: thread).first.map { signals[$0].flags.contains(.restart) } ?? true
    if restarts, call.canStartAgain { return true }
    if call == .nanosleep { tellTimeLeft(thread) }
    return returnFromCall(thread, error: .interrupted)
  }
}

extension SystemCall {
  /// Whether what the call achieves is a number of bytes.
  fileprivate var transfersBytes: Bool { self == .write || self == .writev }

  /// Whether SA_RESTART applies to the call.
  fileprivate var canStartAgain: Bool {
    switch self {
    case .read, .write, .readv, .writev, .wait4, .threadJoin: true
    default: false
    }
  }
}
