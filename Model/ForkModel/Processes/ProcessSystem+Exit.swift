import Architecture

/// exit and wait.
extension ProcessSystem {
  /// Ends a process.
  ///
  /// Rule ``posix.exit.zombie``: A process that has ended remains as a zombie until its parent has waited for it. It keeps
  /// nothing but its ending.
  ///
  /// Rule ``posix.exit.orphans``: The children of a process that ends are adopted by a system process, which reaps zombies
  /// at once. It is the parent of the first process, too.
  mutating func end(_ name: ProcessNumber, _ ending: Ending) {
    for (child, process) in processes where process.parent == name {
      if process.runs { processes[child]?.parent = nil } else { processes[child] = nil }
    }
    processes[name]?.threads = Threads(registers: [])
    processes[name]?.layout = PageLayout()
    processes[name]?.lender = nil
    releaseMemory(of: name)
    if processes[name]?.parent == nil { processes[name] = nil } else { processes[name]?.ending = ending }
  }

  /// The zombies of which a call of wait reports one.
  ///
  /// Rule ``posix.wait.any``: `wait` reports any one of the caller's own children that are zombies. Which one is not
  /// determined.
  ///
  /// Rule ``posix.wait.none``: Without a zombie among its children the caller would block; without children `wait` fails
  /// with ECHILD.
  func zombies(of name: ProcessNumber) throws(ActionFailure) -> [ProcessNumber: Ending] {
    let children = processes.filter { $0.value.parent == name }
    if children.isEmpty { throw .failed(.noChildProcesses) }
    let zombies = children.compactMapValues(\.ending)
    if zombies.isEmpty { throw .wouldBlock }
    return zombies
  }
}
