import Architecture
public import ExactIntegers
internal import HashTreeCollections

/// A mapping from virtual to physical pages. How it is laid out in memory is not specified here.
public struct PageTable: Sendable {
  /// The pages by number: virtual address / 4096.
  private var pages: TreeDictionary<Integer, Page> = [:]

  /// A table that maps nothing.
  public init() {}

  /// The page that holds a virtual address; nil if it is not mapped. Assigning maps or unmaps it.
  public subscript(_ address: Integer) -> Page? {
    get { pages[address / Page.size] }
    set { pages[address / Page.size] = newValue }
  }
}

extension PageTable: Equatable {
  /// Whether two tables map the same pages alike.
  public static func == (left: PageTable, right: PageTable) -> Bool { left.pages == right.pages }
}
