public import Architecture
import Emulator

/// `execve` and `posix_spawn`.
extension Kernel {
  /// Lets a process execute a program: it starts anew, with one thread, and with no frame of what it was.
  ///
  /// - Parameter thread: which thread calls: the first one, if none is named. Its mask and its pending signals stay.
  /// - Throws: ``ErrorNumber/noSuchFile``; ``ErrorNumber/noMemory`` if the frames cannot be reserved or no region is
  ///   left; ``ErrorNumber/noSuchProcess`` if there is no such thread. Nothing has changed then.
  public mutating func execute(
    program name: String, as process: ProcessID, thread identifier: Int32? = nil
  ) throws(ErrorNumber) {
    guard let thread = actor(identifier, of: process) else { throw .noSuchProcess }
    try execute(try program(Array(name.utf8)), ProgramArguments(), thread)
  }

  /// Starts a program in a new child of a process.
  ///
  /// - Parameter thread: which thread calls: the first one, if none is named. The child has its mask.
  /// - Throws: ``ErrorNumber/noSuchFile``; ``ErrorNumber/tryAgain`` at the limit of processes;
  ///   ``ErrorNumber/noMemory`` if the frames cannot be reserved or no region is left; ``ErrorNumber/noSuchProcess`` if
  ///   there is no such thread. Nothing has changed then.
  /// - Returns: the child.
  public mutating func spawn(
    program name: String, as process: ProcessID, thread identifier: Int32? = nil
  ) throws(ErrorNumber) -> ProcessID {
    guard let thread = actor(identifier, of: process) else { throw .noSuchProcess }
    return try spawn(try program(Array(name.utf8)), ProgramArguments(), thread)
  }

  // MARK: Calls

  /// `execve(path, arguments, environment)`.
  mutating func execve(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let (program, arguments) = try programArguments(of: thread)
    try execute(program, arguments, thread)
    return .elsewhere
  }

  /// `posix_spawn(path, arguments, environment)`: answers the child's identifier.
  mutating func posixSpawn(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let (program, arguments) = try programArguments(of: thread)
    let child = try spawn(program, arguments, thread)
    return .value(UInt64(processes[child].pid))
  }

  private mutating func programArguments(
    of thread: ThreadID
  ) throws(ErrorNumber) -> (Program, ProgramArguments) {
    let process = threads[thread].process
    let name = try copyInName(pointer(0, of: thread), for: process, ofDirectory: .accessDenied)
    var arguments = ProgramArguments()
    arguments.strings = try copyInStrings(pointer(1, of: thread), &arguments.size, for: process)
    arguments.environment = try copyInStrings(pointer(2, of: thread), &arguments.size, for: process)
    return (try program(name), arguments)
  }

  /// Reads an array of strings that ends with a null pointer; none for the null pointer itself.
  private mutating func copyInStrings(
    _ array: MachineCapability, _ size: inout Int, for process: ProcessID
  ) throws(ErrorNumber) -> [[UInt8]]? {
    guard !isNull(array) else { return nil }
    var strings: [[UInt8]] = []
    while true {
      size += 16
      guard size <= ProgramArguments.largestSize else { throw .argumentListTooLong }
      let pointer = try copyInCapability(array.advanced(by: 16 * strings.count), for: process)
      if isNull(pointer) { return strings }
      let string: [UInt8]
      do {
        string = try copyInString(pointer, limit: ProgramArguments.largestSize, for: process)
      } catch {
        throw error == .nameTooLong ? .argumentListTooLong : error
      }
      size += string.count + 16
      strings.append(string)
    }
  }

  private func program(_ name: [UInt8]) throws(ErrorNumber) -> Program {
    if let program = programs[name] { return program }
    throw files.system.find(name) == nil ? .noSuchFile : .accessDenied
  }

  // MARK: Effects

  private mutating func execute(
    _ program: Program, _ arguments: ProgramArguments, _ thread: ThreadID
  ) throws(ErrorNumber) {
    let process = threads[thread].process
    let program = try program.passing(arguments)
    let home = processes[process].memory
    let isAlone = memory.maps[home].users == 1
    let reclaimed = isAlone ? memory.reclaimableFrames(of: home) : 0
    guard grants(.frames), program.needed <= memory.frames.available + reclaimed else { throw .noMemory }
    let size = program.image.regionSizeLog2
    var region = takeRegion(sizeLog2: size)
    // Its own region will do if it is all there is.
    guard region != nil || isAlone && processes[process].sizeLog2 == size else { throw .noMemory }
    for other in threads(of: process) where other != thread { release(other) }
    leaveMemory(of: process)
    if region == nil { region = freeRegion(sizeLog2: size) }
    guard memory.reserve(program.needed), let region else { preconditionFailure("what was left is not free") }
    occupy(region, program, as: process)
    closeDescriptorsOnExecute(of: process)
    processes[process].signals = processes[process].signals.executed(keepingPending: true)
    processes[process].firstThread = thread
    processes[process].threadCount = 1
    processes[process].endedThreads = []
    restart(thread, program, arguments)
  }

  private mutating func restart(_ thread: ThreadID, _ program: Program, _ arguments: ProgramArguments) {
    let hart = threads[thread].hart
    unload(thread)
    threads[thread].next = .none
    threads[thread].leaveCall()
    threads[context: thread] = initialContext(of: program.image, in: threads[thread].process)
    if hart >= 0 { load(thread, on: hart) }
    if let count = arguments.strings?.count { setRegister(10, MachineCapability(integer: UInt64(count)), of: thread) }
  }

  private mutating func spawn(
    _ program: Program, _ arguments: ProgramArguments, _ thread: ThreadID
  ) throws(ErrorNumber) -> ProcessID {
    let parent = threads[thread].process
    let program = try program.passing(arguments)
    guard mayFork(parent) else { throw .tryAgain }
    guard reserve(program.needed) else { throw .noMemory }
    guard let region = takeRegion(sizeLog2: program.image.regionSizeLog2) else {
      memory.withdraw(program.needed)
      throw .noMemory
    }
    let child = processes.add(Process(limits: processes[parent].limits), parent: parent)
    occupy(region, program, as: child)
    shareDescriptors(of: parent, with: child)
    closeDescriptorsOnExecute(of: child)
    processes[child].signals = processes[parent].signals.executed(keepingPending: false)
    restart(addThread(to: child, context: ThreadContext(), mask: threads[thread].signals.mask), program, arguments)
    return child
  }
}
