import Architecture
public import CapabilityModel

/// A process of the single address space: a region, mappings of its pages, registers with addresses in them.
public struct SpaceProcess: Hashable, Sendable {
  /// Its region; a zombie's belongs to it no more.
  public var region: Region
  /// Its mapped pages, counted from the base of the region.
  public var mappings: [Int: Mapping]
  /// Its eight registers.
  public var registers: [Capability]
  /// Who may wait for it; nil stands for the system process that adopts orphans.
  public var parent: ProcessNumber?
  /// Set once it has ended.
  public var ending: Ending?

  /// Whether it still runs.
  public var runs: Bool { ending == nil }
}
