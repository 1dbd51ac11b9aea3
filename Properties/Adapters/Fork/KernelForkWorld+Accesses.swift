import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Accesses and derivations: instructions that a hart executes with the thread's registers.
extension KernelForkWorld {
  /// Loads and stores.
  func access(_ action: ForkAction, as actor: KernelForkActor) throws -> Observation {
    try prepare(action, as: actor).map { try perform($0, as: actor) } ?? .unsupported
  }

  /// Performs an access: what its instruction needs is put into scratch registers before, and taken out after.
  private func perform(_ access: PreparedAccess, as actor: KernelForkActor) throws -> Observation {
    let outcome = try execute(access.instruction, as: actor)
    return outcome == .done ? access.finish(in: &kernel, as: actor) : outcome
  }

  /// Makes an access ready to be performed by one instruction; nil for other actions.
  func prepare(_ action: ForkAction, as actor: KernelForkActor) throws -> PreparedAccess? {
    guard let (through, offset) = action.place else { return nil }
    var (base, immediate) = (through.register, Int64(offset))
    if !(-2048...2047).contains(offset) {
      write(Scratch.address, MachineCapability(integer: UInt64(bitPattern: Int64(offset))), of: actor)
      _ = try execute(
        Instruction(.cIncOffset, rd: Scratch.address, rs1: through.register, rs2: Scratch.address), as: actor)
      (base, immediate) = (Scratch.address, 0)
    }
    if case .store(_, let value, _, _) = action { write(Scratch.value, MachineCapability(integer: value), of: actor) }
    return action.instruction(base, immediate).map { PreparedAccess(instruction: $0, action: action) }
  }

  func derive(
    _ operation: Operation, _ into: PointerRegister, _ from: PointerRegister, _ operand: UInt64? = nil,
    as actor: KernelForkActor
  ) throws -> Observation {
    if let operand { write(Scratch.value, MachineCapability(integer: operand), of: actor) }
    let outcome = try execute(
      Instruction(operation, rd: into.register, rs1: from.register, rs2: operand == nil ? 0 : Scratch.value), as: actor)
    write(Scratch.value, .null, of: actor)
    return outcome
  }

  private func execute(_ instruction: Instruction, as actor: KernelForkActor) throws -> Observation {
    let word = try instruction.encoded(in: .capability)
    let pid = kernel.pid(of: actor.process)
    guard let trap = kernel.execute(word, as: actor.process, thread: actor.thread) else { return .done }
    let refusal = Fault(trap.cause)
    // A page that an object has lost is refused by another signal than one that is not mapped.
    return .killed(refusal == .page && signal(thatEnded: pid) == .bus ? .beyondObject : refusal)
  }
}

/// An access that is one instruction away.
struct PreparedAccess {
  let instruction: Instruction
  let action: ForkAction

  /// What the access, which was performed, has observed; the scratch registers are cleared.
  func finish(in kernel: inout Kernel, as actor: KernelForkActor) -> Observation {
    let value = kernel.readRegister(Int(Scratch.value), of: actor.process, thread: actor.thread).address
    for scratch in [Scratch.value, Scratch.address] {
      kernel.writeRegister(Int(scratch), .null, of: actor.process, thread: actor.thread)
    }
    return if case .load = action { .value(value) } else { .done }
  }
}

extension ForkAction {
  /// Where an access goes.
  fileprivate var place: (through: PointerRegister, offset: Int32)? {
    switch self {
    case .load(_, let through, let offset), .store(_, _, let through, let offset),
      .loadPointer(_, let through, let offset), .storePointer(_, let through, let offset):
      (through, offset)
    default: nil
    }
  }

  /// The instruction of an access.
  fileprivate func instruction(_ base: UInt8, _ offset: Int64) -> Instruction? {
    switch self {
    case .load(let width, _, _): Instruction(width.load, rd: Scratch.value, rs1: base, immediate: offset)
    case .store(let width, _, _, _): Instruction(width.store, rs1: base, rs2: Scratch.value, immediate: offset)
    case .loadPointer(let into, _, _): Instruction(.lc, rd: into.register, rs1: base, immediate: offset)
    case .storePointer(let from, _, _): Instruction(.sc, rs1: base, rs2: from.register, immediate: offset)
    default: nil
    }
  }
}

/// The registers that hold operands for the time of an action: `t0` and `t1`.
private enum Scratch {
  static let value: UInt8 = 5
  static let address: UInt8 = 6
}

extension AccessWidth {
  fileprivate var load: Operation {
    switch self {
    case .byte: .lbu
    case .half: .lhu
    case .word: .lwu
    case .double: .ld
    }
  }

  fileprivate var store: Operation {
    switch self {
    case .byte: .sb
    case .half: .sh
    case .word: .sw
    case .double: .sd
    }
  }
}

extension Fault {
  fileprivate init(_ cause: ExceptionCause) {
    self =
      switch cause {
      case .capabilityException: .capability
      case .loadAddressMisaligned, .storeAddressMisaligned, .instructionAddressMisaligned: .alignment
      default: .page
      }
  }
}

/// Accesses of other threads at the kernel's preemption points.
extension KernelForkWorld {
  /// Performs a step, and an access of another thread at one of the preemption points that the kernel reaches
  /// meanwhile.
  func perform(_ step: ForkStep, _ access: ConcurrentAccess) throws -> Observation {
    guard let actor = actor(of: access.step), let prepared = try prepare(access.action, as: actor) else {
      let own = try perform(step)
      return .interleaved(step: own, access: try perform(access.step))
    }
    let word = try prepared.instruction.encoded(in: .capability)
    var reached = 0
    var observation: Observation?
    kernel.preemptionHandler = { _, kernel in
      // Observed before the call goes on: it may end the thread, as execve does.
      if reached == Int(access.point), kernel.interleave(word, as: actor.process, thread: actor.thread) {
        observation = prepared.finish(in: &kernel, as: actor)
      }
      reached += 1
    }
    let own = try perform(step)
    kernel.preemptionHandler = nil
    return .interleaved(step: own, access: try observation ?? perform(access.step))
  }
}
