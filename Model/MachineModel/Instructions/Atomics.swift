import Architecture
import CapabilityModel
import ExactIntegers

/// A: store-conditional and atomic operations. Source: RISC-V Unprivileged ISA, chapter 14; CHERI ISAv9, SC.C, AMOSWAP.C.
extension MachineState {
  /// Rule ``machine.atomic.conditional``: A store-conditional makes the checks of a store to an aligned address. If the
  /// reservation is of just these bytes it stores and its result is 0, else it only results in 1. The reservation ends.
  /// Explicit forms write the result over the register that held the value.
  func storeConditional(
    _ instruction: Instruction, _ addressing: Addressing = .byMode, size: Int
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, addressing)
    try operand.check(size: size, [(.store, .permitStoreViolation)])
    try operand.checkAlignment(to: size, .storeAddressMisaligned)
    return try concluding(instruction, addressing, operand, size: size) { () throws(Trap) in
      let place = try translate(operand.address, size: size, for: .store)
      return writing(registers.integer(instruction.rs2), size: size, operand, place)
    }
  }

  /// Rule ``machine.atomic.conditionalCapability``: `sc.c` is a store-conditional with the checks and the effect of a store of
  /// a capability.
  func storeConditionalCapability(
    _ instruction: Instruction, _ addressing: Addressing = .byMode
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, addressing)
    let value = registers[instruction.rs2]
    try checkStore(of: value, operand)
    let size = Int(truncatingIfNeeded: TaggedMemory.granuleSize)
    return try concluding(instruction, addressing, operand, size: size) { () throws(Trap) in
      let place = try translateStore(of: value, operand)
      return .init(address: operand.address, place: place, value: .capability(value))
    }
  }

  private func concluding(
    _ instruction: Instruction, _ addressing: Addressing, _ operand: AddressOperand, size: Int,
    store: () throws(Trap) -> Effect.MemoryAccess
  ) throws(Trap) -> Effect {
    let isReserved = reservation == Reservation(address: operand.address, size: Integer(size))
    let destination = addressing == .byMode ? instruction.rd : instruction.rs2
    var effect = writing(integer: isReserved ? 0 : 1, to: destination)
    effect.write = isReserved ? try store() : nil
    effect.reservation = .ended
    return effect
  }

  /// Rule ``machine.atomic.operation``: An atomic operation needs Load and Store and an aligned address. What was in memory,
  /// sign-extended, becomes the result; memory gets it combined with the value of rs2.
  func atomicOperation(_ instruction: Instruction, size: Int) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, .byMode)
    try operand.check(size: size, [(.load, .permitLoadViolation), (.store, .permitStoreViolation)])
    try operand.checkAlignment(to: size, .storeAddressMisaligned)
    let place = try translateAtomic(operand, size: size)
    let old = memory.load(place)
    let new = combination(instruction.operation, old, registers.integer(instruction.rs2), bits: 8 * size)
    var effect = writing(integer: old.signExtended(from: 8 * size), to: instruction.rd)
    effect.read = .init(address: operand.address, place: place, value: .data(old, size: size))
    effect.write = writing(new, size: size, operand, place)
    return effect
  }

  /// An atomic operation is a store to a page that must be readable as well.
  private func translateAtomic(_ operand: AddressOperand, size: Int) throws(Trap) -> PhysicalPlace {
    let place = try translate(operand.address, size: size, for: .store)
    if let page = page(of: operand.address), !page.isReadable { throw Trap(.storePageFault, value: operand.address) }
    return place
  }

  private func combination(_ operation: Operation, _ old: Integer, _ operand: Integer, bits: Int) -> Integer {
    let (signedOld, signedOperand) = (old.signExtended(from: bits), operand.signExtended(from: bits))
    let unsignedOperand = operand.modulo(twoTo: bits)
    return switch operation {
    case .amoaddW, .amoaddD: old + operand
    case .amoxorW, .amoxorD: old ^ operand
    case .amoandW, .amoandD: old & operand
    case .amoorW, .amoorD: old | operand
    case .amominW, .amominD: min(signedOld, signedOperand)
    case .amomaxW, .amomaxD: max(signedOld, signedOperand)
    case .amominuW, .amominuD: min(old, unsignedOperand)
    case .amomaxuW, .amomaxuD: max(old, unsignedOperand)
    default: operand
    }
  }

  /// Rule ``machine.atomic.swapCapability``: `amoswap.c` makes the checks of a load and a store of capabilities, those of the
  /// store first where both would fail at the page. The capability in memory becomes the result, its tag as
  /// ``machine.page.loadTable`` says, and cs2 takes its place.
  func swapCapability(_ instruction: Instruction) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, .byMode)
    let new = registers[instruction.rs2]
    try checkStore(of: new, operand, others: [(.load, .permitLoadViolation)])
    _ = try translateAtomic(operand, size: Int(truncatingIfNeeded: TaggedMemory.granuleSize))
    let place = try translateStore(of: new, operand)
    let old = try capability(at: place, operand, as: .swapCapability)
    var effect = writing(old, to: instruction.rd)
    effect.read = .init(address: operand.address, place: place, value: .capability(old))
    effect.write = .init(address: operand.address, place: place, value: .capability(new))
    return effect
  }
}
