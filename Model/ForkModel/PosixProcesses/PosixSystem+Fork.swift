import Architecture

/// fork.
extension PosixSystem {
  func expectFork(of child: ProcessNumber, by name: ProcessNumber) throws(ActionFailure) -> Expectation {
    try checkIsFree(child)
    return .fork(forkPossibilities(charging: layout(of: name).chargedPages))
  }

  /// Rule ``posix.fork.failure``: A fork fails with ENOMEM, and changes nothing, when every region belongs to a process
  /// that runs, or when what its parent is charged can't be promised to the child as well.
  ///
  /// Rule ``posix.fork.regionPressure``: A fork may fail with ENOMEM when only regions are left that were used before: a
  /// kernel need not find out at once that no relative depends on them any more.
  private func forkPossibilities(charging frames: Int) -> ForkPossibilities {
    let running = processes.values.count { $0.runs && $0.lender == nil }
    if running >= world.regions || !canPromise(frames) { return .mustFail }
    return forks + 1 >= world.regions ? .mayFail : .mustSucceed
  }

  /// Rule ``posix.fork.copy``: The child has a copy of the image and of the registers of its parent at the moment of the
  /// fork. From then on, neither sees what the other does.
  mutating func fork(_ parent: ProcessNumber, child: ProcessNumber) {
    guard let process = processes[parent], let owner = processes[owner(of: parent)] else { return }
    processes[child] = PosixProcess(
      memory: owner.memory, threads: process.threads.forked { $0 }, layout: owner.layout, parent: parent)
    forks += 1
  }
}
