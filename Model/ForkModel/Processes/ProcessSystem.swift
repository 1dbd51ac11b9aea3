import Architecture
import CapabilityModel
import ExactIntegers

/// Processes, as both views of fork know them.
///
/// Relatives, endings, threads, descriptors, signals, and which pages are mapped do not depend on where a process lies.
/// Their rules are stated once, in extensions of this protocol; a view says what memory and registers hold.
protocol ProcessSystem {
  associatedtype Process: ProcessState
  associatedtype Byte: FileByte
  /// What a view says of an action: what may be observed of it, or what is observed.
  associatedtype Response

  /// What the system started with.
  var world: InitialWorld { get }
  /// The processes that run and the zombies, by name.
  var processes: [ProcessName: Process] { get set }
  /// What descriptors lead to.
  var files: OpenFiles<Byte> { get set }
  /// How many times a region was taken into use.
  var regionsTaken: Int { get set }
  /// The number of the next page of shared memory: a number is never used again.
  var nextSharedPage: Int { get set }

  /// The least that the monotonic clock may tell now, in nanoseconds.
  var time: Integer { get set }

  /// Chooses where a system may choose, out of so many possibilities; 0 is to do the least.
  mutating func choose(_ freedom: Freedom, among count: Int) -> Int

  /// The address at which a process sees the start of its region.
  func base(of name: ProcessName) -> Integer
  /// The pointer in a register; anything untagged gives as little right as null.
  func authority(_ register: PointerRegister, of name: ProcessName) -> Capability
  /// How far behind the start of a page the address in a register is; nil if that is undetermined.
  func distanceFromPage(ofRegister register: PointerRegister, of name: ProcessName) -> Int?

  /// What the view says of an action for which it has an answer.
  mutating func response(to action: ForkAction, _ answer: Answer, by name: ProcessName) -> Response

