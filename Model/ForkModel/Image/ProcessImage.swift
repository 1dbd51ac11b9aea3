public import Architecture

/// The layout of a process image: segment after segment, from the first byte of the region.
///
/// Offsets are in bytes from the start of the region, pages are counted from it.
public struct ProcessImage: Hashable, Sendable {
  /// Bytes in a page.
  public static let pageSize = 4096

  /// The segments, in the order in which they lie.
  public let segments: [ImageSegment]
  /// The kind of each page.
  private let pageSegments: [ImageSegment]

  /// Lays out segments.
  public init(_ segments: [ImageSegment]) {
    self.segments = segments
    pageSegments = segments.flatMap { Array(repeating: $0, count: max(0, $0.pages)) }
  }

  /// How many pages the image has.
  public var pageCount: Int { pageSegments.count }

  /// The segment that a page belongs to, or nil where nothing is mapped.
  public func segment(ofPage page: Int) -> ImageSegment? {
    pageSegments.indices.contains(page) ? pageSegments[page] : nil
  }

  /// What a process may do with a page, or nil where nothing is mapped.
  public func entitlement(ofPage page: Int) -> PageEntitlement? {
    segment(ofPage: page)?.entitlement
  }

  /// The pages that an access touches.
  static func pages(from offset: Int, size: Int) -> ClosedRange<Int> {
    offset / pageSize...(offset + size - 1) / pageSize
  }

  /// The bytes from the start of the first segment of the first kind to the end of the last segment of the second; the
  /// empty range at 0 if there is none.
  ///
  /// The kinds are compared by their order in an image, so a missing one is no obstacle.
  public func bytes(from first: SegmentKind, through last: SegmentKind) -> Range<Int> {
    let order = SegmentKind.allCases
    let kinds = Set(order.drop { $0 != first }.prefix { $0 != last } + [last])
    let pages = pageSegments.indices.filter { kinds.contains(pageSegments[$0].kind) }
    guard let start = pages.first, let end = pages.last else { return 0..<0 }
    return start * Self.pageSize..<(end + 1) * Self.pageSize
  }

  /// How many pages every process shows as they are: those that are neither writable nor shared.
  public var readOnlyPages: Int {
    pageSegments.count { !$0.entitlement.write && !$0.entitlement.isShared }
  }

  /// How many pages belong to shared mappings.
  var sharedPages: Int { pageSegments.count(where: \.entitlement.isShared) }
}

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

/// What a process may do with a page once every pending copy has been made: what it was given at its start, by
/// mmap or by mprotect. Fork keeps it.
public struct PageEntitlement: Hashable, Sendable {
  /// Loads are permitted.
  public var read: Bool
  /// Stores are permitted.
  public var write: Bool
  /// Instruction fetches are permitted.
  public var execute: Bool
  /// The page is part of a shared mapping: one content for all who map it, and no tags in it.
  public var isShared: Bool

  /// Makes an entitlement from its parts.
  public init(read: Bool, write: Bool, execute: Bool, isShared: Bool = false) {
    self.read = read
    self.write = write
    self.execute = execute
    self.isShared = isShared
  }

  /// Makes the entitlement that a protection gives.
  public init(_ protection: Options<PageProtection>, isShared: Bool = false) {
    self.init(
      read: protection.contains(.read), write: protection.contains(.write), execute: protection.contains(.execute),
      isShared: isShared)
  }

  /// Changes what may be done, whoever shares the page.
  mutating func protect(_ protection: Options<PageProtection>) {
    self = PageEntitlement(protection, isShared: isShared)
  }
}
