import Architecture
import Emulator
import ForkKernel
import Subjects

/// Accesses and derivations: instructions that a hart executes with the thread's registers.
extension KernelForkWorld {
  /// Loads and stores.
  func access(_ action: ForkAction, as actor: KernelForkActor) throws -> Observation {
    switch action {
    case .load(let width, let through, let offset): return try load(width, through, offset, as: actor)
    case .store(let width, let value, let through, let offset):
      return try store(width, value, through, offset, as: actor)
    case .loadPointer(let into, let through, let offset):
      return try access(through, offset, as: actor) {
        Instruction(.lc, rd: into.register, rs1: $0, immediate: $1)
      }
    case .storePointer(let register, let through, let offset):
      return try access(through, offset, as: actor) {
        Instruction(.sc, rs1: $0, rs2: register.register, immediate: $1)
      }
    default: return .unsupported
    }
  }

  /// What needs no memory.
  func derive(_ action: ForkAction, as actor: KernelForkActor) throws -> Observation {
    switch action {
    case .move(let into, let from): return try derive(.cMove, into, from, as: actor)
    case .derive(let into, let from, let increment):
      return try derive(.cIncOffset, into, from, UInt64(bitPattern: increment), as: actor)
    case .narrow(let into, let from, let length): return try derive(.cSetBounds, into, from, length, as: actor)
    case .restrict(let into, let from, let mask): return try derive(.cAndPerm, into, from, mask, as: actor)
    case .sealEntry(let into, let from): return try derive(.cSealEntry, into, from, as: actor)
    case .clearTag(let into, let from): return try derive(.cClearTag, into, from, as: actor)
    case .inspect(let register): return .pointer(PointerView(read(register, of: actor).bits))
    default: return .unsupported
    }
  }

  private func load(
    _ width: AccessWidth, _ through: PointerRegister, _ offset: Int32, as actor: KernelForkActor
  ) throws -> Observation {
    let outcome = try access(through, offset, as: actor) {
      Instruction(width.load, rd: Scratch.value, rs1: $0, immediate: $1)
    }
    guard outcome == .done else { return outcome }
    defer { write(Scratch.value, .null, of: actor) }
    return .value(kernel.readRegister(Int(Scratch.value), of: actor.process, thread: actor.thread).address)
  }

  private func store(
    _ width: AccessWidth, _ value: UInt64, _ through: PointerRegister, _ offset: Int32, as actor: KernelForkActor
  ) throws -> Observation {
    write(Scratch.value, MachineCapability(integer: value), of: actor)
    let outcome = try access(through, offset, as: actor) {
      Instruction(width.store, rs1: $0, rs2: Scratch.value, immediate: $1)
    }
    if outcome == .done { write(Scratch.value, .null, of: actor) }
    return outcome
  }

  /// Executes an access through a register, at an offset that the instruction can hold or that is added before.
  private func access(
    _ through: PointerRegister, _ offset: Int32, as actor: KernelForkActor,
    _ instruction: (_ base: UInt8, _ offset: Int64) -> Instruction
  ) throws -> Observation {
    if (-2048...2047).contains(offset) { return try execute(instruction(through.register, Int64(offset)), as: actor) }
    write(Scratch.address, MachineCapability(integer: UInt64(bitPattern: Int64(offset))), of: actor)
    let sum = Instruction(.cIncOffset, rd: Scratch.address, rs1: through.register, rs2: Scratch.address)
    _ = try execute(sum, as: actor)
    let outcome = try execute(instruction(Scratch.address, 0), as: actor)
    if outcome == .done { write(Scratch.address, .null, of: actor) }
    return outcome
  }

  private func derive(
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
    guard let trap = kernel.execute(word, as: actor.process, thread: actor.thread) else { return .done }
    return .killed(Refusal(trap.cause))
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

extension Refusal {
  fileprivate init(_ cause: ExceptionCause) {
    self =
      switch cause {
      case .capabilityException: .capability
      case .loadAddressMisaligned, .storeAddressMisaligned, .instructionAddressMisaligned: .alignment
      default: .page
      }
  }
}
