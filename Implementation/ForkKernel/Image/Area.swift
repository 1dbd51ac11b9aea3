public import Architecture

/// A stretch of pages of a region that are mapped for one purpose.
public struct Area: Hashable, Sendable {
  /// Which pages, counted from the start of the region.
  public var pages: Range<Int>
  /// What they hold.
  public var kind: SegmentKind
}
