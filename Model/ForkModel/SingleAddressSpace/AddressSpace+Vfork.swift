package import Architecture

/// vfork.
extension AddressSpace {
  /// The threads of a process that run and are not suspended, in order.
  package func threadsThatMayAct(of name: ProcessName) -> [Int] { awakeThreads(of: name).sorted() }

  /// Rule ``fork.vfork.region``: A child of vfork has the region and the mappings of its parent until it ends (F6); so
  /// nothing is relocated, copied or charged.
  mutating func vfork(_ child: ProcessName, by parent: ProcessName) throws(ActionFailure) -> Observation {
    try checkIsFree(child)
    try limitOfFork(by: parent).check()
    guard let process = processes[parent] else { throw .skipped }
    processes[child] = SpaceProcess(
      region: process.region, mappings: [:], layout: PageLayout(), threads: process.threads.forked { $0 },
      descriptors: process.descriptors, signals: process.signals.forked, limits: process.limits, parent: parent,
      vforkParent: parent, suspends: SuspendedThread(process: parent, thread: process.threads.actingNumber))
    return .forked(regionBase: process.region.base.word)
  }
}
