import Architecture
import CapabilityModel
import ExactIntegers
package import MachineModel
package import Subjects

extension MachineAdjustment {
  /// What leads from one state of the Model to another; `nil` if that is more than an adjustment can say, such as a
  /// reservation to be made.
  package init?(from: MachineState, to: MachineState) {
    self.init()
    for number in UInt8(1)...31 where from.registers[number] != to.registers[number] {
      registers[number] = to.registers[number].bits
    }
    for register in SpecialRegister.allCases where from.specialRegister(register) != to.specialRegister(register) {
      special[register] = to.specialRegister(register).bits
    }
    for register in [ControlRegister.mcause, .mtval, .mscratch, .mcycle, .minstret]
    where from.controlRegister(register) != to.controlRegister(register) {
      control[register] = UInt64(truncatingIfNeeded: to.controlRegister(register))
    }
    for address in to.memory.granules(differingFrom: from.memory) {
      granules[UInt64(truncatingIfNeeded: address)] = to.memory.loadCapability(address, format: to.format).bits
    }
    if from.reservation != to.reservation {
      guard to.reservation == nil else { return nil }
      endsReservation = true
    }
  }
}

extension MachineState {
  /// The state after an adjustment.
  package mutating func adjust(_ adjustment: MachineAdjustment) {
    for (number, bits) in adjustment.registers { registers[number] = format.capability(bits) }
    for (register, bits) in adjustment.special {
      let capability = format.capability(bits)
      switch register {
      case .programCounterCapability: programCounterCapability = capability
      case .defaultDataCapability: defaultDataCapability = capability
      case .machineTrapCodeCapability: trapCodeCapability = capability
      case .machineTrapDataCapability: trapDataCapability = capability
      case .machineScratchCapability: scratchCapability = capability
      case .machineExceptionProgramCounterCapability: exceptionProgramCounterCapability = capability
      }
    }
    for (register, value) in adjustment.control { controlRegisters.adjust(register, to: Integer(value)) }
    for (address, bits) in adjustment.granules {
      memory.storeCapability(format.capability(bits), at: Integer(address))
    }
    if adjustment.endsReservation { reservation = nil }
  }
}

extension ControlRegisters {
  /// Sets a register that holds something of its own; the others hold nothing that could be set.
  fileprivate mutating func adjust(_ register: ControlRegister, to value: Integer) {
    switch register {
    case .mcause: mcause = value
    case .mtval: mtval = value
    case .mscratch: mscratch = value
    case .mcycle, .cycle, .time: cycle = value
    case .minstret, .instret: instret = value
    case .mstatus, .misa, .mie, .mtvec, .mepc, .mip, .mvendorid, .marchid, .mimpid, .mhartid: break
    }
  }
}
