import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Processes and threads come and go.
extension KernelForkWorld {
  func callForProcesses(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .fork(let child, let strategy):
      kernel.strategy = strategy ?? self.strategy
      return begin(child, .fork, as: actor)
    case .vfork(let child): return begin(child, .vfork, as: actor)
    case .exit(let status): return call(.exit, [.int(status)], as: actor)
    case .wait: return wait(for: -1, as: actor)
    case .waitFor(let child):
      return wait(for: pid(of: child), as: actor)
    case .execute: return execute(as: actor)
    case .spawn(let child): return begin(child, .posixSpawn, [programPath, .null, .null], as: actor)
    default: return .unsupported
    }
  }

  /// `execve` of the world's image; the thread that calls is thread 0 of what starts.
  private func execute(as actor: KernelForkActor) -> Observation {
    let observation = call(.execve, [programPath, .null, .null], as: actor)
    guard observation == .done else { return observation }
    names.add(actor.process, actor.name, in: kernel)
    return .executed(regionBase: kernel.region(of: actor.process).base)
  }

  /// The path of the world's image, on the exchange page.
  private var programPath: MachineCapability { kernel.exchange(Array(Self.program.utf8) + [0]) }

  /// Makes a call that results in a child, which gets a name.
  private func begin(
    _ name: ProcessName, _ systemCall: SystemCall, _ arguments: [MachineCapability] = [], as actor: KernelForkActor
  ) -> Observation {
    guard process(name) == nil else { return .noSuchProcess }
    return call(systemCall, arguments, as: actor) { pid in
      guard let child = kernel.process(pid: Int32(truncatingIfNeeded: pid)) else { return .noSuchProcess }
      names.add(child, name, in: kernel)
      return .forked(regionBase: kernel.region(of: child).base)
    }
  }

  /// The identifier of a process; one that nobody has for a name that nobody bears, or bears any more.
  func pid(of name: ProcessName) -> Int32 { process(name).map { kernel.pid(of: $0) } ?? .max }

  /// `wait4` with WNOHANG.
  private func wait(for pid: Int32, as actor: KernelForkActor) -> Observation {
    call(.wait4, [.int(pid), Kernel.exchange(), .int(1), .null], as: actor) { pid in
      guard pid != 0 else { return .wouldBlock }
      guard let name = names.name(ofPID: Int32(truncatingIfNeeded: pid)) else { return .noSuchProcess }
      return .reaped(name, TerminationStatus(word: kernel.exchangedInt()))
    }
  }

  func callForThreads(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .createThread(let number): return createThread(number, as: actor)
    case .exitThread: return call(.threadExit, as: actor)
    case .joinThread(let number):
      // No thread has the identifier 0.
      return call(.threadJoin, [.int(names.thread(number, of: actor.name) ?? 0)], as: actor) { _ in
        names.setThread(number, of: actor.name, to: nil)
        return .done
      }
    default: return .unsupported
    }
  }

  /// A new thread goes on where its creator is. What a program would pass on by its stack, it finds in its registers.
  private func createThread(_ number: UInt8, as actor: KernelForkActor) -> Observation {
    guard names.thread(number, of: actor.name) == nil else { return .noSuchProcess }
    let entry = kernel.readProgramCounter(of: actor.process, thread: actor.thread)
    return call(.threadNew, [entry, .null, .null], as: actor) { identifier in
      let thread = Int32(truncatingIfNeeded: identifier)
      names.setThread(number, of: actor.name, to: thread)
      for register in (0..<PointerRegister.count).map({ PointerRegister($0) }) {
        kernel.writeRegister(Int(register.register), read(register, of: actor), of: actor.process, thread: thread)
      }
      return .done
    }
  }
}

extension TerminationStatus {
  /// What the status word of `wait4` says.
  fileprivate init(word: Int32) {
    self = SignalNumber(rawValue: word & 0x7F).map { .signaled($0) } ?? .exited(word >> 8 & 0xFF)
  }
}

/// Calls about time and limits.
extension KernelForkWorld {
  func callForResources(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .clock:
      return call(.clockGettime, [.int(Self.monotonic), Kernel.exchange()], as: actor) { _ in
        .value(kernel.exchangedInteger() &* 1_000_000_000 &+ kernel.exchangedInteger(at: 8))
      }
    case .sleep(let seconds, let nanoseconds):
      return call(.nanosleep, [kernel.exchange(seconds.bytes + nanoseconds.bytes), .null], as: actor)
    case .limit(let resource):
      return call(.getrlimit, [.int(resource.number), Kernel.exchange()], as: actor) { _ in
        .limits(soft: kernel.exchangedInteger(), hard: kernel.exchangedInteger(at: 8))
      }
    case .setLimit(let resource, let soft, let hard):
      return call(.setrlimit, [.int(resource.number), kernel.exchange(soft.bytes + hard.bytes)], as: actor)
    default: return .unsupported
    }
  }

  /// CLOCK_MONOTONIC, as FreeBSD numbers it.
  private static let monotonic: Int32 = 4
}

extension LimitedResource {
  /// The resource, as FreeBSD numbers it.
  fileprivate var number: Int32 {
    switch self {
    case .fileSize: 1
    case .processes: 7
    case .descriptors: 8
    }
  }
}

/// Calls about signals. Handlers are the host's: they count.
extension KernelForkWorld {
  func callForSignals(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .send(let signal, let name):
      return call(.kill, [.int(pid(of: name)), .int(signal.rawValue)], as: actor)
    case .setAction(let signal, let disposition):
      do {
        try kernel.setAction(signal, disposition.treatment, of: actor.process)
        return .done
      } catch {
        return .failed(error)
      }
    case .mask(let change, let signals):
      let bits = SignalSet(signals.all).rawValue
      let set = kernel.exchange(bits.bytes + [UInt8](repeating: 0, count: 8))
      return call(.sigprocmask, [.int(change.how), set, .null], as: actor)
    case .pending:
      return call(.sigpending, [Kernel.exchange()], as: actor) { _ in
        .signals(pending: Options(SignalSet(rawValue: kernel.exchangedInteger()).signals))
      }
    case .handled(let signal): return .value(UInt64(kernel.count(of: signal, in: actor.process)))
    default: return .unsupported
    }
  }
}

extension SignalDisposition {
  fileprivate var treatment: SignalTreatment {
    switch self {
    case .standard: .standard
    case .ignore: .ignored
    case .handle: .counted
    }
  }
}

extension SignalMaskChange {
  /// The first argument of `sigprocmask`.
  fileprivate var how: Int32 {
    switch self {
    case .block: 1
    case .unblock: 2
    case .set: 3
    }
  }
}
