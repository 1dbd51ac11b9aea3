/// A thread of a process.
public struct Thread<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Its registers.
  public internal(set) var registers: [Value]
  /// What it blocks, and what is pending for it alone.
  public internal(set) var signals = ThreadSignals()
}
