import Architecture

/// fork, and the start of an image.
extension PosixSystem {
  func expectFork(of child: ProcessNumber, by name: ProcessNumber) throws(ActionFailure) -> Expectation {
    try checkIsFree(child)
    return .fork(forkPossibilities(costing: layout(of: name).chargedPages, by: name))
  }

  /// Rule ``posix.fork.copy``: The child has a copy of the image and of the registers of its parent at the moment of
  /// the fork. From then on, neither sees what the other does.
  mutating func fork(_ parent: ProcessNumber, child: ProcessNumber) {
    let (process, owner) = (process(parent), process(owner(of: parent)))
    processes[child] = PosixProcess(
      memory: owner.memory, threads: process.threads.forked { $0 }, layout: owner.layout,
      descriptors: process.descriptors, signals: process.signals.forked, limits: process.limits, parent: parent)
    regionsTaken += 1
  }

  func expectSpawn(of child: ProcessNumber, by name: ProcessNumber) throws(ActionFailure) -> Expectation {
    try checkIsFree(child)
    return .fork(forkPossibilities(costing: costOfImage, by: name))
  }

  func freshProcess(parent: ProcessNumber?) -> PosixProcess {
    PosixProcess(
      memory: PosixMemory(space: space), threads: Threads(registers: []), layout: PageLayout(),
      descriptors: Descriptors(console: OpenFiles<PosixByte>.console, limit: world.descriptors),
      limits: ResourceLimits(descriptors: world.descriptors), parent: parent)
  }

  mutating func startImage(of name: ProcessNumber) {
    processes[name]?.memory = PosixMemory(image: world.image, space: space)
    processes[name]?.threads.execute(
      world.initialRegisters(regionBase: space.base).map { $0.tag ? .pointer($0) : .null })
  }
}
