import Architecture
import CapabilityModel
import ExactIntegers

extension MachineState {
  /// The instruction word at the program counter, read in pieces of two bytes: a compressed instruction needs no more.
  func fetch() throws(Trap) -> UInt32 {
    try checkFetch(at: programCounter)
    let low = try parcel(at: programCounter)
    guard low & 3 == 3 else { return low }
    let next = format.wrapped(programCounter + 2)
    try checkFetchBounds(at: next)
    return low | (try parcel(at: next)) << 16
  }

  /// Rule ``machine.fetch.check``: To fetch, PCC must be tagged, unsealed and executable, and its bounds must hold every two
  /// bytes that are fetched.
  func checkFetch(at address: Integer) throws(Trap) {
    let register = AuthorityRegister.special(.programCounterCapability)
    try programCounterCapability.checkIsUsable(register)
    guard programCounterCapability.permissions.contains(.execute) else {
      throw .capability(.permitExecuteViolation, register)
    }
    try checkFetchBounds(at: address)
  }

  /// The part of ``machine.fetch.check`` that is made for each two bytes.
  func checkFetchBounds(at address: Integer) throws(Trap) {
    guard programCounterCapability.bounds.contains(address, size: 2) else {
      throw .capability(.lengthViolation, .special(.programCounterCapability))
    }
  }

  private func parcel(at address: Integer) throws(Trap) -> UInt32 {
    UInt32(truncatingIfNeeded: memory.load(try translate(address, size: 2, for: .fetch)))
  }
}
