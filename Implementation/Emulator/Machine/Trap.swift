public import Architecture

/// Why an instruction trapped.
public struct Trap: Hashable, Sendable {
  /// What `mcause` would hold.
  public var cause: ExceptionCause
  /// What `mtval` would hold: an address, an instruction word, or register and code of a capability exception.
  public var value: UInt64

  /// Makes a trap.
  public init(cause: ExceptionCause, value: UInt64) {
    self.cause = cause
    self.value = value
  }

  init(_ hart: Hart) {
    self.init(
      cause: ExceptionCause(rawValue: UInt8(truncatingIfNeeded: hart.cause)) ?? .illegalInstruction,
      value: hart.value)
  }
}
