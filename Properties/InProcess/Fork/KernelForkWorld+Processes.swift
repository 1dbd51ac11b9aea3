import Architecture
import Emulator
import ForkKernel
import Subjects

/// Processes and threads come and go.
extension KernelForkWorld {
  func callForProcesses(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .fork(let child, let strategy):
      kernel.strategy = strategy ?? self.strategy
      return begin(child, .fork, as: actor)
    case .vfork(let child): return begin(child, .vfork, as: actor)
    case .exit(let status): return call(.exit, [.int(Int32(status))], as: actor)
    case .wait: return wait(for: -1, as: actor)
    case .waitFor(let child):
      // A name that nobody bears, or bears any more, stands for an identifier that nobody has.
      return wait(for: process(child).map { kernel.pid(of: $0) } ?? .max, as: actor)
    default: return .unsupported
    }
  }

  /// Makes a call that results in a child, which gets a name.
  private func begin(_ name: ProcessName, _ systemCall: SystemCall, as actor: KernelForkActor) -> Observation {
    guard process(name) == nil else { return .noSuchProcess }
    return call(systemCall, as: actor) { pid in
      guard let child = kernel.process(pid: Int32(truncatingIfNeeded: pid)) else { return .noSuchProcess }
      names.add(child, name, in: kernel)
      return .forked(regionBase: kernel.region(of: child).base)
    }
  }

  /// `wait4` with WNOHANG.
  private func wait(for pid: Int32, as actor: KernelForkActor) -> Observation {
    call(.wait4, [.int(pid), Kernel.exchange(), .int(1), .null], as: actor) { pid in
      guard pid != 0 else { return .wouldBlock }
      guard let name = names.name(ofPID: Int32(truncatingIfNeeded: pid)) else { return .noSuchProcess }
      return .reaped(name, WaitStatus(word: kernel.exchangedInt()))
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

extension WaitStatus {
  /// What the status word of `wait4` says.
  fileprivate init(word: Int32) {
    let signal = SignalNumber(rawValue: word & 0x7F)
    self =
      switch signal {
      case nil: .exited(UInt8(truncatingIfNeeded: word >> 8))
      case .protection: .killed(.capability)
      case .bus: .killed(.alignment)
      case .segmentationViolation: .killed(.page)
      case .some(let signal): .signaled(signal)
      }
  }
}
