import Architecture
import CapabilityModel
import ExactIntegers

/// Stores. Source: RISC-V Unprivileged ISA, section 2.6; CHERI ISAv9, CSC and the explicit stores.
extension MachineState {
  /// Rule ``machine.store.data``: A store of data needs Store.
  func storeData(_ instruction: Instruction, _ authority: MemoryOperation.Authority, size: Int) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    try operand.check(size: size, [(.store, .permitStoreViolation)])
    let place = try translate(operand.address, size: size, for: .store)
    return Effect(write: writing(registers.integer(instruction.rs2), size: size, operand, place))
  }

  /// Rule ``machine.store.capability``: A store of a capability needs Store and an aligned address. If the capability
  /// is tagged it needs StoreCap too, if it is tagged and not Global also StoreLocalCap, and the page must take tags.
  func storeCapability(_ instruction: Instruction, _ authority: MemoryOperation.Authority) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    let value = registers[instruction.rs2]
    try checkStore(of: value, operand)
    let place = try translateStore(of: value, operand)
    return Effect(write: writing(value, operand, place))
  }

  /// The checks of authority and alignment for a store of a capability.
  ///
  /// - Parameters:
  ///   - value: What is stored.
  ///   - operand: Where, and by whose authority.
  ///   - others: Permissions that are checked before those of the store.
  func checkStore(
    of value: Capability, _ operand: AddressOperand, others: [(Permission, CapabilityExceptionCode)] = []
  ) throws(Trap) {
    let size = Int(truncatingIfNeeded: TaggedMemory.granuleSize)
    var permissions = others + [(.store, .permitStoreViolation)]
    if value.tag { permissions.append((.storeCapability, .permitStoreCapabilityViolation)) }
    if value.tag && !value.permissions.contains(.global) {
      permissions.append((.storeLocalCapability, .permitStoreLocalCapabilityViolation))
    }
    try operand.check(size: size, permissions)
    try operand.checkAlignment(to: size, .storeAddressMisaligned)
  }

  /// Where a capability is stored, if the page takes it.
  func translateStore(
    of value: Capability, _ operand: AddressOperand, as kind: AccessKind = .store
  ) throws(Trap) -> PhysicalPlace {
    let size = Int(truncatingIfNeeded: TaggedMemory.granuleSize)
    let place = try translate(operand.address, size: size, for: kind)
    if let page = page(of: operand.address), page.storePolicy.refuses(tag: value.tag) {
      throw Trap(.capabilityStorePageFault, value: operand.address).refusing(operand.address)
    }
    return place
  }

  /// A write of the lowest bytes of a number.
  func writing(_ value: Integer, size: Int, _ operand: AddressOperand, _ place: PhysicalPlace) -> Effect.MemoryWrite {
    let data = Effect.MemoryValue.data(value.modulo(twoTo: 8 * size), size: size)
    return .init(access: .init(address: operand.address, value: data), place: place)
  }

  /// A write of a capability.
  func writing(_ value: Capability, _ operand: AddressOperand, _ place: PhysicalPlace) -> Effect.MemoryWrite {
    .init(access: .init(address: operand.address, value: .capability(value)), place: place)
  }
}

/// An address, and the capability that is to authorise an access to it.
struct AddressOperand {
  let authority: Capability
  let register: AuthorityRegister
  let address: Integer
}

extension MachineState {
  /// Rule ``machine.memory.authority``: In capability mode and in the `.cap` forms, the address register holds the
  /// authority, and its address is the address. In integer mode and in the `.ddc` forms, DDC is the authority, and the
  /// address register holds the address itself: DDC does not relocate it. The immediate offset is added modulo 2^64.
  func addressOperand(of instruction: Instruction, _ authority: MemoryOperation.Authority) -> AddressOperand {
    // The immediate of atomics is their ordering.
    let hasOffset = Encoding.of(instruction.operation).format.arrangement == .offset
    let offset = hasOffset ? Integer(instruction.immediate) : 0
    let base = registers[instruction.rs1]
    let isCapability = authority == .capability || authority == .byMode && mode == .capability
    return AddressOperand(
      authority: isCapability ? base : defaultDataCapability,
      register: isCapability ? .general(instruction.rs1) : .special(.defaultDataCapability),
      address: format.wrapped(base.address + offset))
  }
}

extension AddressOperand {
  /// Rule ``machine.memory.check``: The authority must be tagged, unsealed, have the permissions, and its bounds must
  /// hold every byte of the access. The first that fails, in this order, is the capability exception that is raised.
  func check(size: Int, _ permissions: [(Permission, CapabilityExceptionCode)]) throws(Trap) {
    try authority.checkIsUsable(register)
    for (permission, code) in permissions where !authority.permissions.contains(permission) {
      throw .capability(code, register)
    }
    guard authority.bounds.contains(address, size: Integer(size)) else {
      throw .capability(.lengthViolation, register)
    }
  }

  /// Rule ``machine.memory.alignment``: Accesses to capabilities and reservations must be aligned to their size. Other
  /// accesses need no alignment.
  func checkAlignment(to size: Int, _ cause: ExceptionCause) throws(Trap) {
    guard address % Integer(size) == 0 else { throw Trap(cause, value: address) }
  }
}

extension Capability {
  /// The two checks that come before all others: tagged, then unsealed.
  func checkIsUsable(_ register: AuthorityRegister) throws(Trap) {
    guard tag else { throw .capability(.tagViolation, register) }
    guard !isSealed else { throw .capability(.sealViolation, register) }
  }
}
