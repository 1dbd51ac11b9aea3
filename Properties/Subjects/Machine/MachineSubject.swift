/// A CHERI-RISC-V machine (cc128) into which instructions are injected, as RVFI-DII does.
///
/// After ``reset()`` the registers c1–c31 hold the root capability at address 0, the program counter is 0x80000000,
/// 8 MiB of zeroed memory lie at 0x80000000, accesses elsewhere raise access faults, and the default data capability
/// and the trap vector are the root capability.
public protocol MachineSubject {
  /// Returns to the reset state.
  mutating func reset() throws

  /// Executes one instruction of 16 or 32 bits, in the low bits of `instruction`, as if fetched from the program
  /// counter.
  mutating func execute(_ instruction: UInt32) throws -> TraceRecord

  /// Whether trace records tell all bytes of an access to memory, or the lowest eight without metadata and tag, as
  /// version 1 of RVFI-DII does.
  var tellsWholeAccesses: Bool { get }

  /// Whether trace records tell the address of an access that an access fault or a page fault refused. RVFI says what
  /// the address means for accesses that were made, no more.
  var tellsRefusedAccesses: Bool { get }

  /// Changes the state between two instructions, to go on where another machine stands.
  ///
  /// - Returns: whether that was possible; if not, nothing was changed.
  mutating func adjust(_ adjustment: MachineAdjustment) throws -> Bool
}

extension MachineSubject {
  /// All bytes, unless the subject says otherwise.
  public var tellsWholeAccesses: Bool { true }

  /// It does, unless the subject says otherwise.
  public var tellsRefusedAccesses: Bool { true }

  /// Impossible, unless the subject says otherwise.
  public mutating func adjust(_ adjustment: MachineAdjustment) throws -> Bool { adjustment.isEmpty }
}
