import Architecture

/// fork, exit and wait.
extension PosixSystem {
  /// Rule ``posix.fork.name``: A fork whose child would bear the name of a process that runs or is a zombie is skipped.
  func expectFork(of child: ProcessNumber) -> Expectation {
    processes[child] == nil ? .fork(forkPossibilities) : .skipped
  }

  /// Rule ``posix.fork.failure``: A fork fails with ENOMEM, and changes nothing, when every region belongs to a process
  /// that runs, or when the worst cases of all processes that run and of the child exceed the memory.
  ///
  /// Rule ``posix.fork.regionPressure``: A fork may fail with ENOMEM when only regions are left that were used before: a
  /// kernel need not find out at once that no relative depends on them any more.
  private var forkPossibilities: ForkPossibilities {
    let running = processes.values.count { $0.runs && $0.lender == nil }
    let image = world.image
    let promised = (running + 1) * image.worstCaseFrames + image.commonFrames
    if running >= world.regions || promised > world.frames { return .mustFail }
    return forks + 1 >= world.regions ? .mayFail : .mustSucceed
  }

  /// Rule ``posix.fork.copy``: The child has a copy of the image and of the registers of its parent at the moment of the
  /// fork. From then on, neither sees what the other does.
  mutating func fork(_ parent: ProcessNumber, child: ProcessNumber) {
    guard let process = processes[parent], let owner = processes[owner(of: parent)] else { return }
    processes[child] = PosixProcess(memory: owner.memory, threads: process.threads.forked { $0 }, parent: parent)
    forks += 1
  }

  /// Rule ``posix.exit.zombie``: A process that has ended remains as a zombie until its parent has waited for it.
  ///
  /// Rule ``posix.exit.orphans``: The children of a process that ends are adopted by a system process, which reaps zombies
  /// at once. It is the parent of the first process, too.
  mutating func end(_ name: ProcessNumber, _ ending: Ending) -> Expectation {
    for (child, process) in processes where process.parent == name {
      if process.runs { processes[child]?.parent = nil } else { processes[child] = nil }
    }
    processes[name]?.lender = nil
    if processes[name]?.parent == nil { processes[name] = nil } else { processes[name]?.ending = ending }
    return .done(written: nil)
  }

  /// Rule ``posix.wait.any``: `wait` reports any one of the caller's own children that are zombies. Which one is not
  /// determined.
  ///
  /// Rule ``posix.wait.none``: Without a zombie among its children the caller would block; without children `wait` fails
  /// with ECHILD.
  func expectWait(by name: ProcessNumber) -> Expectation {
    let children = processes.filter { $0.value.parent == name }
    let zombies = children.compactMapValues(\.ending)
    if children.isEmpty { return .failed(.noChildProcesses) }
    return zombies.isEmpty ? .wouldBlock : .reaped(oneOf: zombies)
  }
}
