public import Architecture

/// A stretch of pages of a process image that are alike.
public struct ImageSegment: Hashable, Sendable {
  /// What it holds.
  public var kind: SegmentKind
  /// Its length in pages.
  public var pages: Int

  /// Makes a segment.
  public init(_ kind: SegmentKind, pages: Int) {
    self.kind = kind
    self.pages = pages
  }

  /// What a process may do with each of its pages.
  public var entitlement: PageEntitlement {
    switch kind {
    case .text: PageEntitlement(read: true, write: false, execute: true)
    case .readOnlyData: PageEntitlement(read: true, write: false, execute: false)
    case .globalOffsetTable, .data, .heap, .stack, .threadLocalStorage:
      PageEntitlement(read: true, write: true, execute: false)
    case .sharedMapping: PageEntitlement(read: true, write: true, execute: false, isShared: true)
    }
  }

  /// The byte that it holds everywhere at the start.
  public var background: UInt8 {
    switch kind {
    case .text, .readOnlyData: 0x13
    case .globalOffsetTable, .data, .heap, .stack, .threadLocalStorage, .sharedMapping: 0
    }
  }
}