  /// Loads so many bytes as a number.
  mutating func load(
    _ size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Stores the low bytes of a number.
  mutating func store(
    _ value: Integer, size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Loads sixteen bytes and their tag into a register.
  mutating func loadPointer(
    into target: PointerRegister, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Stores the sixteen bytes of a register and its tag.
  mutating func storePointer(
    _ source: PointerRegister, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Puts what an operation makes of one register into another.
  mutating func compute(
    _ operation: PointerOperation, into target: PointerRegister, from source: PointerRegister, by name: ProcessName
  ) -> Response
  /// Looks at a register.
  func inspect(_ register: PointerRegister, by name: ProcessName) -> Response

  /// Creates a child with a copy of the image.
  mutating func fork(
    _ child: ProcessName, _ strategy: ForkStrategy, by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Creates a child that uses the memory of its parent.
  mutating func vfork(_ child: ProcessName, by name: ProcessName) throws(ActionFailure) -> Response
  /// Creates a child that starts the image of the world.
  mutating func spawn(_ child: ProcessName, by name: ProcessName) throws(ActionFailure) -> Response
  /// Starts the image of the world anew.
  mutating func execute(by name: ProcessName) throws(ActionFailure) -> Response

  /// Maps zeroed pages, and puts a pointer to them into a register.
  mutating func map(
    _ count: Int, _ protection: Options<PageProtection>, isShared: Bool, into register: PointerRegister,
    by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Maps pages of a shared memory object, and puts a pointer to them into a register.
  mutating func map(
    _ mapping: SharedMapping, into register: PointerRegister, by name: ProcessName
  ) throws(ActionFailure) -> Response
  /// Moves the end of the heap, and puts a pointer to the heap into a register.
  mutating func setBreak(
    _ bytes: Integer, into register: PointerRegister, by name: ProcessName
  ) throws(ActionFailure) -> Response

  /// Loads bytes for a call that may load them.
  mutating func loadBytes(_ count: Int, at position: Int, of name: ProcessName) -> [Byte]
  /// Stores bytes for a call that may store them.
  mutating func store(_ bytes: [Byte], at position: Int, of name: ProcessName)

  /// Fills pages that were just mapped with zeros.
  mutating func fill(_ pages: Range<Int>, of name: ProcessName)
  /// Lets the contents of pages go that are mapped no more.
  mutating func discard(_ pages: Range<Int>, of name: ProcessName)
  /// Follows a change of what may be done with pages.
  mutating func adapt(_ pages: Range<Int>, of name: ProcessName)
  /// Makes pages of shared memory for an object, which hold zeros.
  mutating func provide(sharedPages: Range<Int>)
  /// Makes bytes of a page of shared memory zero.
  mutating func clear(_ bytes: Range<Int>, ofSharedPage page: Int)
  /// A byte of a page of shared memory, as a call reads it.
  func byte(ofSharedPage page: Int, at offset: Int) -> Byte
  /// Changes a byte of a page of shared memory, as a call writes it.
  mutating func store(_ byte: Byte, at offset: Int, ofSharedPage page: Int)
  /// Leaves open what bytes of a page of shared memory hold that were stored.
  mutating func forget(_ bytes: Range<Int>, ofSharedPage page: Int)
  /// Lets the contents of shared memory go that nobody can reach any more.
  mutating func releaseSharedMemory()
  /// A process that has nothing yet but descriptors for the console.
  func freshProcess(parent: ProcessName?) -> Process
  /// Gives a process the contents of a fresh image, in its memory and in the registers of its one thread, and a region
  /// if the view has such.
  mutating func startImage(of name: ProcessName)
  /// Lets all memory of a process go that has ended.
  mutating func releaseMemory(of name: ProcessName)
  /// Gives the contents of all memory of a process to another one, which has used them before.
  mutating func moveMemory(from name: ProcessName, to heir: ProcessName)
}

extension ProcessSystem {
  /// Lets a thread act, if there is one of that number in a process that runs.
  ///
  /// Rule ``posix.vfork.suspended``: A thread that has called vfork is suspended while the child uses the memory of its
  /// process. Steps of a thread that is suspended are skipped. The other threads of the process go on.
  mutating func select(_ thread: Int, of name: ProcessName) throws(ActionFailure) {
    guard processes[name]?.runs == true, !suspendedThreads(of: name).contains(thread),
      processes[name]?.threads.select(thread) == true
    else { throw .skipped }
  }

  /// The process of a name, which must be there, running or a zombie: no other is asked to do anything, or sent
  /// anything.
  func process(_ name: ProcessName) -> Process {
    guard let process = processes[name] else { impossible("posix.exit.zombie", "there is no process \(name)") }
    return process
  }

  /// The threads of a process that wait for a child of vfork.
  func suspendedThreads(of name: ProcessName) -> Set<Int> {
    Set(processes.values.compactMap(\.suspends).filter { $0.process == name }.map(\.thread))
  }

  /// The threads of a process that run and are not suspended.
  func awakeThreads(of name: ProcessName) -> Set<Int> {
    guard let process = processes[name] else { return [] }
    return Set(process.threads.running.keys).subtracting(suspendedThreads(of: name))
  }

  /// Lets those go on using the memory of a process as vfork children, when it ends or starts another image.
  ///
  /// Rule ``posix.vfork.heir``: If another thread ends a process or starts an image in it while a child of vfork uses
  /// its memory, the memory stays the child's. The thread that was suspended is no more.
  mutating func passOnMemory(of name: ProcessName) {
    let vforkChildren = processes.filter { $0.value.vforkParent == name }.keys.sorted()
    let process = process(name)
    if let heir = vforkChildren.first, process.vforkParent == nil {
      moveMemory(from: name, to: heir)
      processes[heir]?.layout = process.layout
      processes[name]?.layout = PageLayout()
    }
    for vforkChild in vforkChildren {
      let heir = vforkChildren[0]
      processes[vforkChild]?.vforkParent = process.vforkParent ?? (vforkChild == heir ? nil : heir)
      processes[vforkChild]?.suspends = nil
    }
  }

  /// The process whose memory another one uses: itself, unless it was made by vfork.
  func owner(of name: ProcessName) -> ProcessName {
    processes[name]?.vforkParent.map { owner(of: $0) } ?? name
  }

  /// Which pages a process can reach.
  func layout(of name: ProcessName) -> PageLayout {
    process(owner(of: name)).layout
  }

  /// Rule ``posix.fork.name``: A call whose child would bear the name of a process that runs or is a zombie is skipped.
  func checkIsFree(_ child: ProcessName) throws(ActionFailure) {
    if processes[child] != nil { throw .skipped }
  }
}

/// What a process has beside the contents of its memory, and where its registers are.
protocol ProcessState {
  associatedtype Register: Hashable & Sendable

  /// Its threads with their registers.
  var threads: Threads<Register> { get set }
  /// Which pages it has mapped; none while it uses those of its parent.
  var layout: PageLayout { get set }
  /// Its descriptors.
  var descriptors: Descriptors { get set }
  /// What it does about signals, and those that are pending for it.
  var signals: ProcessSignals { get set }
  /// How much it may have of what is limited.
  var limits: ResourceLimits { get set }
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  var parent: ProcessName? { get set }
  /// Whose memory it uses, if it was made by vfork and has not ended.
  var vforkParent: ProcessName? { get set }
  /// The thread that waits until it ends or starts an image, if it was made by vfork.
  var suspends: SuspendedThread? { get set }
  /// How it ended; set from then on.
  var termination: TerminationStatus? { get set }
  /// Whether it still runs.
  var runs: Bool { get }
}

/// A thread that has called vfork and waits for the child.
public struct SuspendedThread: Hashable, Sendable {
  let process: ProcessName
  let thread: Int
}

extension Integer {
  /// The number as the word in which a process observes it. It must fit, as every offset, length and address does.
  var word: UInt64 { UInt64(fitting: self) }
}
