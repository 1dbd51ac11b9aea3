import Architecture
import ExactIntegers

/// How signals reach processes.
extension ProcessSystem {
  /// Sends a signal to a process.
  ///
  /// Rule ``posix.signal.send``: A signal that is sent is pending for the process; there is one of each number at most. To a zombie
  /// nothing happens.
  ///
  /// Rule ``posix.signal.ignored``: A signal that the process ignores is gone when it is sent, even where it is blocked.
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
  /// Rule ``posix.signal.delivery``: A pending signal is delivered as soon as a thread runs that does not block it: at once if
  /// there is one, else when it is unblocked. To a suspended process nothing is delivered before it resumes.
  ///
  /// Rule ``posix.signal.order``: Of several, the one with the lowest number is delivered first.
  ///
  /// - Returns: the signal that has ended the process.
  @discardableResult
  mutating func deliver(to name: ProcessNumber) -> SignalNumber? {
    while let signal = takeNext(of: name) {
      if processes[name]?.signals.action(for: signal) == .handle {
        processes[name]?.signals.runHandler(of: signal)
      } else {
        end(name, .signaled(signal))
        return signal
      }
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

  /// What comes of a write to a pipe that nobody can read any more.
  ///
  /// Rule ``posix.signal.pipe``: SIGPIPE is sent to the thread that wrote. If that does not end the process, the call fails with
  /// EPIPE.
  mutating func breakPipe(by name: ProcessNumber) -> Outcome {
    if processes[name]?.signals.ignores(.pipe) == false {
      processes[name]?.threads.acting.signals.pending.insert(.pipe)
    }
    return deliver(to: name).map { .signaled($0) } ?? .failed(.brokenPipe)
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

  /// Rule ``posix.kill``: Every process may send every signal to every other one, and to itself. If there is none of that name,
  /// not even a zombie, the call fails with ESRCH. A sender that ends by its own signal sees nothing more.
  private mutating func send(
    _ signal: SignalNumber, to target: ProcessNumber, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    if processes[target] == nil { throw .failed(.noSuchProcess) }
    let ended = send(signal, to: target)
    return seen(target == name ? ended : nil)
  }

  /// Rule ``posix.sigaction``: To ignore a signal, explicitly or by its default, discards what is pending of it.
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

  /// Rule ``posix.sigprocmask``: The call changes what its thread blocks. What can be delivered then is delivered before the
  /// call returns.
  private mutating func mask(_ change: MaskChange, _ signals: Set<SignalNumber>, by name: ProcessNumber) -> Answer {
    processes[name]?.threads.acting.signals.change(change, signals)
    return seen(deliver(to: name))
  }

  /// Rule ``posix.sigpending``: The call tells what is pending for the process or for its thread.
  private func pendingSignals(of name: ProcessNumber) -> Set<SignalNumber> {
    guard let process = processes[name] else { return [] }
    return process.signals.pending.union(process.threads.acting.signals.pending)
  }

  private func seen(_ ending: SignalNumber?) -> Answer { ending.map { .oneOf([.signaled($0)]) } ?? .done }
}
