import Architecture

/// Which pages of its region a process has mapped, what it may do with each, and where its heap ends.
///
/// Pages are counted from the start of the region.
public struct PageLayout: Hashable, Sendable {
  /// A page that is mapped.
  public struct Page: Hashable, Sendable {
    /// What may be done with it.
    public internal(set) var entitlement: PageEntitlement
    /// Whether the process is charged a frame of its own for it.
    var isCharged: Bool
    /// Which page of shared memory it shows; nil if it is private or discarded.
    fileprivate(set) var sharedPage: Int?
    /// Which page of a shared memory object it shows, or did before it was discarded.
    fileprivate(set) var objectPage: ObjectPage?
    /// Whether it may be made writable.
    var mayBeWritten: Bool

    /// Whether it showed a page that a shared memory object has no more.
    var isDiscarded: Bool { entitlement.isShared && sharedPage == nil }
  }

  /// The pages that are mapped.
  public private(set) var pages: [Int: Page] = [:]
  /// The pages of the heap, mapped or not: from its start, which never changes, to the break. Nil without a heap.
  private(set) var heap: Range<Int>?

  /// Nothing is mapped.
  init() {}

  /// The pages of an image.
  ///
  /// Rule ``posix.start.heap``: The heap starts at the first page of the image that is part of a heap, and ends behind
  /// the last. Its start is the same for as long as the process runs this image.
  ///
  /// - Parameter firstSharedPage: The number of the first page of a shared mapping; the others follow.
  init(_ image: ProcessImage, firstSharedPage: Int) {
    var sharedPages = 0
    for page in 0..<image.pageCount {
      guard let entitlement = image.entitlement(ofPage: page) else { continue }
      map(
        page..<page + 1, entitlement, isCharged: entitlement.write && !entitlement.isShared,
        showing: [firstSharedPage + sharedPages])
      if entitlement.isShared { sharedPages += 1 }
    }
    let bytes = image.bytes(from: .heap, through: .heap)
    if !bytes.isEmpty { heap = bytes.lowerBound / ProcessImage.pageSize..<bytes.upperBound / ProcessImage.pageSize }
  }

  /// What may be done with a page, or nil if it is not mapped.
  func entitlement(ofPage page: Int) -> PageEntitlement? { pages[page]?.entitlement }

  /// Whether none of the pages is mapped.
  func isGap(_ range: Range<Int>) -> Bool { !range.contains { pages[$0] != nil } }

  /// Maps pages.
  ///
  /// - Parameter sharedPages: The pages of shared memory that they show, if they are shared.
  mutating func map(
    _ range: Range<Int>, _ entitlement: PageEntitlement, isCharged: Bool, showing sharedPages: [Int],
    from object: ObjectPage? = nil, mayBeWritten: Bool = true
  ) {
    for (index, page) in range.enumerated() {
      let shared = entitlement.isShared && sharedPages.indices.contains(index) ? sharedPages[index] : nil
      pages[page] = Page(
        entitlement: entitlement, isCharged: isCharged, sharedPage: shared,
        objectPage: object.map { ObjectPage(object: $0.object, index: $0.index + index) }, mayBeWritten: mayBeWritten)
    }
  }

  /// Lets pages of shared memory go that an object has no more. Rule: ``posix.sharedObject.discarded``.
  mutating func discardShared(_ discarded: Set<Int>) {
    for (number, page) in pages where page.sharedPage.map(discarded.contains) == true {
      pages[number]?.sharedPage = nil
    }
  }

  /// The mapped pages that show nothing, though they were mapped to show pages of an object: which ones.
  func discardedPages(of object: Int) -> [Int: Int] {
    pages.filter { $0.value.isDiscarded && $0.value.objectPage?.object == object }.compactMapValues(\.objectPage?.index)
  }

  /// Lets a mapped page show a page of shared memory. Rule: ``posix.sharedObject.discarded``.
  mutating func show(_ sharedPage: Int, at page: Int) { pages[page]?.sharedPage = sharedPage }

  /// Unmaps pages, mapped or not.
  mutating func unmap(_ range: Range<Int>) {
    for page in range { pages[page] = nil }
  }

  /// Changes what may be done with mapped pages. Rule: ``posix.charge.writable``.
  mutating func protect(_ range: Range<Int>, _ protection: Options<PageProtection>) {
    for page in range {
      pages[page]?.entitlement.protect(protection)
      if chargeOfWriting(page) { pages[page]?.isCharged = true }
    }
  }

  /// Moves the end of the heap.
  mutating func setBreak(_ end: Int) {
    heap = heap.map { $0.lowerBound..<max($0.lowerBound, end) }
  }
}

/// What pages cost.
extension PageLayout {
  /// Rule ``posix.charge.writable``: A process is charged one frame for each private page that a call has mapped, and
  /// for each page of its image that is writable or ever was, whatever it shares with its relatives at the moment: it
  /// may come to need a frame of its own. A page of the image that never was writable costs nothing, since it is the
  /// same in every process.
  var chargedPages: Int { pages.values.count(where: \.isCharged) }

  /// The pages of shared memory that are mapped.
  var sharedPages: Set<Int> { Set(pages.values.compactMap(\.sharedPage)) }

  /// How many frames it costs to map all this for a process, with shared memory of its own.
  var cost: Int { chargedPages + sharedPages.count }

  /// How many frames it would cost to make pages writable.
  func costOfWriting(_ range: Range<Int>) -> Int {
    range.count { page in pages[page].map { !$0.entitlement.isShared && !$0.isCharged } == true }
  }

  private func chargeOfWriting(_ page: Int) -> Bool {
    pages[page]?.entitlement.write == true && pages[page]?.entitlement.isShared == false
  }
}
