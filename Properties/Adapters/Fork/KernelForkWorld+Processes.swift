import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Processes and threads come and go.
extension KernelForkWorld {
  /// `execve` of the world's image; the thread that calls is thread 0 of what starts.
  func execute(as actor: KernelForkActor) -> Observation {
    let observation = call(.execve, [programPath, .null, .null], as: actor)
    guard observation == .done else { return observation }
    names.add(actor.process, actor.name, in: kernel)
    return .executed(regionBase: kernel.region(of: actor.process).base)
  }

  /// The path of the world's image, on the exchange page.
  var programPath: MachineCapability { kernel.exchange(Array(Self.program.utf8) + [0]) }

  /// Makes a call that results in a child, which gets a name.
  func begin(
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
  func wait(for pid: Int32, as actor: KernelForkActor) -> Observation {
    call(.wait4, [.int(pid), Kernel.exchange(), .int(1), .null], as: actor) { pid in
      guard pid != 0 else { return .wouldBlock }
      guard let name = names.name(ofPID: Int32(truncatingIfNeeded: pid)) else { return .noSuchProcess }
      return .reaped(name, TerminationStatus(word: kernel.exchangedInt()))
    }
  }

  /// A new thread goes on where its creator is. What a program would pass on by its stack, it finds in its registers.
  func createThread(_ number: UInt8, as actor: KernelForkActor) -> Observation {
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
  init(word: Int32) {
    self = SignalNumber(rawValue: word & 0x7F).map { .signaled($0) } ?? .exited(word >> 8 & 0xFF)
  }
}

/// Calls about time and limits.
extension KernelForkWorld {
  /// CLOCK_MONOTONIC, as FreeBSD numbers it.
  static let monotonic: Int32 = 4
}

extension LimitedResource {
  /// The resource, as FreeBSD numbers it.
  var number: Int32 {
    switch self {
    case .fileSize: 1
    case .processes: 7
    case .descriptors: 8
    }
  }
}

extension SignalDisposition {
  var treatment: SignalTreatment {
    switch self {
    case .standard: .standard
    case .ignore: .ignored
    case .handle: .counted
    }
  }
}

extension SignalMaskChange {
  /// The first argument of `sigprocmask`.
  var how: Int32 {
    switch self {
    case .block: 1
    case .unblock: 2
    case .set: 3
    }
  }
}
