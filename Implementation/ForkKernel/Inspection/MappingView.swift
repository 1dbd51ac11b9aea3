public import Emulator

/// One page of a process, as the hardware would treat it now.
public struct MappingView: Hashable, Sendable {
  /// Which page of the region, counted from its base.
  public var page: Int
  /// The entry: what is allowed now, and what the page is entitled to.
  public var entry: PageTableEntry
}
