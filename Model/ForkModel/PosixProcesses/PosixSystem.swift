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
/// An action is performed in two steps, since some leave a choice: ``perform(_:by:thread:)`` does what is determined
/// and says what may be observed; ``settle(_:by:as:)`` follows the choice that was made. Where a choice is not told by
/// what is observed, they do the least; ``PosixReference`` follows them all.
public struct PosixSystem: ProcessSystem, Hashable, Sendable {
  /// Where pointers see the image.
  public let space: PrivateSpace
  let world: InitialWorld
  /// The processes that run and the zombies, by name.
  public internal(set) var processes: [ProcessNumber: PosixProcess] = [:]
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

  /// Performs as much of an action as is determined.
  ///
  /// - Returns: what may be observed of it.
  public mutating func perform(_ action: ProcessAction, by name: ProcessNumber, thread: Int = 0) -> Expectation {
    do throws(ActionFailure) {
      try select(thread, of: name)
      if isKilledForMemory(name) { return .oneOf([.signaled(.kill)]) }
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
        return write(space.result(of: operation, on: content(ofRegister: from, of: name)), into: into, of: name)
      case .inspect(let register): return .register(content(ofRegister: register, of: name))
      case .memory(let call): return try perform(call, by: name)
      case .fork(let child, _): return try expectFork(of: child, by: name)
      case .vfork(let child): return try expectVfork(of: child, by: name)
      case .spawn(let child): return try expectSpawn(of: child, by: name)
      case .execute: return .execute(executePossibilities(of: name))
      case .file, .signal, .queue, .limit, .time, .wait, .waitFor, .exit, .createThread, .exitThread, .joinThread:
        return Expectation(try answer(action, by: name))
      }
    } catch {
      return expectation(of: error, by: name)
    }
  }

  /// Rule ``posix.overcommit.kill``: As long as more is reserved than there is, any step may end its process by SIGKILL
  /// instead.
  private mutating func isKilledForMemory(_ name: ProcessNumber) -> Bool {
    guard world.overcommits, reservedFrames > world.frames, takes(.overcommit) else { return false }
    end(name, .signaled(.kill))
    return true
  }

  /// What is observed of an action that is not done.
  ///
  /// Rule ``posix.refusal.ends``: A refused access changes nothing but that it ends the process.
  private mutating func expectation(of failure: ActionFailure, by name: ProcessNumber) -> Expectation {
    switch failure {
    case .refused(let refusal):
      end(name, .signaled(refusal.signal))
      return .killed(refusal)
    case .failed(let error): return .failed(oneOf: [error])
    case .brokenPipe: return .oneOf([raise(.pipe, orFail: .brokenPipe, by: name)])
    case .failedOneOf(let errors): return .failed(oneOf: errors)
    case .wouldBlock: return .wouldBlock
    case .skipped: return .skipped
    }
  }

  /// Makes the next choice of the action that is performed.
  mutating func choose(_ freedom: Freedom, among count: Int) -> Int { choices.choose(among: count) }

  /// What becomes of this system by an action, with every choice that it leaves.
  ///
  /// - Parameter body: performs the action.
  /// - Returns: what the body says for each choice, the one first that does the least.
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

  /// What may be observed of an action, with every choice that it leaves; nothing is performed.
  ///
  /// - Returns: the expectations, the one first of which ``perform(_:by:thread:)`` tells.
  public func expectations(of action: ProcessAction, by name: ProcessNumber, thread: Int = 0) -> [Expectation] {
    withEveryChoice { $0.perform(action, by: name, thread: thread) }.reduce(into: []) { all, one in
      if !all.contains(one.result) { all.append(one.result) }
    }
  }

  /// Follows the choice that an observation has made among those of an expectation.
  public mutating func settle(_ action: ProcessAction, by name: ProcessNumber, as outcome: Outcome) {
    switch action {
    case .fork(let child, _): if case .forked = outcome { fork(name, child: child) }
    case .vfork(let child): if case .forked = outcome { vfork(name, child: child) }
    case .spawn(let child): if case .forked = outcome { spawn(child, by: name) }
    case .execute: if case .executed = outcome { execute(name) }
    case .memory(let call): if case .mapped(let address) = outcome { follow(call, by: name, to: address) }
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect: break
    case .file, .signal, .queue, .limit, .time, .wait, .waitFor, .exit, .createThread, .exitThread, .joinThread:
      follow(action, by: name, to: outcome)
    }
  }

  /// Writes a register.
  mutating func write(_ value: PosixValue, into register: Int, of name: ProcessNumber) -> Expectation {
    processes[name]?.registers[register] = value
    return .done(written: value)
  }
}
