/// A process as POSIX knows it: an image of its own, registers, a parent, and at last an ending.
public struct PosixProcess: Hashable, Sendable {
  /// What it holds in memory.
  public internal(set) var memory: PosixMemory
  /// What it holds in its eight registers.
  public internal(set) var registers: [PosixValue]
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  public internal(set) var parent: ProcessNumber?
  /// Set once it has ended: it is a zombie from then on.
  public internal(set) var ending: Ending?

  /// Whether it still runs.
  public var runs: Bool { ending == nil }
}
