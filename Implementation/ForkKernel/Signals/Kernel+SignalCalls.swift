import Architecture
import Emulator

extension Kernel {
  /// `kill(pid, signal)`: signal 0 only asks whether the process exists. There are no process groups.
  mutating func kill(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let number = int(1, of: thread)
    let signal = SignalNumber(rawValue: number)
    guard number == 0 || signal != nil else { throw .invalidArgument }
    let pid = int(0, of: thread)
    guard pid != 1 else { throw .notPermitted }
    guard pid > 0, let target = processes.find(pid: pid) else { throw .noSuchProcess }
    if let signal { post(signal, to: target) }
    return .value(0)
  }

  /// `sigaction(signal, new, old)`, of structures of 48 bytes: the handler's capability, or 0 or 1 for SIG_DFL and
  /// SIG_IGN; flags at 16; the blocked signals at 20.
  mutating func sigaction(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (new, old) = (pointer(1, of: thread), pointer(2, of: thread))
    guard let signal = SignalNumber(rawValue: int(0, of: thread)), isNull(new) || signal != .kill
    else { throw .invalidArgument }
    let present = processes[process].signals[signal]
    let wanted = isNull(new) ? nil : try copyInAction(new, for: process)
    if !isNull(old) {
      let handler = present.reaction.representation
      try prepare(old, byteCount: 48, .store, for: process)
      try copyOutCapability(handler, to: old, for: process)
      let rest = present.flags.rawValue.littleEndianBytes + present.blocked.bytes + [UInt8](repeating: 0, count: 12)
      try copyOut(rest, to: old.advanced(by: 16), for: process)
    }
    if let wanted { try setAction(signal, wanted, of: process) }
    return .value(0)
  }

  private mutating func copyInAction(
    _ pointer: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) -> SignalAction {
    try prepare(pointer, byteCount: 48, .load, for: process)
    let handler = try copyInCapability(pointer, for: process)
    let rest = try copyIn(pointer.advanced(by: 16), byteCount: 12, for: process)
    let flags = SignalFlags(rawValue: rest.littleEndian(at: 0, as: UInt32.self))
    guard flags.isSubset(of: .known) else { throw .invalidArgument }
    return SignalAction(
      reaction: SignalAction.Reaction(handler),
      blocked: SignalSet(rawValue: rest.littleEndian(at: 4, as: UInt64.self)), flags: flags)
  }

  /// `sigprocmask(how, new, old)`: 1 adds to what the thread blocks, 2 takes away, 3 replaces.
  mutating func sigprocmask(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let (how, new, old) = (int(0, of: thread), pointer(1, of: thread), pointer(2, of: thread))
    guard isNull(new) || (1...3).contains(how) else { throw .invalidArgument }
    let present = threads[thread].signals.mask
    var mask = present
    if !isNull(new) {
      let set = try copyIn(new, byteCount: 16, for: process).littleEndian(at: 0, as: UInt64.self)
      let signals = SignalSet(rawValue: set)
      mask = how == 1 ? present.union(signals) : how == 2 ? present.subtracting(signals) : signals
    }
    if !isNull(old) { try copyOut(present.bytes, to: old, for: process) }
    setMask(mask, of: thread)
    return .value(0)
  }

  /// `sigpending(set)`.
  mutating func sigpending(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let pending = processes[process].signals.pending(for: threads[thread].signals)
    try copyOut(pending.bytes, to: pointer(0, of: thread), for: process)
    return .value(0)
  }
}

extension SignalAction.Reaction {
  /// What a handler's slot of `struct sigaction` asks for.
  init(_ slot: MachineCapability) {
    self =
      switch (slot.tag, slot.address) {
      case (false, 0): .plain(.standard)
      case (false, 1): .plain(.ignored)
      default: .handler(slot)
      }
  }

  /// The slot.
  var representation: MachineCapability {
    switch self {
    case .plain(.ignored): MachineCapability(integer: 1)
    case .plain: .null
    case .handler(let handler): handler
    }
  }
}
