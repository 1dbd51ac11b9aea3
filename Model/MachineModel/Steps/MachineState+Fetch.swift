import Architecture
import CapabilityModel
import ExactIntegers

extension MachineState {
  /// The instruction word at the program counter, read in pieces of two bytes: a compressed instruction needs no more.
  func fetch() throws(Trap) -> UInt32 {
    let bounds = try fetchBounds()
    try check(bounds, holdPieceAt: programCounter)
    let low = try piece(at: programCounter)
    guard low & 3 == 3 else { return low }
    try check(bounds, holdPieceAt: secondPiece)
    return low | (try piece(at: secondPiece)) << 16
  }

  /// The word, if it could have been fetched as far as PCC is concerned.
  func fetch(injecting word: UInt32) throws(Trap) -> UInt32 {
    let bounds = try fetchBounds()
    try check(bounds, holdPieceAt: programCounter)
    if word & 3 == 3 { try check(bounds, holdPieceAt: secondPiece) }
    return word
  }

  /// Where the second two bytes of an instruction are: at address 0 if the first are the last of the address space.
  private var secondPiece: Integer { format.wrapped(programCounter + 2) }

  /// Rule ``machine.fetch.check``: To fetch, PCC must be tagged, unsealed and executable, and its bounds must hold
  /// every two bytes that are fetched, each by themselves: an instruction may go on at address 0 if PCC holds
  /// everything.
  private func fetchBounds() throws(Trap) -> Bounds {
    let register = AuthorityRegister.special(.programCounterCapability)
    try programCounterCapability.checkIsUsable(register)
    guard programCounterCapability.permissions.contains(.execute) else {
      throw .capability(.permitExecuteViolation, register)
    }
    return programCounterCapability.bounds
  }

  private func check(_ bounds: Bounds, holdPieceAt address: Integer) throws(Trap) {
    guard bounds.contains(address, size: 2) else {
      throw .capability(.lengthViolation, .special(.programCounterCapability))
    }
  }

  private func piece(at address: Integer) throws(Trap) -> UInt32 {
    UInt32(truncatingIfNeeded: memory.load(try translate(address, size: 2, for: .fetch)))
  }
}
