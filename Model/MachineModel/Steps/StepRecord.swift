public import Architecture
public import ExactIntegers

/// What one step of a machine did.
public struct StepRecord: Hashable, Sendable {
  /// How a step ended.
  public enum Outcome: Hashable, Sendable {
    /// The instruction completed.
    case completed(Effect)
    /// The instruction did nothing, and the trap was taken.
    case trapped(Trap)
  }

  /// The address of the instruction.
  public var programCounter: Integer
  /// The address of the instruction that comes next.
  public var nextProgramCounter: Integer
  /// The encoding mode in which the instruction was read.
  public var mode: EncodingMode
  /// The instruction, if it could be fetched and decoded.
  public var instruction: Instruction?
  /// How the step ended.
  public var outcome: Outcome
  /// What the registers held that the instruction names as its sources, if it could be fetched and decoded.
  public var sources: Sources?

  /// The integers in source registers, before the instruction was executed.
  public struct Sources: Hashable, Sendable {
    /// That in rs1, or 0.
    public var first: Integer
    /// That in rs2, or 0.
    public var second: Integer
  }
}

/// Why an instruction could not complete: a value, until somebody takes the trap.
public struct Trap: Error, Hashable, Sendable {
  /// What happened: the value for `mcause`.
  public var cause: ExceptionCause
  /// What it happened to: the value for `mtval`.
  public var value: Integer

  /// The address of the access to data that was refused, where that is what happened.
  public var refusedAccess: Integer?

  /// Makes a trap.
  public init(_ cause: ExceptionCause, value: Integer = 0) {
    self.cause = cause
    self.value = value
  }

  /// The same trap, of an access to data at an address.
  public func refusing(_ address: Integer) -> Trap {
    var trap = self
    trap.refusedAccess = address
    return trap
  }

  /// Rule ``machine.trap.capability``: A capability exception tells the register and what was wrong with it:
  /// mtval = register * 32 + code. Registers c0 to c31 count from 0, special registers from 32.
  static func capability(_ code: CapabilityExceptionCode, _ register: AuthorityRegister) -> Trap {
    Trap(.capabilityException, value: Integer(register.number) * 32 + Integer(code.rawValue))
  }
}

/// The register whose capability was to authorise something.
enum AuthorityRegister: Hashable, Sendable {
  case general(UInt8)
  case special(SpecialRegister)

  /// The number as `mtval` shows it.
  var number: UInt8 {
    switch self {
    case .general(let number): number
    case .special(let register): 0x20 + register.rawValue
    }
  }
}
