/// execve and posix_spawn.
extension ProcessSystem {
  /// What an image costs that is started: a frame for each page that is writable or shared.
  var costOfImage: Int { PageLayout(world.image, firstSharedPage: 0).cost }

  /// What a process gives back when it starts another image.
  private func givenBackToExecute(_ name: ProcessNumber) -> Int {
    var after = self
    after.letGoForExecution(name)
    return promisedFrames - after.promisedFrames
  }

  /// Lets the pages and descriptors go that another image is not to have.
  private mutating func letGoForExecution(_ name: ProcessNumber) {
    processes[name]?.layout = PageLayout()
    processes[name]?.descriptors.closeForExecution()
    releaseUnusedFiles()
  }

  /// Whether the image can be started in a process that is there, and whether even while it still has what it gives back.
  ///
  /// Rule ``posix.execute.failure``: execve fails with ENOMEM, and changes nothing, if the image can't be promised in
  /// place of what the process has. So it does in a child of vfork, which needs a region of its own, if every region
  /// belongs to a process that runs.
  ///
  /// Rule ``posix.execute.pressure``: execve may fail with ENOMEM if the image can't be promised beside what the
  /// process has: a kernel may prepare the new before it gives up the old. In a child of vfork it may fail where fork
  /// may.
  func executePossibilities(of name: ProcessNumber) -> ForkPossibilities {
    if !canPromise(costOfImage - givenBackToExecute(name)) { return .mustFail }
    let region = isBorrower(name) ? regionPossibilities : .mustSucceed
    if region == .mustSucceed && !canPromise(costOfImage) { return .mayFail }
    return region
  }

  private func isBorrower(_ name: ProcessNumber) -> Bool { processes[name]?.lender != nil }

  /// Starts the image anew.
  ///
  /// Rule ``posix.execute.image``: After execve a process has the image as the first process has it at its start.
  /// Nothing is left of what it had mapped, and its shared segments are memory of its own.
  ///
  /// Rule ``posix.execute.process``: execve does not make another process: parent and children stay the same, and so do
  /// the descriptors that are not closed.
  ///
  /// Rule ``posix.execute.vfork``: A child of vfork that executes an image leaves the memory of its parent as it is,
  /// and its parent resumes.
  mutating func execute(_ name: ProcessNumber) {
    let lender = processes[name]?.lender
    processes[name]?.lender = nil
    processes[name]?.signals.execute()
    letGoForExecution(name)
    releaseMemory(of: name)
    start(name)
    if let lender { deliver(to: lender) }
  }

  /// Starts the image in a new process.
  ///
  /// Rule ``posix.spawn``: The child of spawn has the image as a first process has it, and the descriptors of its parent, but those
  /// that are closed on execute.
  mutating func spawn(_ child: ProcessNumber, by name: ProcessNumber) {
    guard let process = processes[name] else { return }
    var fresh = freshProcess(parent: name)
    fresh.descriptors = process.descriptors
    fresh.descriptors.closeForExecution()
    fresh.signals = process.signals.spawned
    fresh.limits = process.limits
    fresh.threads.acting.signals = process.threads.acting.signals.inherited
    processes[child] = fresh
    start(child)
  }

  /// Maps the image of a process that has nothing yet, and fills it.
  mutating func start(_ name: ProcessNumber) {
    let layout = PageLayout(world.image, firstSharedPage: nextSharedPage)
    processes[name]?.layout = layout
    nextSharedPage += world.image.sharedPages
    startImage(of: name)
    regionsTaken += 1
  }
}
