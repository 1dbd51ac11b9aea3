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
