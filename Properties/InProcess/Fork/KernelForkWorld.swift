import Architecture
import Emulator
import ForkKernel
import Subjects

/// One world of a ``KernelForkSubject``: a kernel, and who is called what in the program.
final class KernelForkWorld {
  private var kernel: Kernel
  private var names: [ProcessName: ProcessID] = [:]
  /// Distinguishes a process from a later one in its slot of the kernel's table.
  private var pids: [ProcessName: Int32] = [:]

  /// Boots a kernel and starts process 0.
  init(_ configuration: KernelConfiguration, _ image: Image) throws {
    kernel = try Kernel(configuration)
    name(try kernel.start(image), 0)
  }

  /// What starting is answered with.
  var observationOfStart: Observation {
    guard let first = names[0] else { return .noSuchProcess }
    let region = kernel.region(of: first)
    return .started(regionBase: region.base, regionSize: 1 << UInt64(region.sizeLog2))
  }

  private func name(_ process: ProcessID, _ name: ProcessName) {
    names[name] = process
    pids[name] = kernel.pid(of: process)
  }

  /// The process of a name, running or zombie.
  private func process(_ name: ProcessName) -> ProcessID? {
    guard let process = names[name], kernel.pid(of: process) == pids[name] else { return nil }
    return process
  }

  // MARK: Steps

  /// Performs one step.
  func perform(_ step: ForkStep) throws -> Observation {
    guard let process = process(step.process), kernel.exitStatus(of: process) == nil, step.thread == 0 else {
      return .noSuchProcess
    }
    switch step.action {
    case .load(let width, let through, let offset):
      return try load(width, through, offset, as: process)
    case .store(let width, let value, let through, let offset):
      return try store(width, value, through, offset, as: process)
    case .loadPointer(let into, let through, let offset):
      return try access(through, offset, as: process) {
        Instruction(.lc, rd: into.register, rs1: $0, immediate: $1)
      }
    case .storePointer(let register, let through, let offset):
      return try access(through, offset, as: process) {
        Instruction(.sc, rs1: $0, rs2: register.register, immediate: $1)
      }
    case .move(let into, let from): return try derive(.cMove, into, from, as: process)
    case .derive(let into, let from, let increment):
      return try derive(.cIncOffset, into, from, UInt64(bitPattern: increment), as: process)
    case .narrow(let into, let from, let length): return try derive(.cSetBounds, into, from, length, as: process)
    case .restrict(let into, let from, let mask): return try derive(.cAndPerm, into, from, mask, as: process)
    case .sealEntry(let into, let from): return try derive(.cSealEntry, into, from, as: process)
    case .clearTag(let into, let from): return try derive(.cClearTag, into, from, as: process)
    case .inspect(let register):
      return .pointer(PointerView(kernel.readRegister(Int(register.register), of: process).bits))
    case .fork(let child, let strategy): return fork(process, child, strategy)
    case .exit(let status):
      kernel.exit(process, .exited(status))
      return .done
    case .wait: return wait(process)
    default: return .unsupported
    }
  }

  private func load(
    _ width: AccessWidth, _ through: PointerRegister, _ offset: Int32, as process: ProcessID
  ) throws -> Observation {
    let outcome = try access(through, offset, as: process) {
      Instruction(width.load, rd: Scratch.value, rs1: $0, immediate: $1)
    }
    guard outcome == .done else { return outcome }
    defer { kernel.writeRegister(Int(Scratch.value), .null, of: process) }
    return .value(kernel.readRegister(Int(Scratch.value), of: process).address)
  }

  private func store(
    _ width: AccessWidth, _ value: UInt64, _ through: PointerRegister, _ offset: Int32, as process: ProcessID
  ) throws -> Observation {
    kernel.writeRegister(Int(Scratch.value), MachineCapability(integer: value), of: process)
    let outcome = try access(through, offset, as: process) {
      Instruction(width.store, rs1: $0, rs2: Scratch.value, immediate: $1)
    }
    if outcome == .done { kernel.writeRegister(Int(Scratch.value), .null, of: process) }
    return outcome
  }

