import Architecture
import ExactIntegers

/// How signals reach processes.
extension ProcessSystem {
  /// Sends a signal to a process.
  ///
  /// Rule ``posix.signal.send``: A signal that is sent to a process is pending for it, once at most. A signal that is
  /// sent to a zombie has no effect.
  ///
  /// Rule ``posix.signal.ignored``: A signal that its process ignores is gone as soon as it is sent. If every thread
  /// blocks it, it may be pending instead.
  ///
  /// - Returns: the signal that has ended the process.
  @discardableResult
  mutating func send(_ signal: SignalNumber, to name: ProcessName) -> SignalNumber? {
    guard let process = processes[name], process.runs else { return nil }
    if process.signals.ignores(signal) {
      if !process.threads.allBlock(signal) || !takes(.ignoredStaysPending) { return nil }
    }
    processes[name]?.signals.pending.insert(signal)
    return deliver(to: name)
  }

  /// Delivers what is pending for a process and can be taken.
  ///
  /// Rule ``posix.signal.delivery``: A signal that is pending for a process is delivered as soon as one of its threads
  /// does not block it; for most signals that is at once. To a thread that is suspended nothing is delivered before it
  /// resumes.
  ///
  /// Rule ``posix.signal.order``: In which order several signals are delivered is not determined, and so is not which
  /// one of them ends the process.
  ///
  /// - Returns: the signal that has ended the process.
  @discardableResult
  mutating func deliver(to name: ProcessName) -> SignalNumber? {
    while let signal = takeNext(of: name) {
      let signals = process(name).signals
      if signals.ignores(signal) { continue }
      if signals.action(for: signal) == .standard {
        end(name, .signaled(signal))
        return signal
      }
      processes[name]?.signals.runHandler(of: signal)
    }
    return nil
  }

  /// Takes the next signal that can be delivered to a process or to one of its threads.
  private mutating func takeNext(of name: ProcessName) -> SignalNumber? {
    guard processes[name]?.runs == true else { return nil }
    return takeNext(of: name, by: awakeThreads(of: name)) ?? takeEnd(of: name, by: suspendedThreads(of: name))
  }

  private mutating func takeNext(of name: ProcessName, by threads: Set<Int>) -> SignalNumber? {
    let deliverable = deliverable(to: threads, of: name)
    let ends = deliverable.filter { isFatal($0, to: name) }
    if ends.isEmpty { return deliverable.first.map { take($0, by: threads, of: name) } }
    return take(ends[ends.count == 1 ? 0 : choose(.signalThatEnds, among: ends.count)], by: threads, of: name)
  }

  /// Takes a signal that ends a process and that only threads could take which are suspended.
  ///
  /// Rule ``posix.vfork.signal``: A signal that ends a process may do so at once, though only a thread can take it that
  /// waits for a child of vfork.
  private mutating func takeEnd(of name: ProcessName, by suspended: Set<Int>) -> SignalNumber? {
    let ends = deliverable(to: suspended, of: name).filter { isFatal($0, to: name) }
    if ends.isEmpty { return nil }
    let choice = choose(.suspendedEnds, among: ends.count + 1)
    return choice == 0 ? nil : take(ends[choice - 1], by: suspended, of: name)
  }

  /// The signals that threads of a process can take, the lowest number first.
  private func deliverable(to threads: Set<Int>, of name: ProcessName) -> [SignalNumber] {
    let process = process(name)
    return process.threads.deliverable(process.signals.pending, to: threads)
      .union(process.threads.deliverable(to: threads)).sorted { $0.rawValue < $1.rawValue }
  }

  private func isFatal(_ signal: SignalNumber, to name: ProcessName) -> Bool {
    let signals = process(name).signals
    return !signals.ignores(signal) && signals.action(for: signal) == .standard
  }

  private mutating func take(_ signal: SignalNumber, by threads: Set<Int>, of name: ProcessName) -> SignalNumber {
    let process = process(name)
    if process.threads.deliverable(process.signals.pending, to: threads).contains(signal) {
      processes[name]?.signals.pending.remove(signal)
    } else {
      processes[name]?.threads.take(signal, by: threads)
    }
    return signal
  }

