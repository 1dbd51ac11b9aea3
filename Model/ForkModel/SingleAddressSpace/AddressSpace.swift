public import Architecture
public import CapabilityModel
import ExactIntegers

/// All processes in one address space: how μFork provides what ``PosixSystem`` means.
///
/// It is a kernel small enough to be read, and can itself be put to the test. Reading order: ``Region``, ``Frame``,
/// ``Mapping``; then fork, faults, regions.
public struct AddressSpace: ProcessSystem, Hashable, Sendable {
  let world: InitialWorld
  /// The processes that run and the zombies, by name.
  public package(set) var processes: [ProcessName: SpaceProcess] = [:]
  /// The frames that are mapped, by number.
  public package(set) var frames: [Int: Frame] = [:]
  var nextSharedPage = 0
  var regionsTaken = 0
  var time: Integer = 0
  var files = OpenFiles<UInt8>()
  /// The frames of shared memory objects, by the pages of shared memory that they are.
  var sharedFrames: [Int: Int] = [:]
  /// The regions, in use or not, each in its present epoch.
  var regions: [Region]
  /// What relocation does with a pointer that lies neither inside its origin nor is an entry of the kernel.
  let relocationPolicy: Relocation.Policy
  /// The number of the next frame: a number is never used again.
  private var nextFrame = 0

  /// Starts the first process of a world.
  public init(_ world: InitialWorld, relocationPolicy: Relocation.Policy = .clear) {
    self.world = world
    self.relocationPolicy = relocationPolicy
    regions = (1...max(1, world.regions)).map {
      Region(base: Integer($0) << (world.regionSizeLog2 + 2), sizeLog2: world.regionSizeLog2, epoch: 0)
    }
    processes[.first] = freshProcess(parent: nil)
    start(.first)
  }

  /// Does the least wherever there is a choice.
  func choose(_ freedom: Freedom, among count: Int) -> Int { 0 }

  /// Performs an action to its end, the faults that it raises included.
  ///
  /// - Returns: what the process could tell of it.
  public mutating func perform(_ action: ForkAction, by name: ProcessName, thread: Int = 0) -> Observation {
    do throws(ActionFailure) {
      try select(thread, of: name)
      return try carryOut(action, by: name)
    } catch {
      return answer(to: error, by: name).least
    }
  }

  /// Does the least that the answer allows.
  mutating func response(to action: ForkAction, _ answer: Answer, by name: ProcessName) -> Observation {
    let observation = answer.least
    follow(action, by: name, to: observation)
    return observation
  }

  /// Writes a register.
  mutating func write(_ value: Capability, into register: PointerRegister, of name: ProcessName) -> Observation {
    processes[name]?.registers[register.index] = value
    return .done
  }

  /// The pointer that a register holds, tagged or not.
  func pointer(inRegister register: PointerRegister, of name: ProcessName) -> Capability {
    process(name).registers[register.index]
  }

  /// Takes a new frame into use.
  ///
  /// - Returns: its number.
  mutating func allocate(_ frame: Frame) -> Int {
    defer { nextFrame += 1 }
    frames[nextFrame] = frame
    return nextFrame
  }

  /// A frame, which must be there. Rule: ``fork.frame.freed``.
  func frame(_ number: Int) -> Frame {
    guard let frame = frames[number] else {
      impossible("fork.frame.freed", "frame \(number) is in use, and is not there")
    }
    return frame
  }

  /// How many pages show a frame.
  func references(to frame: Int) -> Int {
    processes.values.reduce(0) { $0 + $1.mappings.values.count { $0.frame == frame } }
  }

  /// Whether everything has been given back that processes had: there is no pipe, and no file, queue or shared memory
  /// object but those that have a name, with their frames. Rule: ``guarantee.accounting``.
  package var isBare: Bool { frames.count == sharedFrames.count && files.isBare }

  /// Gives back the frames that nothing shows.
  ///
  /// Rule ``fork.frame.freed``: A frame lives as long as a page shows it or a shared memory object has it, and no
  /// longer.
  mutating func releaseUnmappedFrames() {
    let kept = Set(processes.values.flatMap { $0.mappings.values.map(\.frame) }).union(sharedFrames.values)
    frames = frames.filter { kept.contains($0.key) }
  }
}
