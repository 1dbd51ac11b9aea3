import Architecture

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
