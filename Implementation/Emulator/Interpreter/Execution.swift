import Architecture

/// One hart's run, seen from the interpreter: pointers to everything it touches.
///
/// ``run(from:budget:)`` is the loop, which does the common case of each instruction in line. Whatever is not the
/// common case it leaves to ``execute(_:)``, which is exact for every instruction: all checks in the order of the ISA,
/// accesses across pages, faults, and what a store means for translated code and for reservations.
struct Execution {
  let machine: UnsafeMutablePointer<MachineState>
  let hart: UnsafeMutablePointer<Hart>
  let registers: UnsafeMutableRawPointer
  let translations: UnsafeMutablePointer<TranslationEntry>

  init(_ machine: UnsafeMutablePointer<MachineState>, _ hart: UnsafeMutablePointer<Hart>) {
    self.machine = machine
    self.hart = hart
    registers = UnsafeMutableRawPointer(hart.pointee.registers)
    translations = hart.pointee.translations
  }

  /// The slot at an offset.
  @inline(__always) func slot(_ offset: UInt16) -> UnsafeMutablePointer<RegisterSlot> {
    (registers + Int(offset)).assumingMemoryBound(to: RegisterSlot.self)
  }

  // MARK: Traps

  /// Raises a trap.
  func trap(_ cause: ExceptionCause, _ value: UInt64) -> Flow {
    hart.pointee.cause = UInt64(cause.rawValue)
    hart.pointee.value = value
    return .trap
  }

  /// Raises a capability exception about the register in the given slot.
  func violation(_ code: CapabilityExceptionCode, of slot: UInt16) -> Flow {
    trap(.capabilityException, (UInt64(slot) / UInt64(RegisterSlot.stride)) << 5 | UInt64(code.rawValue))
  }
}

/// What comes after an instruction on the exact path.
enum Flow: UInt8 {
  /// The next operation of the block.
  case next
  /// The next instruction, looked up afresh: translated code may have changed.
  case leave
  /// The address in ``Hart/target``.
  case jump
  /// The trap whose cause and value the hart holds.
  case trap
}

extension Execution {
  /// Takes the trap that the hart holds. The program counter capability's address must be that of the instruction.
  ///
  /// - Returns: whether the hart goes on, at its trap vector; if not, the kernel takes the trap.
  func takeTrap() -> Bool {
    hart.pointee.traps &+= 1
    hart.pointee.reservation = .none
    guard machine.pointee.isBare else { return false }
    let counter = MicroOperation.Slot.programCounter
    hart.pointee.machineCause = hart.pointee.cause
    hart.pointee.machineTrapValue = hart.pointee.value
    hart.pointee[.machineExceptionProgramCounterCapability] = slot(counter).pointee
    slot(counter).pointee = hart.pointee[.machineTrapCodeCapability]
    return true
  }
}

extension MicroOperation.Kind {
  /// Whether it jumps, if it does, to an address that is the same every time.
  var isDirectJump: Bool {
    switch self {
    case .beq, .bne, .blt, .bge, .bltu, .bgeu, .jal, .cjal: true
    default: false
    }
  }
}
