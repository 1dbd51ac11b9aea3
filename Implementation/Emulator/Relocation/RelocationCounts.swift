/// How many granules a bulk relocation has looked at, and what became of the tagged ones.
@frozen
public struct RelocationCounts: Hashable, Sendable {
  /// Granules whose tags were looked at.
  public var scanned = 0
  /// Tagged granules that were moved by the distance, clamped ones included.
  public var relocated = 0
  /// Tagged granules that were restricted to the origin region first.
  public var clamped = 0
  /// Tagged granules that hold kernel entries.
  public var unchanged = 0
  /// Tagged granules that lost their tag.
  public var cleared = 0

  /// Nothing was looked at.
  @inlinable
  public init() {}

  /// One frame was looked at, and none of its granules was tagged.
  @inlinable
  static var withoutTags: Self {
    var counts = Self()
    counts.scanned = PhysicalMemory.granulesPerFrame
    return counts
  }

  /// Adds up the counts of two relocations.
  @inlinable
  public static func += (total: inout Self, other: Self) {
    total.scanned &+= other.scanned
    total.relocated &+= other.relocated
    total.clamped &+= other.clamped
    total.unchanged &+= other.unchanged
    total.cleared &+= other.cleared
  }
}
