/// A region at one time of its life: reusing the region for another process begins a new epoch.
public struct RegionEpoch: Codable, Hashable, Sendable {
  /// The first address of the region.
  public var base: UInt64
  /// The size of the region is 2^k bytes; this is k.
  public var sizeLog2: UInt8
  /// Counts the uses of the region.
  public var epoch: UInt64

  /// Makes a region epoch from its parts.
  public init(base: UInt64, sizeLog2: UInt8, epoch: UInt64) {
    self.base = base
    self.sizeLog2 = sizeLog2
    self.epoch = epoch
  }
}
