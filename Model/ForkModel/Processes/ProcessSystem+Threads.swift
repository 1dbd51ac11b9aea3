import Architecture

/// Threads. The rules are those of ``Threads``.
extension ProcessSystem {
  mutating func createThread(_ thread: Int, of name: ProcessName) throws(ActionFailure) {
    if processes[name]?.threads.create(thread) != true { throw .skipped }
  }

  /// Rule ``posix.thread.last``: When its last thread ends, the process ends with status 0.
  mutating func exitThread(of name: ProcessName) {
    processes[name]?.threads.exit()
    if processes[name]?.threads.running.isEmpty == true { end(name, .exited(0)) }
  }

  mutating func joinThread(_ thread: Int, of name: ProcessName) throws(ActionFailure) {
    switch processes[name]?.threads.join(thread) {
    case .joined: break
    case .wouldBlock: throw .wouldBlock
    case .itself: throw .failed(.deadlock)
    case .unknown, nil: throw .failed(.noSuchProcess)
    }
  }
}
