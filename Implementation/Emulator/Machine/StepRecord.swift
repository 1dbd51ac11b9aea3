public import Architecture

/// What one injected instruction did.
public struct StepRecord: Hashable, Sendable {
  /// The address of the instruction.
  public var programCounter: UInt64
  /// The address of the next instruction: in bare mode the trap vector after a trap; in kernel mode that of the
  /// instruction itself.
  public var nextProgramCounter: UInt64
  /// Why it trapped; `nil` if it did not.
  public var trap: Trap?
  /// The number of the register that it wrote; 0 if none.
  public var destination: UInt8 = 0
  /// What it wrote there; null if it wrote no register.
  public var result: MachineCapability = .null
  /// The access to memory, if it made one or was refused it by an access fault or a page fault.
  public var access: AccessRecord?
  /// The registers that it names as sources; none of a word without meaning.
  public var sources = SourceRecord()

  /// Whether the next instruction is a kernel entry that was reached through a sealed entry.
  public var entersKernel = false
}

/// The registers that an injected instruction names as its sources.
public struct SourceRecord: Hashable, Sendable {
  /// The number of the register that `rs1` names; 0 if there is none.
  public var firstNumber: UInt8 = 0
  /// Its integer or address.
  public var firstValue: UInt64 = 0
  /// The number of the register that `rs2` names; 0 if there is none.
  public var secondNumber: UInt8 = 0
  /// Its integer or address.
  public var secondValue: UInt64 = 0
}

/// One access to memory by an injected instruction; neither read nor written if it was refused.
public struct AccessRecord: Hashable, Sendable {
  /// The address of the first byte.
  public var address: UInt64
  /// Bytes accessed; 16 for capabilities.
  public var byteCount: UInt8
  /// What was in memory, if it was read.
  public var read: MachineCapability?
  /// What is in memory now, if it was written.
  public var written: MachineCapability?
}

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
