import Architecture
import CapabilityModel
import ExactIntegers

/// The processes of a world as POSIX knows them. This is the *meaning* of fork: the single address space must not be
/// told from it.
///
/// ```swift
/// var system = PosixSystem(world)
/// let expected = system.perform(.wait, by: .first)  // .failed(.noChildProcesses)
/// ```
///
/// An action is performed in two steps, since some leave a choice: ``perform(_:by:)`` does what is determined and says
/// what may be observed; ``settle(_:by:as:)`` follows the choice that was made.
public struct PosixSystem: Hashable, Sendable {
  /// Where pointers see the image.
  public let space: PrivateSpace
  let world: InitialWorld
  /// The processes that run and the zombies, by name.
  public internal(set) var processes: [ProcessNumber: PosixProcess]
  /// The pages of shared mappings, which all processes share.
  var sharedMemory: PosixMemory
  /// How many forks have succeeded since the start.
  var forks = 0

  /// The first process at its start.
  public init(_ world: InitialWorld) {
    self.world = world
    space = PrivateSpace(world)
    let memory = PosixMemory(image: world.image, space: space)
    sharedMemory = memory
    let registers = world.initialRegisters(regionBase: space.base).map {
      $0.tag ? PosixValue.pointer($0) : .null
    }
    processes = [.first: PosixProcess(memory: memory, threads: Threads(registers: registers))]
  }

  /// Performs as much of an action as is determined.
  ///
  /// - Returns: what may be observed of it.
  public mutating func perform(_ action: ProcessAction, by name: ProcessNumber, thread: Int = 0) -> Expectation {
    guard processes[name]?.runs == true, !isSuspended(name), processes[name]?.threads.select(thread) == true,
      let process = processes[name]
    else { return .skipped }
    do throws(AccessRefusal) {
      switch action {
      case .load(let size, let through, let offset):
        return try load(size, through: through, offset: offset, by: name)
      case .store(let size, let value, let through, let offset):
        return try store(value, size: size, through: through, offset: offset, by: name)
      case .loadPointer(let into, let through, let offset):
        return try loadPointer(into: into, through: through, offset: offset, by: name)
      case .storePointer(let from, let through, let offset):
        return try storePointer(from, through: through, offset: offset, by: name)
      case .compute(let operation, let into, let from):
        return write(space.result(of: operation, on: process.registers[from]), into: into, of: name)
      case .inspect(let register): return .register(process.registers[register])
      case .fork(let child, _): return expectFork(of: child)
      case .vfork(let child): return expectVfork(of: child)
      case .exit(let status): return end(name, .exited(status))
      case .wait: return expectWait(by: name)
      case .createThread(let thread): return createThread(thread, of: name)
      case .exitThread: return exitThread(of: name)
      case .joinThread(let thread): return joinThread(thread, of: name)
      }
    } catch {
      return kill(name, error)
    }
  }

  /// Rule ``posix.refusal.ends``: A refused access changes nothing but that it ends the process.
  private mutating func kill(_ name: ProcessNumber, _ refusal: AccessRefusal) -> Expectation {
    _ = end(name, .signaled(refusal.signal))
    return .killed(refusal)
  }

  /// Follows the choice that an observation has made among those of an expectation.
  public mutating func settle(_ action: ProcessAction, by name: ProcessNumber, as outcome: Outcome) {
    switch (action, outcome) {
    case (.fork(let child, _), .forked): fork(name, child: child)
    case (.vfork(let child), .forked): vfork(name, child: child)
    case (.wait, .reaped(let child, _)): processes[child] = nil
    default: break
    }
  }

  /// Writes a register.
  mutating func write(_ value: PosixValue, into register: Int, of name: ProcessNumber) -> Expectation {
    processes[name]?.registers[register] = value
    return .done(written: value)
  }
}
