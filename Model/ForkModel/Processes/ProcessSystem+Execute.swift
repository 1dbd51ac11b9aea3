import Architecture

/// execve and posix_spawn.
extension ProcessSystem {
  /// What an image costs that is started: a frame for each page that is writable or shared.
  var costOfImage: Int { PageLayout(world.image, firstSharedPage: 0).cost }

  /// What a process gives back when it starts another image.
  private func givenBackToExecute(_ name: ProcessName) -> Int {
    var after = self
    after.letGoForExecution(name)
    return reservedFrames - after.reservedFrames
  }

  /// Lets the pages and descriptors go that another image is not to have.
  private mutating func letGoForExecution(_ name: ProcessName) {
    passOnMemory(of: name)
    processes[name]?.layout = PageLayout()
    processes[name]?.descriptors.closeForExecution()
    releaseUnusedFiles()
  }

  /// Whether the image can be started in a process that is there, and whether even while it still has what it gives
  /// back.
  ///
  /// Rule ``posix.execute.failure``: execve fails with ENOMEM, and changes nothing, if the image can't be reserved in
  /// place of what the process has. So it does in a process that needs another region, since a child of vfork uses this
  /// one or it is a child of vfork itself, if every region belongs to a process that runs.
  ///
  /// Rule ``posix.execute.pressure``: execve may fail with ENOMEM if the image can't be reserved beside what the
  /// process has: a kernel may prepare the new before it gives up the old. Where it needs another region it may fail
  /// where fork may.
  func executePossibilities(of name: ProcessName) -> ForkPossibilities {
    if !canReserve(costOfImage - givenBackToExecute(name)) { return world.overcommits ? .mayFail : .mustFail }
    let region = sharesMemory(name) ? regionPossibilities : .mustSucceed
    if region == .mustSucceed && !canReserve(costOfImage) { return .mayFail }
    return region
  }

  private func sharesMemory(_ name: ProcessName) -> Bool {
    processes[name]?.vforkParent != nil || processes.values.contains { $0.vforkParent == name }
  }

  /// Whether SIGCHLD, which a process ignores, gets its default action in a new image. Rule:
  /// ``posix.signal.execute.child``.
  private mutating func resetsChildSignal(of name: ProcessName) -> Bool {
    processes[name]?.signals.action(for: .child) == .ignore && takes(.childSignalIsReset)
  }

  /// Starts the image anew.
  ///
  /// Rule ``posix.execute.image``: After execve a process has the image as the first process has it at its start.
  /// Nothing is left of what it had mapped, and its shared segments are memory of its own.
  ///
  /// Rule ``posix.execute.process``: execve does not make another process: parent and children stay the same, and so do
  /// the descriptors that are not closed.
  ///
  /// Rule ``posix.execute.vfork``: A child of vfork that executes an image leaves the memory of its parent as it is,
  /// and the thread resumes that has called vfork.
  mutating func execute(_ name: ProcessName) {
    let suspended = processes[name]?.suspends
    let resettingChild = resetsChildSignal(of: name)
    letGoForExecution(name)
    processes[name]?.vforkParent = nil
    processes[name]?.suspends = nil
    processes[name]?.signals.execute(resettingChild: resettingChild)
    releaseMemory(of: name)
    start(name)
    if let suspended { deliver(to: suspended.process) }
  }

  /// Starts the image in a new process.
  ///
  /// Rule ``posix.spawn``: The child of spawn has the image as a first process has it, and the descriptors of its
  /// parent, but those that are closed on execute.
  mutating func startSpawned(_ child: ProcessName, by name: ProcessName) {
    let process = process(name)
    var fresh = freshProcess(parent: name)
    fresh.descriptors = process.descriptors
    fresh.descriptors.closeForExecution()
    fresh.signals = process.signals.spawned(resettingChild: resetsChildSignal(of: name))
    fresh.limits = process.limits
    fresh.threads.acting.signals = process.threads.acting.signals.inherited
    processes[child] = fresh
    start(child)
  }

  /// Maps the image of a process that has nothing yet, and fills it.
  mutating func start(_ name: ProcessName) {
    let layout = PageLayout(world.image, firstSharedPage: nextSharedPage)
    processes[name]?.layout = layout
    nextSharedPage += world.image.sharedPages
    startImage(of: name)
    regionsTaken += 1
  }
}
