import Architecture

/// Threads. The rules are those of ``Threads``.
extension AddressSpace {
  mutating func createThread(_ thread: Int, of name: ProcessNumber) -> Outcome {
    processes[name]?.threads.create(thread) == true ? .done : .skipped
  }

  mutating func exitThread(of name: ProcessNumber) -> Outcome {
    processes[name]?.threads.exit()
    let isLast = processes[name]?.threads.running.isEmpty == true
    return isLast ? end(name, .exited(0)) : .done
  }

  mutating func joinThread(_ thread: Int, of name: ProcessNumber) -> Outcome {
    switch processes[name]?.threads.join(thread) {
    case .joined: .done
    case .wouldBlock: .wouldBlock
    case .itself: .failed(.deadlock)
    case .unknown, nil: .failed(.noSuchProcess)
    }
  }
}
