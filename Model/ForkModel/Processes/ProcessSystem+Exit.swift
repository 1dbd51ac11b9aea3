import Architecture

extension TerminationStatus {
  /// Whether a parent may be told of the status in these words.
  ///
  /// Rule ``posix.wait.status``: A parent is told the exit status, which is a C `int`: the whole of it, or its low
  /// eight bits alone. POSIX lets `waitid` report the whole and `waitpid` eight bits of it; Linux keeps eight in every
  /// case.
  func isReported(as told: TerminationStatus) -> Bool {
    switch (self, told) {
    case (.exited(let status), .exited(let number)): number == status || number == status & 0xFF
    case (.signaled(let signal), .signaled(let number)): number == signal
    case (.exited, .signaled), (.signaled, .exited): false
    }
  }
}

/// exit and wait.
extension ProcessSystem {
  /// Ends a process.
  ///
  /// Rule ``posix.exit.zombie``: A process that has ended remains as a zombie until its parent has waited for it. It
  /// keeps nothing but its termination status.
  ///
  /// Rule ``posix.exit.orphans``: The children of a process that ends are adopted by a system process, which reaps
  /// zombies at once. It is the parent of the first process, too.
  ///
  /// Rule ``posix.exit.child``: The parent of a process that ends is sent SIGCHLD.
  ///
  /// Rule ``posix.exit.reaped``: A process whose parent ignores SIGCHLD explicitly, and not only by default, is reaped
  /// at once when it ends.
  mutating func end(_ name: ProcessName, _ status: TerminationStatus) {
    let parent = process(name).parent
    for (child, process) in processes where process.parent == name {
      if process.runs { processes[child]?.parent = nil } else { processes[child] = nil }
    }
    passOnMemory(of: name)
    processes[name]?.threads = Threads(registers: [])
    processes[name]?.layout = PageLayout()
    processes[name]?.signals = ProcessSignals()
    processes[name]?.descriptors.closeAll()
    releaseUnusedFiles()
    processes[name]?.vforkParent = nil
    processes[name]?.suspends = nil
    releaseMemory(of: name)
    guard let parent else {
      processes[name] = nil
      return
    }
    let isReaped = process(parent).signals.action(for: .child) == .ignore
    if isReaped { processes[name] = nil } else { processes[name]?.termination = status }
    send(.child, to: parent)
    // The end of a child of vfork resumes a thread of its parent, for which anything may be pending.
    deliver(to: parent)
  }

  /// The zombies of which a call of wait reports one.
  ///
  /// Rule ``posix.wait.any``: `wait` reports any one of the caller's own children that are zombies. Which one is not
  /// determined.
  ///
  /// Rule ``posix.wait.one``: `wait` for one process reports that one; if it is no child of the caller, the call fails
  /// with ECHILD, whatever other children there are.
  ///
  /// Rule ``posix.wait.none``: Without a zombie among its children the caller would block; without children `wait`
  /// fails with ECHILD.
  func zombies(
    of name: ProcessName, named child: ProcessName? = nil
  ) throws(ActionFailure) -> [ProcessName: TerminationStatus] {
    let children = processes.filter { $0.value.parent == name && (child == nil || $0.key == child) }
    if children.isEmpty { throw .failed(.noChildProcesses) }
    let zombies = children.compactMapValues(\.termination)
    if zombies.isEmpty { throw .wouldBlock }
    return zombies
  }
}