  /// What comes of a call that fails and has a signal sent to its thread.
  ///
  /// Rule ``posix.signal.pipe``: When a write finds its pipe broken, SIGPIPE is sent to the thread that wrote. If that
  /// does not end the process, the write fails with EPIPE. SIGXFSZ goes with EFBIG in the same way.
  mutating func raise(_ signal: SignalNumber, orFail error: ErrorNumber, by name: ProcessName) -> Observation {
    let process = process(name)
    let isBlocked = !process.threads.acting.signals.takes(signal)
    if !process.signals.ignores(signal) || isBlocked && takes(.ignoredStaysPending) {
      processes[name]?.threads.acting.signals.pending.insert(signal)
    }
    return deliver(to: name).map { .signaled($0) } ?? .failed(error)
  }
}

/// The calls that concern signals.
extension ProcessSystem {
  /// Rule ``posix.kill``: Every process may send every signal to every other one, and to itself. If no process has the
  /// name, not even a zombie, kill fails with ESRCH. Whoever ends by a signal of its own sees that and nothing more.
  mutating func send(
    _ signal: SignalNumber, to target: ProcessName, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    if processes[target] == nil { throw .failed(.noSuchProcess) }
    let ended = send(signal, to: target)
    return seen(target == name ? ended : nil)
  }

  /// Rule ``posix.sigaction``: To ignore a signal, explicitly or by its default action, discards what is pending of it.
  mutating func setAction(
    for signal: SignalNumber, _ action: SignalDisposition, by name: ProcessName
  ) throws(ActionFailure) {
    var signals = process(name).signals
    if signal == .kill {
      if action == .standard && takes(.killDefault) { return }
      throw .failed(.invalidArgument)
    }
    signals.setAction(for: signal, action)
    if signals.ignores(signal) {
      signals.pending.remove(signal)
      processes[name]?.threads.discard(signal)
    }
    processes[name]?.signals = signals
  }

  /// Rule ``posix.sigprocmask``: sigprocmask changes which signals its thread blocks. What can be delivered then is
  /// delivered before the call returns.
  mutating func mask(_ change: SignalMaskChange, _ signals: Set<SignalNumber>, by name: ProcessName) -> Answer {
    processes[name]?.threads.acting.signals.change(change, signals)
    return seen(deliver(to: name))
  }

  /// Rule ``posix.sigpending``: sigpending tells which signals are pending for the process or for its thread.
  func pendingSignals(of name: ProcessName) -> Set<SignalNumber> {
    let process = process(name)
    return process.signals.pending.union(process.threads.acting.signals.pending)
  }

  /// How often the handler of a signal has run.
  func handlersRun(by signal: SignalNumber, of name: ProcessName) -> UInt64 {
    UInt64(process(name).signals.count(of: signal))
  }

  private func seen(_ ending: SignalNumber?) -> Answer { ending.map { .oneOf([.signaled($0)]) } ?? .done }
}

/// The time.
extension ProcessSystem {
  /// Rule ``posix.clock``: The monotonic clock is the same for all processes, and never tells less than it has told
  /// before. How much time passes between two steps is not determined.
  ///
  /// Rule ``posix.sleep``: nanosleep lets as much time pass as it is asked for, or more.
  ///
  /// Rule ``posix.sleep.invalid``: nanosleep fails with EINVAL if the nanoseconds are not at least 0 and less than a
  /// second. For a negative number of seconds it fails so, too, or returns at once.
  func possibilities(ofSleeping seconds: Integer, nanoseconds: Integer) throws(ActionFailure) -> Answer {
    guard (0..<nanosecondsOfSecond).contains(nanoseconds) else { throw .failed(.invalidArgument) }
    return seconds < 0 ? .oneOf([.failed(.invalidArgument), .done]) : .done
  }

  /// Lets time pass as long as a process has slept.
  mutating func pass(seconds: Integer, nanoseconds: Integer) {
    if seconds >= 0 { time += seconds * nanosecondsOfSecond + nanoseconds }
  }
}

private let nanosecondsOfSecond: Integer = 1_000_000_000
