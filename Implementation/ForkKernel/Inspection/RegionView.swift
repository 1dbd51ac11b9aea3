/// A region at one time of its life.
public struct RegionView: Hashable, Sendable {
  /// The first address.
  public var base: UInt64
  /// The region has 2^k bytes; this is k.
  public var sizeLog2: UInt8
  /// Counts the uses of the region.
  public var epoch: UInt64
}
