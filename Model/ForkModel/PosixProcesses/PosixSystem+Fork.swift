import Architecture

/// fork, and the start of an image.
extension PosixSystem {
  func fork(
    _ child: ProcessName, _ strategy: ForkStrategy, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    try checkIsFree(child)
    return .fork(forkPossibilities(costing: layout(of: name).chargedPages, by: name))
  }

  /// Rule ``posix.fork.copy``: The child has a copy of the image and of the registers of its parent at the moment of
  /// the fork. From then on, neither sees what the other does.
  mutating func fork(_ parent: ProcessName, child: ProcessName) {
    let (process, owner) = (process(parent), process(owner(of: parent)))
    processes[child] = PosixProcess(
      memory: owner.memory, threads: process.threads.forked { $0 }, layout: owner.layout,
      descriptors: process.descriptors, signals: process.signals.forked, limits: process.limits, parent: parent)
    regionsTaken += 1
  }

  func spawn(_ child: ProcessName, by name: ProcessName) throws(ActionFailure) -> Expectation {
    try checkIsFree(child)
    return .fork(forkPossibilities(costing: costOfImage, by: name))
  }

  func execute(by name: ProcessName) -> Expectation { .execute(executePossibilities(of: name)) }

  func freshProcess(parent: ProcessName?) -> PosixProcess {
    PosixProcess(
      memory: PosixMemory(space: space), threads: Threads(registers: []), layout: PageLayout(),
      descriptors: Descriptors(console: OpenFiles<PosixByte>.console, limit: world.descriptors),
      limits: ResourceLimits(descriptors: world.descriptors), parent: parent)
  }

  mutating func startImage(of name: ProcessName) {
    var memory = PosixMemory(image: world.image, space: space)
    for (offset, pointer) in world.initialPointers(regionBase: space.base) {
      memory.store(.pointer(pointer), at: offset)
    }
    processes[name]?.memory = memory
    processes[name]?.threads.execute(
      world.initialRegisters(regionBase: space.base).map { $0.tag ? .pointer($0) : .null })
  }
}

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