  /// Executes an access through a register, at an offset that the instruction can hold or that is added before.
  private func access(
    _ through: PointerRegister, _ offset: Int32, as process: ProcessID,
    _ instruction: (_ base: UInt8, _ offset: Int64) -> Instruction
  ) throws -> Observation {
    if (-2048...2047).contains(offset) { return try execute(instruction(through.register, Int64(offset)), as: process) }
    kernel.writeRegister(
      Int(Scratch.address), MachineCapability(integer: UInt64(bitPattern: Int64(offset))), of: process)
    let sum = Instruction(.cIncOffset, rd: Scratch.address, rs1: through.register, rs2: Scratch.address)
    _ = try execute(sum, as: process)
    let outcome = try execute(instruction(Scratch.address, 0), as: process)
    if outcome == .done { kernel.writeRegister(Int(Scratch.address), .null, of: process) }
    return outcome
  }

  private func derive(
    _ operation: Operation, _ into: PointerRegister, _ from: PointerRegister, _ operand: UInt64? = nil,
    as process: ProcessID
  ) throws -> Observation {
    if let operand {
      kernel.writeRegister(Int(Scratch.value), MachineCapability(integer: operand), of: process)
    }
    let outcome = try execute(
      Instruction(operation, rd: into.register, rs1: from.register, rs2: operand == nil ? 0 : Scratch.value),
      as: process)
    kernel.writeRegister(Int(Scratch.value), .null, of: process)
    return outcome
  }

  private func execute(_ instruction: Instruction, as process: ProcessID) throws -> Observation {
    guard let trap = kernel.execute(try instruction.encoded(in: .capability), as: process) else { return .done }
    return .killed(Refusal(trap.cause))
  }

  private func fork(_ parent: ProcessID, _ child: ProcessName, _ strategy: ForkStrategy?) -> Observation {
    guard process(child) == nil else { return .noSuchProcess }
    do {
      let process = try kernel.fork(parent, strategy: strategy)
      name(process, child)
      return .forked(regionBase: kernel.region(of: process).base)
    } catch {
      return .failed(error)
    }
  }

  private func wait(_ parent: ProcessID) -> Observation {
    do {
      guard let (pid, status) = try kernel.reapAnyChild(of: parent) else { return .wouldBlock }
      guard let name = pids.first(where: { $0.value == pid })?.key else { return .noSuchProcess }
      return .reaped(name, WaitStatus(status))
    } catch {
      return .failed(error)
    }
  }

  // MARK: Inspection

  /// The whole state.
  func inspect() -> InspectedState {
    InspectedState(
      pageSize: 4096,
      processes: names.keys.sorted().compactMap { name in process(name).map { inspect($0, name) } },
      frames: kernel.framesInUse.map(inspect), kernelEntries: kernel.kernelEntries.map(\.bits))
  }

  private func inspect(_ process: ProcessID, _ name: ProcessName) -> InspectedProcess {
    InspectedProcess(
      name: name, isZombie: kernel.exitStatus(of: process) != nil, region: RegionEpoch(kernel.region(of: process)),
      registers: kernel.registers(of: process).mapValues(\.bits), heldByKernel: [:],
      mappings: kernel.mappings(of: process).map(InspectedMapping.init))
  }

  private func inspect(_ frame: FrameView) -> InspectedFrame {
    InspectedFrame(
      number: Int(frame.number), home: frame.home.map(RegionEpoch.init), references: frame.references,
      taggedGranules: kernel.taggedGranules(of: frame.number).map { .init(index: $0.index, bits: $0.capability.bits) })
  }
}

/// The registers that hold operands for the time of an action: `t0` and `t1`.
private enum Scratch {
  static let value: UInt8 = 5
  static let address: UInt8 = 6
}

extension PointerRegister {
  /// The machine's register: s2 … s9.
  fileprivate var register: UInt8 { 18 + number }
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
