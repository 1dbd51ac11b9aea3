import Architecture

/// exit and wait.
extension AddressSpace {
  /// Ends a process. Rules: ``posix.exit.zombie``, ``posix.exit.orphans``.
  ///
  /// Rule ``fork.exit.release``: A process that ends gives back its mappings and registers, every frame that nobody else maps,
  /// and its region. What it wrote into frames that its descendants still map stays, with its region as their home.
  mutating func end(_ name: ProcessNumber, _ ending: Ending) -> Outcome {
    processes[name]?.mappings = [:]
    processes[name]?.threads = Threads(registers: [])
    processes[name]?.lender = nil
    processes[name]?.ending = ending
    releaseUnmappedFrames()
    for (child, process) in processes where process.parent == name {
      processes[child]?.parent = nil
    }
    processes = processes.filter { $0.value.runs || $0.value.parent != nil }
    return .done
  }

  /// Reports the zombie with the lowest name: any would do. Rules: ``posix.wait.any``, ``posix.wait.none``.
  mutating func wait(_ name: ProcessNumber) -> Outcome {
    let children = processes.filter { $0.value.parent == name }
    if children.isEmpty { return .failed(.noChildProcesses) }
    let zombies = children.filter { !$0.value.runs }.sorted { $0.key < $1.key }
    guard let (child, process) = zombies.first, let ending = process.ending else { return .wouldBlock }
    processes[child] = nil
    return .reaped(child, ending)
  }
}
