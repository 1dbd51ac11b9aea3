public import Architecture
import Emulator
import ForkKernel
public import SystemsUnderTest

/// The kernel on the emulator as a fork subject.
///
/// Pointer register *n* of a program is capability register s(n + 2), so that it survives calls; `t0` and `t1` hold
/// operands for the time of an action. Every memory and pointer operation is an instruction that a hart executes with
/// the process's registers, through the whole path of page faults and capability faults.
public struct KernelForkSubject: ForkSubject {
  private var configuration: KernelConfiguration
  private var world: KernelForkWorld?

  /// Makes a subject at a level of isolation.
  public init(isolation: IsolationLevel = .adversarial) {
    configuration = KernelConfiguration(threadsPerProcess: 256, harts: 2, isolation: isolation, checksAssertions: true)
  }

  /// Boots a kernel for the world and starts process 0 in it.
  public mutating func start(_ world: ForkWorld) throws -> Observation {
    configuration.frames = world.frames
    configuration.regions = world.regions
    configuration.strategy = world.strategy
    configuration.descriptors = world.descriptors
    let started = try KernelForkWorld(configuration, Image(world))
    self.world = started
    return started.observationOfStart
  }

  /// Lets a process act.
  public mutating func perform(_ step: ForkStep) throws -> Observation {
    let world = try started()
    let observation = try world.perform(step)
    try world.checkAssertions()
    return observation
  }

  /// Lets a process act while the kernel runs short.
  public mutating func perform(_ step: ForkStep, shortAfter count: Int) throws -> ShortStep? {
    let world = try started()
    let observation = try world.perform(step, shortAfter: count)
    try world.checkAssertions()
    return observation
  }

  func started() throws -> KernelForkWorld {
    guard let world else { throw SubjectError.unavailable("world: start one before performing steps") }
    return world
  }

  /// The whole state: this subject is one of level L1.
  public mutating func inspect() throws -> InspectedState? { world?.inspect() }
}

/// Who makes a step: a thread that can act.
struct KernelForkActor {
  let name: ProcessName
  let process: ProcessID
  /// The kernel's identifier of the thread.
  let thread: Int32
}

/// Who is called what in a program that runs on a kernel.
struct KernelForkNames {
  /// A process that bears, or bore, a name.
  private struct Entry {
    let process: ProcessID
    /// Distinguishes the process from a later one in its slot of the kernel's table.
    let pid: Int32
    /// The kernel's identifiers of its threads by their numbers, those that have ended and were not joined included.
    var threads: [Int32?]
  }

  /// The entries by name, since a look-up comes before each step.
  private var entries: [Entry?] = []

  /// Every name that may have been borne, in ascending order.
  var all: some Sequence<ProcessName> { entries.indices.lazy.map { ProcessName(UInt8(clamping: $0)) } }

  /// Gives a new process a name; its one thread is thread 0.
  mutating func add(_ process: ProcessID, _ name: ProcessName, in kernel: borrowing Kernel) {
    while entries.count <= Int(name.number) { entries.append(nil) }
    entries[Int(name.number)] = Entry(
      process: process, pid: kernel.pid(of: process), threads: [kernel.threadIdentifiers(of: process).first])
  }

  /// The process of a name, running or zombie.
  func process(_ name: ProcessName, in kernel: borrowing Kernel) -> ProcessID? {
    guard Int(name.number) < entries.count, let entry = entries[Int(name.number)],
      kernel.pid(of: entry.process) == entry.pid
    else { return nil }
    return entry.process
  }

  /// The process that bore a name last, by its identifier.
  func name(ofPID pid: Int32) -> ProcessName? {
    entries.firstIndex { $0?.pid == pid }.map { ProcessName(UInt8(clamping: $0)) }
  }

  /// The kernel's identifier of a thread.
  func thread(_ number: UInt8, of name: ProcessName) -> Int32? {
    guard Int(name.number) < entries.count, let entry = entries[Int(name.number)],
      Int(number) < entry.threads.count
    else { return nil }
    return entry.threads[Int(number)]
  }

  /// Gives a thread of a process a number, or takes it away.
  mutating func setThread(_ number: UInt8, of name: ProcessName, to identifier: Int32?) {
    guard Int(name.number) < entries.count, var threads = entries[Int(name.number)]?.threads else { return }
    while threads.count <= Int(number) { threads.append(nil) }
    threads[Int(number)] = identifier
    entries[Int(name.number)]?.threads = threads
  }
}
