/// vfork.
extension AddressSpace {
  /// Rule ``fork.vfork.region``: A child of vfork has the region and the mappings of its parent until it ends (F6); so nothing is
  /// relocated, copied or charged.
  mutating func vfork(_ parent: ProcessNumber, child: ProcessNumber) -> Outcome {
    guard processes[child] == nil, let process = processes[parent] else { return .skipped }
    processes[child] = SpaceProcess(
      region: process.region, mappings: [:], threads: process.threads.forked { $0 }, parent: parent, lender: parent)
    return .forked(regionBase: process.region.base)
  }

  /// Whether a child of vfork uses the memory of a process. Rule: ``posix.vfork.suspended``.
  func isSuspended(_ name: ProcessNumber) -> Bool {
    processes.values.contains { $0.lender == name }
  }

  /// The process whose mappings another one uses: itself, unless it was made by vfork.
  func owner(of name: ProcessNumber) -> ProcessNumber {
    processes[name]?.lender.map { owner(of: $0) } ?? name
  }
}
