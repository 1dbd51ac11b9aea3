import Architecture
import ExactIntegers

/// How signals reach processes.
extension ProcessSystem {
  /// Sends a signal to a process.
  ///
  /// Rule ``posix.signal.send``: A signal that is sent to a process is pending for it, once at most. A signal that is
  /// sent to a zombie has no effect.
  ///
  /// Rule ``posix.signal.ignored``: A signal that its process ignores is gone as soon as it is sent, even if it is
  /// blocked.
  ///
  /// - Returns: the signal that has ended the process.
  @discardableResult
  mutating func send(_ signal: SignalNumber, to name: ProcessNumber) -> SignalNumber? {
    guard let process = processes[name], process.runs, !process.signals.ignores(signal) else { return nil }
    processes[name]?.signals.pending.insert(signal)
    return deliver(to: name)
  }

  /// Delivers what is pending for a process and can be taken.
  ///
  /// Rule ``posix.signal.delivery``: A signal that is pending for a process is delivered as soon as one of its threads
  /// does not block it; for most signals that is at once. To a suspended process nothing is delivered before it
  /// resumes.
  ///
  /// Rule ``posix.signal.order``: Of several signals that can be delivered, the one with the lowest number comes first.
  ///
  /// - Returns: the signal that has ended the process.
  @discardableResult
  mutating func deliver(to name: ProcessNumber) -> SignalNumber? {
    while let signal = takeNext(of: name) {
      guard let signals = processes[name]?.signals, !signals.ignores(signal) else { continue }
      if signals.action(for: signal) == .standard {
        end(name, .signaled(signal))
        return signal
      }
      processes[name]?.signals.runHandler(of: signal)
    }
    return nil
  }

  /// Takes the next signal that can be delivered to a process or to one of its threads.
  private mutating func takeNext(of name: ProcessNumber) -> SignalNumber? {
    guard let process = processes[name], process.runs, !isSuspended(name) else { return nil }
    let sentToProcess = process.signals.pending.filter { process.threads.canTake($0) }
    let next = sentToProcess.union(process.threads.deliverable).min { $0.rawValue < $1.rawValue }
    guard let next else { return nil }
    if sentToProcess.contains(next) {
      processes[name]?.signals.pending.remove(next)
    } else {
      processes[name]?.threads.take(next)
    }
    return next
  }

  /// What comes of a call that fails and has a signal sent to its thread.
  ///
  /// Rule ``posix.signal.pipe``: When a write finds its pipe broken, SIGPIPE is sent to the thread that wrote. If that
  /// does not end the process, the write fails with EPIPE. SIGXFSZ goes with EFBIG in the same way.
  mutating func raise(_ signal: SignalNumber, orFail error: ErrorNumber, by name: ProcessNumber) -> Outcome {
    if processes[name]?.signals.ignores(signal) == false {
      processes[name]?.threads.acting.signals.pending.insert(signal)
    }
    return deliver(to: name).map { .signaled($0) } ?? .failed(error)
  }
}

/// The calls that concern signals.
extension ProcessSystem {
  mutating func answer(_ call: SignalCall, by name: ProcessNumber) throws(ActionFailure) -> Answer {
    switch call {
    case .send(let signal, let target): return try send(signal, to: target, by: name)
    case .setAction(let signal, let action): try setAction(for: signal, action, by: name)
    case .mask(let change, let signals): return mask(change, signals, by: name)
    case .pending: return .oneOf([.signals(pendingSignals(of: name))])
    case .handled(let signal): return .oneOf([.value(Integer(processes[name]?.signals.count(of: signal) ?? 0))])
    }
    return .done
  }

  /// Rule ``posix.kill``: Every process may send every signal to every other one, and to itself. If no process has the
  /// name, not even a zombie, kill fails with ESRCH. Whoever ends by a signal of its own sees that and nothing more.
  private mutating func send(
    _ signal: SignalNumber, to target: ProcessNumber, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    if processes[target] == nil { throw .failed(.noSuchProcess) }
    let ended = send(signal, to: target)
    return seen(target == name ? ended : nil)
  }

  /// Rule ``posix.sigaction``: To ignore a signal, explicitly or by its default action, discards what is pending of it.
  private mutating func setAction(
    for signal: SignalNumber, _ action: SignalAction, by name: ProcessNumber
  ) throws(ActionFailure) {
    guard var signals = processes[name]?.signals else { return }
    try signals.setAction(for: signal, action)
    if signals.ignores(signal) {
      signals.pending.remove(signal)
      processes[name]?.threads.discard(signal)
    }
    processes[name]?.signals = signals
  }

  /// Rule ``posix.sigprocmask``: sigprocmask changes which signals its thread blocks. What can be delivered then is
  /// delivered before the call returns.
  private mutating func mask(_ change: MaskChange, _ signals: Set<SignalNumber>, by name: ProcessNumber) -> Answer {
    processes[name]?.threads.acting.signals.change(change, signals)
    return seen(deliver(to: name))
  }

  /// Rule ``posix.sigpending``: sigpending tells which signals are pending for the process or for its thread.
  private func pendingSignals(of name: ProcessNumber) -> Set<SignalNumber> {
    guard let process = processes[name] else { return [] }
    return process.signals.pending.union(process.threads.acting.signals.pending)
  }

  private func seen(_ ending: SignalNumber?) -> Answer { ending.map { .oneOf([.signaled($0)]) } ?? .done }
}
