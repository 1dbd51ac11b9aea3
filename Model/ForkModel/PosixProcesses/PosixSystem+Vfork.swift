import Architecture

/// vfork.
extension PosixSystem {
  /// Rule ``posix.vfork.name``: A vfork needs no memory and can't fail for want of it. It is skipped if the name of the
  /// child is in use.
  func vfork(_ child: ProcessName, by name: ProcessName) throws(ActionFailure) -> Expectation {
    try checkIsFree(child)
    return .vfork(limitOfFork(by: name))
  }

  /// Rule ``posix.vfork.memory``: Until it ends, a child of vfork uses the memory of its parent: what it stores, its
  /// parent finds. It has registers of its own.
  mutating func vfork(_ parent: ProcessName, child: ProcessName) {
    let process = process(parent)
    processes[child] = PosixProcess(
      memory: PosixMemory(space: space), threads: process.threads.forked { $0 }, layout: PageLayout(),
      descriptors: process.descriptors, signals: process.signals.forked, limits: process.limits, parent: parent,
      vforkParent: parent, suspends: SuspendedThread(process: parent, thread: process.threads.actingNumber))
  }
}
