/// What came of running a hart.
public struct RunResult: Hashable, Sendable {
  /// Why it stopped.
  public var exit: RunExit
  /// Instructions of the budget that were used, one that trapped included.
  public var instructionCount: Int

  /// Makes a result from its parts.
  public init(exit: RunExit, instructionCount: Int) {
    self.exit = exit
    self.instructionCount = instructionCount
  }
}

/// Why a hart stopped.
public enum RunExit: Hashable, Sendable {
  /// The budget is used up; the program counter is at the next instruction.
  case budgetExhausted
  /// An instruction trapped and changed nothing; the program counter is at that instruction. Kernel mode only.
  case trap(Trap)
  /// The hart has jumped through a sealed entry to a page that is marked as a kernel entry. The program counter
  /// capability is the unsealed entry; nothing at the address has been executed.
  case kernelEntry(address: UInt64)
}
