import Architecture

/// Threads. The rules are those of ``Threads``.
extension PosixSystem {
  mutating func createThread(_ thread: Int, of name: ProcessNumber) -> Expectation {
    processes[name]?.threads.create(thread) == true ? .done(written: nil) : .skipped
  }

  /// Rule ``posix.thread.last``: When its last thread ends, the process ends with status 0.
  mutating func exitThread(of name: ProcessNumber) -> Expectation {
    processes[name]?.threads.exit()
    let isLast = processes[name]?.threads.running.isEmpty == true
    return isLast ? end(name, .exited(0)) : .done(written: nil)
  }

  mutating func joinThread(_ thread: Int, of name: ProcessNumber) -> Expectation {
    switch processes[name]?.threads.join(thread) {
    case .joined: .done(written: nil)
    case .wouldBlock: .wouldBlock
    case .itself: .failed(.deadlock)
    case .unknown, nil: .failed(.noSuchProcess)
    }
  }
}
