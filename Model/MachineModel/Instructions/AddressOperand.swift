import Architecture
import CapabilityModel
import ExactIntegers

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
