/// The one page table of the single address space.
///
/// A radix tree of four levels with 512 entries to a node, which translates addresses of 48 bits in pages of 4 KiB.
/// Pages are named by their number: the address shifted right by 12. Upper entries carry no permissions.
///
/// A leaf (512 pages, 2 MiB) can be **shared** by several places of the table: it then hangs below upper entries that
/// are *invalid*, so that the hardware finds nothing there and the first touch enters the kernel, which unshares the
/// leaf (``unshareLeaf(of:)``), sets the policies of its own copy and publishes it (``publishLeaf(of:)``). A lazy fork
/// so costs one upper entry for each 2 MiB.
///
/// Two views exist. The **hardware's** (``walk(page:)``) stops at invalid upper entries. The **kernel's**
/// (``entry(page:)``) looks through them.
///
/// ```swift
/// let table = PageTable()
/// var entry = PageTableEntry(frame: 7)
/// entry.isEntitledToRead = true
/// entry.grantEntitlement()
/// table.set(entry, page: 0x200)
/// table.walk(page: 0x200).isReadable  // true
/// ```
public final class PageTable {
  @usableFromInline let root: PageTableNode
  /// What changes. Behind a pointer, because the run-time checks of a class's properties took half of a fork.
  let state: UnsafeMutablePointer<State>

  /// What changes besides the nodes.
  struct State {
    var entriesWritten = 0
    var nodeCount = 1
    /// What has to be undone to get back to the oldest mark.
    var journal = PageTableJournal()
    /// Nodes to be used again.
    var spares: [PageTableNode] = []

    static let spareLimit = 64
  }

  /// Makes an empty table.
  public init() {
    root = .allocate()
    state = .allocate(capacity: 1)
    state.initialize(to: State())
  }

  deinit {
    state.pointee.journal.discardAll()
    release(root, level: 3)
    for node in state.pointee.spares { node.deallocate() }
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// How many entries have been written, upper ones included, since the table was made.
  public var entriesWritten: Int { state.pointee.entriesWritten }

  /// How many nodes exist, the root included.
  public var nodeCount: Int { state.pointee.nodeCount }

  /// Bytes of host memory that a node takes.
  public static var bytesPerNode: Int { PageTableNode.byteCount }

  /// What the hardware finds for a page: the entry, or ``PageTableEntry/absent`` if an upper entry is invalid.
  @inlinable
  public func walk(page: UInt64) -> PageTableEntry {
    guard page &>> UInt64(PageGeometry.addressBits - PageGeometry.pageSizeLog2) == 0 else { return .absent }
    var node = root
    var level: UInt64 = 3
    while level > 0 {
      let word = node.words[PageTableNode.index(of: page, level: level)]
      guard word & PageTableNode.valid != 0, let next = PageTableNode(upperWord: word) else { return .absent }
      node = next
      level &-= 1
    }
    return PageTableEntry(rawValue: node.words[PageTableNode.index(of: page, level: 0)])
  }

  /// What the kernel finds for a page, looking through invalid upper entries.
  public func entry(page: UInt64) -> PageTableEntry {
    guard let leaf = leaf(of: page) else { return .absent }
    return PageTableEntry(rawValue: leaf.words[PageTableNode.index(of: page, level: 0)])
  }

  /// Writes the entry of a page, making the nodes above it as needed.
  ///
  /// - Precondition: the leaf of the page is not shared, and the page's address has 48 bits.
  public func set(_ entry: PageTableEntry, page: UInt64) {
    let leaf = makeLeaf(of: page)
    precondition(leaf.references == 1, "a page-table change through a shared leaf")
    write(entry.rawValue, to: leaf, at: PageTableNode.index(of: page, level: 0))
  }

  // MARK: Nodes

  /// The leaf of a page, whether its upper entry is valid or not.
  func leaf(of page: UInt64) -> PageTableNode? {
    guard let slot = leafSlot(of: page) else { return nil }
    return PageTableNode(upperWord: slot.node.words[slot.index])
  }

  /// The upper entry that leads, or would lead, to the leaf of a page; `nil` if the nodes above it do not exist.
  func leafSlot(of page: UInt64) -> (node: PageTableNode, index: Int)? {
    guard page &>> UInt64(PageGeometry.addressBits - PageGeometry.pageSizeLog2) == 0 else { return nil }
    var node = root
    for level in [UInt64(3), 2] {
      guard let next = PageTableNode(upperWord: node.words[PageTableNode.index(of: page, level: level)])
      else { return nil }
      node = next
    }
    return (node, PageTableNode.index(of: page, level: 1))
  }

  /// The upper entry that leads, or would lead, to the leaf of a page, with the nodes above it.
  func makeLeafSlot(of page: UInt64) -> (node: PageTableNode, index: Int) {
    precondition(page &>> UInt64(PageGeometry.addressBits - PageGeometry.pageSizeLog2) == 0, "address beyond 48 bits")
    var node = root
    for level in [UInt64(3), 2] {
      node = child(of: node, at: PageTableNode.index(of: page, level: level))
    }
    return (node, PageTableNode.index(of: page, level: 1))
  }

  func makeLeaf(of page: UInt64) -> PageTableNode {
    let slot = makeLeafSlot(of: page)
    return child(of: slot.node, at: slot.index)
  }

  private func child(of node: PageTableNode, at index: Int) -> PageTableNode {
    if let next = PageTableNode(upperWord: node.words[index]) { return next }
    let next = allocateNode()
    write(next.address | PageTableNode.valid, to: node, at: index)
    return next
  }

  func allocateNode() -> PageTableNode {
    let node: PageTableNode
    if let spare = state.pointee.spares.popLast() {
      spare.clear()
      node = spare
    } else {
      node = .allocate()
    }
    state.pointee.nodeCount += 1
    state.pointee.journal.noteAllocation(of: node)
    return node
  }

  func freeNode(_ node: PageTableNode) {
    state.pointee.nodeCount -= 1
    if state.pointee.journal.keep(node) { return }
    if state.pointee.spares.count < State.spareLimit {
      state.pointee.spares.append(node)
    } else {
      node.deallocate()
    }
  }

  /// The one place where a word of the table changes.
  func write(_ word: UInt64, to node: PageTableNode, at index: Int) {
    state.pointee.journal.note(node, index)
    node.words[index] = word
    state.pointee.entriesWritten &+= 1
  }

  func setReferences(_ references: UInt64, of node: PageTableNode) {
    state.pointee.journal.note(node, PageTableNode.referencesIndex)
    node.words[PageTableNode.referencesIndex] = references
  }

  /// Frees a node and everything that only it leads to.
  private func release(_ node: PageTableNode, level: Int) {
    if node.references > 1 {
      node.words[PageTableNode.referencesIndex] -= 1
      return
    }
    if level > 0 {
      for index in 0..<PageGeometry.entriesPerNode {
        if let next = PageTableNode(upperWord: node.words[index]) { release(next, level: level - 1) }
      }
    }
    node.deallocate()
  }
}
