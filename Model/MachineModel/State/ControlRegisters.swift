public import ExactIntegers

/// The control and status registers that hold something of their own. The others are constant, or show the address of a
/// special capability register.
public struct ControlRegisters: Hashable, Sendable {
  /// Why the last trap was taken.
  public var mcause: Integer = 0
  /// What the last trap was about.
  public var mtval: Integer = 0
  /// For the trap handler's use.
  public var mscratch: Integer = 0
  /// The steps made, trapping ones included, modulo 2^64.
  public var cycle: Integer = 0
  /// The instructions completed, modulo 2^64.
  public var instret: Integer = 0

  /// What they hold at reset.
  public init() {}
}
