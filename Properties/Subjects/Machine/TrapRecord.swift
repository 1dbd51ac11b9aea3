public import Architecture

/// Why an instruction trapped.
public struct TrapRecord: Codable, Hashable, Sendable {
  /// The value of `mcause`.
  public var cause: ExceptionCause
  /// The value of `mtval`.
  public var value: UInt64

  /// Makes a record of a trap.
  public init(cause: ExceptionCause, value: UInt64) {
    self.cause = cause
    self.value = value
  }
}
