import Architecture
import CapabilityModel
import ExactIntegers

/// A: store-conditional and atomic operations. Source: RISC-V Unprivileged ISA, chapter 14; CHERI ISAv9, SC.C,
/// AMOSWAP.C.
extension MachineState {
  /// Rule ``machine.atomic.conditional``: A store-conditional makes all checks of a store to an aligned address, those
  /// of page and memory included, whether or not there is a reservation. It stores if there is a reservation of its
  /// address and memory still holds, in as many bytes as are to be stored and sign-extended, the value that was
  /// reserved. The result is 0 if it stored, else 1. In either case the reservation ends.
  func storeConditional(
    _ instruction: Instruction, _ authority: MemoryOperation.Authority, size: Int
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    try operand.check(size: size, [(.store, .permitStoreViolation)])
    try operand.checkAlignment(to: size, .storeAddressMisaligned)
    let place = try translate(operand.address, size: size, for: .store)
    let failure = concluding(instruction, authority, success: false)
    guard let reserved = reservation(of: operand) else { return failure }
    let present = memory.load(place)
    var stored = concluding(instruction, authority, success: true)
    stored.write = writing(registers.integer(instruction.rs2), size: size, operand, place)
    var refused = failure
    refused.read = .init(address: operand.address, value: .data(present, size: size))
    let isUnchanged = format.wrapped(present.signExtended(from: 8 * size)) == reserved.value.address
    return free(isUnchanged ? stored : refused, among: [stored, refused, failure], reserved, size: size)
  }

  /// Rule ``machine.atomic.conditionalCapability``: `sc.c` is a store-conditional of a capability, for which memory
  /// must still hold the capability that was reserved, bit by bit and with its tag. It needs what
  /// ``machine.store.capability`` needs, and the page must take the value even if there is no reservation.
  func storeConditionalCapability(
    _ instruction: Instruction, _ authority: MemoryOperation.Authority
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    let value = registers[instruction.rs2]
    try checkStore(of: value, operand)
    let place = try translateStore(of: value, operand)
    let failure = concluding(instruction, authority, success: false)
    guard let reserved = reservation(of: operand) else { return failure }
    var stored = concluding(instruction, authority, success: true)
    stored.write = writing(value, operand, place)
    let isUnchanged = memory.loadCapability(place.address, format: format).isExactlyEqual(to: reserved.value)
    return free(isUnchanged ? stored : failure, among: [stored, failure], reserved, size: place.size)
  }

  /// The reservation of the address of a store-conditional, if there is one.
  private func reservation(of operand: AddressOperand) -> Reservation? {
    reservation?.address == operand.address ? reservation : nil
  }

  /// Rule ``machine.conditional.size``: If the reservation was made by a load of another size, a store-conditional may
  /// store or fail, whatever memory holds. A failure may show what is in memory as if it had been written back, or no
  /// access. What this machine itself does is ``machine.atomic.conditional``.
  ///
  /// Source: RISC-V Unprivileged ISA, section on load-reserved and store-conditional: a store-conditional may succeed
  /// if its bytes are within the reservation set, which may be larger than what was loaded, and only one of the address
  /// and size of the latest load-reserved must eventually succeed.
  private func free(_ usual: Effect, among all: [Effect], _ reserved: Reservation, size: Int) -> Effect {
    var effect = usual
    if reserved.size != size { effect.alternatives = all.filter { $0 != usual } }
    return effect
  }

  /// Rule ``machine.atomic.conditionalResult``: The result of a store-conditional goes to rd; explicit forms, which
  /// have no rd, write it over the register that held the value.
  private func concluding(_ instruction: Instruction, _ authority: MemoryOperation.Authority, success: Bool) -> Effect {
    let destination = authority == .byMode ? instruction.rd : instruction.rs2
    var effect = writing(integer: success ? 0 : 1, to: destination)
    effect.reservation = .ended
    return effect
  }

  /// Rule ``machine.atomic.operation``: An atomic operation needs Load and Store and an aligned address. What was in
  /// memory, sign-extended, becomes the result; memory gets it combined with the value of rs2.
  func atomicOperation(
    _ instruction: Instruction, _ function: MemoryOperation.AtomicFunction, size: Int
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, .byMode)
    try operand.check(size: size, [(.load, .permitLoadViolation), (.store, .permitStoreViolation)])
    try operand.checkAlignment(to: size, .storeAddressMisaligned)
    let place = try translate(operand.address, size: size, for: .atomic)
    let old = memory.load(place)
    let operands = IntegerOperands(
      left: old, right: registers.integer(instruction.rs2).modulo(twoTo: 8 * size), bits: 8 * size)
    var effect = writing(integer: old.signExtended(from: 8 * size), to: instruction.rd)
    effect.read = .init(address: operand.address, value: .data(old, size: size))
    effect.write = writing(function.result(of: operands), size: size, operand, place)
    return effect
  }

  /// Rule ``machine.atomic.swapCapability``: `amoswap.c` makes the checks of a load and a store of capabilities, those
  /// of the store first where both would fail at the page. The capability in memory becomes the result, its tag as
  /// ``machine.page.loadTable`` says, and cs2 takes its place.
  func swapCapability(_ instruction: Instruction) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, .byMode)
    let new = registers[instruction.rs2]
    try checkStore(of: new, operand, others: [(.load, .permitLoadViolation)])
    let place = try translateStore(of: new, operand, as: .atomic)
    let old = try capability(at: place, operand, as: .swapCapability)
    var effect = writing(old, to: instruction.rd)
    effect.read = .init(address: operand.address, value: .capability(old))
    effect.write = writing(new, operand, place)
    return effect
  }
}

extension MemoryOperation.AtomicFunction {
  /// What is written: the left operand is what was in memory.
  fileprivate func result(of operands: IntegerOperands) -> Integer {
    switch self {
    case .swap: operands.right
    case .add: operands.left + operands.right
    case .xor: operands.left ^ operands.right
    case .and: operands.left & operands.right
    case .or: operands.left | operands.right
    case .min: Swift.min(operands.signedLeft, operands.signedRight)
    case .max: Swift.max(operands.signedLeft, operands.signedRight)
    case .minUnsigned: Swift.min(operands.left, operands.right)
    case .maxUnsigned: Swift.max(operands.left, operands.right)
    }
  }
}
