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
