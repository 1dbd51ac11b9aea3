public import Architecture
import Emulator

/// Sending signals and acting on them.
///
/// A signal that is neither ignored nor handled by code takes effect at once, if a thread does not hold it back and the
/// process is not suspended by a vfork. One that is handled by code waits until such a thread is about to run
/// (`Kernel+SignalFrames.swift`).
extension Kernel {
  /// Sends a signal to a process; nothing happens if it has ended.
  public mutating func send(_ signal: SignalNumber, to process: ProcessID) { post(signal, to: process) }

  /// Lets a process do something else about a signal.
  ///
  /// - Throws: ``ErrorNumber/invalidArgument`` for SIGKILL.
  public mutating func setAction(
    _ signal: SignalNumber, _ treatment: SignalTreatment, of process: ProcessID
  ) throws(ErrorNumber) {
    try setAction(signal, SignalAction(reaction: .plain(treatment)), of: process)
  }

  /// Changes which signals a thread blocks: the first one, if none is named.
  public mutating func setMask(_ mask: SignalSet, of process: ProcessID, thread identifier: Int32? = nil) {
    if let thread = thread(identifier, of: process) { setMask(mask, of: thread) }
  }

  /// The signals that a thread blocks: the first one, if none is named.
  public func mask(of process: ProcessID, thread identifier: Int32? = nil) -> SignalSet {
    thread(identifier, of: process).map { threads[$0].signals.mask } ?? []
  }

  /// The signals that wait for a thread or its process.
  public func pendingSignals(of process: ProcessID, thread identifier: Int32? = nil) -> SignalSet {
    thread(identifier, of: process).map { processes[process].signals.pending(for: threads[$0].signals) } ?? []
  }

  /// How often a signal has been counted since the process started or executed a program.
  public func count(of signal: SignalNumber, in process: ProcessID) -> Int {
    processes[process].signals.counts[signal, default: 0]
  }

  // MARK: Effects

  /// Sends a signal to a process, or to one of its threads.
  mutating func post(_ signal: SignalNumber, to process: ProcessID, thread: ThreadID? = nil) {
    guard process != .initProcess, processes[process].state == .running,
      !processes[process].signals.ignores(signal)
    else { return }
    if let thread {
      threads[thread].signals.post(signal)
    } else {
      processes[process].signals.post(signal)
    }
    settleSignals(of: process)
  }

  /// Changes what a process does about a signal. What is pending and is now ignored is forgotten.
  mutating func setAction(
    _ signal: SignalNumber, _ action: SignalAction, of process: ProcessID
  ) throws(ErrorNumber) {
    guard signal != .kill else { throw .invalidArgument }
    processes[process].signals.set(action, for: signal)
    guard processes[process].signals.ignores(signal) else { return }
    for thread in threads(of: process) { threads[thread].signals.forget(signal) }
  }

  /// Changes which signals a thread blocks; SIGKILL cannot be.
  mutating func setMask(_ mask: SignalSet, of thread: ThreadID) {
    threads[thread].signals.setMask(mask)
    settleSignals(of: threads[thread].process)
  }

  /// Lets every pending signal take effect that can without running code, and interrupts calls for the others. A thread
  /// that is suspended by a vfork takes nothing before it resumes.
  mutating func settleSignals(of process: ProcessID) {
    var handled: SignalSet = []
    for thread in threads(of: process) where !isSuspended(thread) {
      for signal in deliverable(to: thread).subtracting(handled).signals {
        switch processes[process].signals[signal].reaction {
        case .handler:
          // One thread is enough.
          if !threads[thread].signals.pending.contains(signal) { handled.insert(SignalSet(signal)) }
          threads.interrupt(thread)
        case .plain(let treatment):
          take(signal, from: thread)
          if treatment == .counted {
            processes[process].signals.count(signal)
          } else if !processes[process].signals.ignores(signal) {
            return exit(process, .signaled(signal))
          }
        }
      }
    }
  }

  /// The pending signals that a thread does not block.
  func deliverable(to thread: ThreadID) -> SignalSet {
    processes[threads[thread].process].signals.deliverable(to: threads[thread].signals)
  }

  /// Notes that a signal is not pending any more.
  mutating func take(_ signal: SignalNumber, from thread: ThreadID) {
    let process = threads[thread].process
    assertions.check(
      processes[process].signals.deliverable(to: threads[thread].signals).contains(signal),
      "\(signal) is taken, but is not pending or is blocked")
    processes[process].signals.take(signal, from: &threads[thread].signals)
  }
}
