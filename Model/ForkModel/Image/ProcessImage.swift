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
