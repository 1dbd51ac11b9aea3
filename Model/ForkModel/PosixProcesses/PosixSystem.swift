public import Architecture
import CapabilityModel
import ExactIntegers

/// The processes of a world as POSIX knows them. This is the *meaning* of fork: the single address space must not be
/// told from it.
///
/// ```swift
/// let system = PosixSystem(world)
/// system.outcomes(of: .wait, by: .first)[0].expected  // the call to fail: ECHILD
/// ```
///
/// It is a transition relation: ``outcomes(of:by:thread:)`` are all ways in which an action may turn out, each with the
/// processes after it. ``PosixReference`` judges observations by it.
public struct PosixSystem: ProcessSystem, Hashable, Sendable {
  /// Where pointers see the image.
  public let space: PrivateSpace
  let world: InitialWorld
  /// The processes that run and the zombies, by name.
  public internal(set) var processes: [ProcessName: PosixProcess] = [:]
  /// What the pages of shared memory hold, one behind the other.
  package internal(set) var sharedMemory: PosixMemory
  var nextSharedPage = 0
  var time: Integer = 0
  var files = OpenFiles<PosixByte>()
  var regionsTaken = 0
  /// How the choices are made that an action leaves.
  private var choices = Choices()

  /// The first process at its start.
  public init(_ world: InitialWorld) {
    self.world = world
    space = PrivateSpace(world)
    sharedMemory = PosixMemory(space: space)
    processes[.first] = freshProcess(parent: nil)
    start(.first)
  }

  /// Performs as much of an action as is determined, with the choices that are set.
  ///
  /// - Returns: what may be observed of it.
  mutating func perform(_ action: ForkAction, by name: ProcessName, thread: Int) -> Expectation {
    do throws(ActionFailure) {
      try select(thread, of: name)
      if isKilledForMemory(name) { return .answer(.oneOf([.signaled(.kill)])) }
      return try carryOut(action, by: name)
    } catch {
      return .answer(answer(to: error, by: name))
    }
  }

  /// Rule ``posix.overcommit.kill``: As long as more is reserved than there is, any step may end its process by SIGKILL
  /// instead.
  private mutating func isKilledForMemory(_ name: ProcessName) -> Bool {
    guard world.overcommits, reservedFrames > world.frames, takes(.overcommit) else { return false }
    end(name, .signaled(.kill))
    return true
  }

  /// Makes the next choice of the action that is performed.
  mutating func choose(_ freedom: Freedom, among count: Int) -> Int { choices.choose(among: count) }

  /// This system with every way to make the choices that an action leaves, the one first that does the least.
  ///
  /// - Parameter body: performs the action.
  /// - Returns: what the body says, and the system after it.
  func withEveryChoice<Result>(_ body: (inout PosixSystem) -> Result) -> [(result: Result, system: PosixSystem)] {
    var results: [(result: Result, system: PosixSystem)] = []
    var choices = Choices()
    repeat {
      var system = self
      system.choices = choices
      let result = body(&system)
      choices = system.choices
      system.choices = Choices()
      results.append((result, system))
    } while choices.advance()
    return results
  }

  /// Follows what an observation says of what was open.
  mutating func settle(_ action: ForkAction, by name: ProcessName, as observation: Observation) {
    if case .forked = observation {
      begin(action, by: name)
    } else if case .executed = observation {
      execute(name)
    } else if case .mapped(let address) = observation {
      map(action, at: address, by: name)
    } else {
      follow(action, by: name, to: observation)
    }
  }

  /// Starts the child that an action creates.
  private mutating func begin(_ action: ForkAction, by name: ProcessName) {
    if case .fork(let child, _) = action { fork(name, child: child) }
    if case .vfork(let child) = action { vfork(name, child: child) }
    if case .spawn(let child) = action { startSpawned(child, by: name) }
  }

  /// Maps the pages that an action asks for where it was given them.
  private mutating func map(_ action: ForkAction, at address: UInt64, by name: ProcessName) {
    if case .map(let into, let pages, let protection, let isShared) = action {
      map(Int(pages), at: address, protection, isShared: isShared, into: into, by: name)
    }
    if case .mapShared(let into, let descriptor, let page, let pages, let protection) = action {
      let mapping = SharedMapping(descriptor: descriptor, page: page, pages: pages, protection: protection)
      map(mapping, at: address, into: into, by: name)
    }
  }

  func response(to action: ForkAction, _ answer: Answer, by name: ProcessName) -> Expectation { .answer(answer) }

  /// Writes a register.
  mutating func write(_ value: PosixValue, into register: PointerRegister, of name: ProcessName) -> Expectation {
    processes[name]?.registers[register.index] = value
    return .written(value)
  }
}

/// A process as POSIX knows it: an image of its own, registers, a parent, and at last a termination status.
public struct PosixProcess: ProcessState, Hashable, Sendable {
  /// What it holds in memory.
  public internal(set) var memory: PosixMemory
  /// Its threads, with eight registers each.
  public internal(set) var threads: Threads<PosixValue>
  /// Which pages it has mapped; none while it uses those of its parent.
  public internal(set) var layout: PageLayout
  /// Its descriptors.
  public internal(set) var descriptors: Descriptors
  /// What it does about signals, and those that are pending for it.
  public internal(set) var signals = ProcessSignals()
  /// How much it may have of what is limited.
  public internal(set) var limits: ResourceLimits
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  public internal(set) var parent: ProcessName?
  /// Whose memory it uses, if it was made by vfork and has not ended.
  public internal(set) var vforkParent: ProcessName?
  /// The thread that waits until it ends or starts an image, if it was made by vfork.
  public internal(set) var suspends: SuspendedThread?
  /// How it ended; it is a zombie from then on.
  public internal(set) var termination: TerminationStatus?

  /// The registers of the thread that acts.
  public internal(set) var registers: [PosixValue] {
    get { threads.acting.registers }
    set { threads.acting.registers = newValue }
  }

  /// Whether it still runs.
  public var runs: Bool { termination == nil }
}

/// What those want to know who look for something to do.
extension PosixSystem {
  /// The threads of a process that run and are not suspended, in order.
  public func threadsThatMayAct(of name: ProcessName) -> [Int] { awakeThreads(of: name).sorted() }

  /// The descriptors of a process from which bytes can be read now, in order.
  public func readableDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name, where: files.hasBytes)
  }

  /// The descriptors of a process to which bytes can be written that are kept, in order.
  public func writableDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name, where: files.keepsBytes)
  }

  /// The descriptors of a process that are open on message queues, in order.
  public func queueDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name) { files.queue(of: $0) != nil }
  }

  /// The descriptors of a process that are open on shared memory objects, in order.
  public func sharedDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name) { files.sharedObject(of: $0) != nil }
  }

  /// Those of a process that is not there are none.
  private func descriptors(of name: ProcessName, where isSuitable: (Int) -> Bool) -> [Int] {
    guard let process = processes[name] else { return [] }
    return process.descriptors.descriptionsByNumber.filter { isSuitable($0.value) }.keys.sorted()
  }
}
