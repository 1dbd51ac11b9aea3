public import Architecture

/// What is mapped where in a region, area by area.
struct AddressMap: Sendable {
  /// The areas, by their pages.
  private(set) var areas: [Area] = []
  /// The pages that fork copies and relocates at once, whatever the strategy: global offset tables.
  private(set) var eagerPages: [Range<Int>] = []
  /// One past the highest page that has ever been mapped.
  private(set) var end = 0

  /// An empty map.
  init() {}

  /// The map of an image.
  init(_ areas: [Area]) {
    self.areas = areas
    noteChange()
  }

  /// The first area of a kind.
  func first(_ kind: SegmentKind) -> Area? { areas.first { $0.kind == kind } }

  /// Whether some of the pages belong to an area.
  func overlaps(_ pages: Range<Int>) -> Bool { areas.contains { $0.pages.overlaps(pages) } }

  /// Whether a page is copied at once.
  func isEager(_ page: Int) -> Bool {
    for pages in eagerPages where pages.contains(page) { return true }
    return false
  }

  /// Whether some of the pages are copied at once.
  func hasEagerPages(in pages: Range<Int>) -> Bool { eagerPages.contains { $0.overlaps(pages) } }

  /// The first gap between areas that is large enough, below a limit.
  func gap(pages: Int, alignedTo alignment: Int, below limit: Int) -> Int? {
    var start = 0
    for area in areas {
      start = (start + alignment - 1) / alignment * alignment
      if start + pages <= area.pages.lowerBound { return start }
      start = max(start, area.pages.upperBound)
    }
    start = (start + alignment - 1) / alignment * alignment
    return start + pages <= limit ? start : nil
  }

  /// Adds an area, joined to its neighbour if that is of the same kind.
  mutating func add(_ area: Area) {
    let index = areas.firstIndex { $0.pages.lowerBound >= area.pages.upperBound } ?? areas.count
    if index > 0, areas[index - 1].kind == area.kind, areas[index - 1].pages.upperBound == area.pages.lowerBound {
      areas[index - 1].pages = areas[index - 1].pages.lowerBound..<area.pages.upperBound
    } else {
      areas.insert(area, at: index)
    }
    noteChange()
  }

  /// Takes pages out of all areas.
  mutating func remove(_ pages: Range<Int>) {
    areas = areas.flatMap { area in
      [
        area.pages.lowerBound..<max(area.pages.lowerBound, min(area.pages.upperBound, pages.lowerBound)),
        min(area.pages.upperBound, max(area.pages.lowerBound, pages.upperBound))..<area.pages.upperBound,
      ].filter { !$0.isEmpty }.map { Area(pages: $0, kind: area.kind) }
    }
    noteChange()
  }

  private mutating func noteChange() {
    eagerPages = areas.filter { $0.kind == .globalOffsetTable }.map(\.pages)
    end = max(end, areas.last?.pages.upperBound ?? 0)
  }
}

/// A stretch of pages of a region that are mapped for one purpose.
public struct Area: Hashable, Sendable {
  /// Which pages, counted from the start of the region.
  public var pages: Range<Int>
  /// What they hold.
  public var kind: SegmentKind
}

/// What a page is given when it is mapped: the accesses it is entitled to once pending copies have been made.
public struct PageRights: OptionSet, Hashable, Sendable {
  /// The bits, laid out as the protection argument of `mmap`.
  public let rawValue: UInt8

  /// Makes a set of rights from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Data loads; the value of `PROT_READ`.
  public static let read = PageRights(rawValue: 1)
  /// Data stores; the value of `PROT_WRITE`.
  public static let write = PageRights(rawValue: 2)
  /// Instruction fetches; the value of `PROT_EXEC`.
  public static let execute = PageRights(rawValue: 4)

  /// What the pages of a segment are given.
  public init(_ kind: SegmentKind) {
    self =
      switch kind {
      case .text: [.read, .execute]
      case .readOnlyData: .read
      case .globalOffsetTable, .data, .heap, .stack, .threadLocalStorage, .sharedMapping: [.read, .write]
      }
  }
}
