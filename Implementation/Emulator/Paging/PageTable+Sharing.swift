extension PageTable {
  /// How a page's place of the table stands to its leaf.
  public func leafState(of page: UInt64) -> PageTableLeafState {
    guard let slot = leafSlot(of: page) else { return .absent }
    let word = slot.node.words[slot.index]
    if word == 0 { return .absent }
    return word & PageTableNode.valid != 0
      ? .published : .hidden(copiedOnAccess: word & PageTableNode.copiedOnAccess != 0)
  }

  /// The leaf of a page, or `nil` if nothing has ever been mapped there.
  public func leafView(of page: UInt64) -> PageTableLeaf? {
    leaf(of: page).map { PageTableLeaf(node: $0, table: self) }
  }

  /// The leaf of a page, made if there is none.
  ///
  /// - Precondition: the page's address has 48 bits.
  public func makeLeafView(of page: UInt64) -> PageTableLeaf {
    PageTableLeaf(node: makeLeaf(of: page), table: self)
  }

  /// Notes at a hidden leaf that one of the forks since which it is shared was copy-on-access.
  public func noteCopiedOnAccess(of page: UInt64) {
    guard case .hidden = leafState(of: page), let slot = leafSlot(of: page) else { return }
    let word = slot.node.words[slot.index]
    write(word | PageTableNode.copiedOnAccess, to: slot.node, at: slot.index)
  }

  /// Makes the place of `destination` show the same leaf as that of `source`; both become invalid to the hardware.
  ///
  /// - Returns: whether there was a leaf to share.
  @discardableResult
  public func shareLeaf(of source: UInt64, with destination: UInt64, copiedOnAccess: Bool) -> Bool {
    guard let from = leafSlot(of: source), let leaf = PageTableNode(upperWord: from.node.words[from.index])
    else { return false }
    let kind = copiedOnAccess ? PageTableNode.copiedOnAccess : 0
    let earlier = from.node.words[from.index] & PageTableNode.copiedOnAccess
    write(leaf.address | kind | earlier, to: from.node, at: from.index)
    let to = makeLeafSlot(of: destination)
    precondition(to.node.words[to.index] == 0, "the destination of a shared leaf is in use")
    write(leaf.address | kind | earlier, to: to.node, at: to.index)
    setReferences(leaf.references + 1, of: leaf)
    return true
  }

  /// Gives a page's place of the table a leaf of its own, still invalid to the hardware.
  ///
  /// - Returns: how it came by it, or `nil` if there is no leaf.
  public func unshareLeaf(of page: UInt64) -> PageTableUnsharing? {
    guard let slot = leafSlot(of: page), let leaf = PageTableNode(upperWord: slot.node.words[slot.index])
    else { return nil }
    guard leaf.references > 1 else { return .takenOver }
    let copy = allocateNode()
    copy.words.update(from: leaf.words, count: PageGeometry.entriesPerNode)
    state.pointee.entriesWritten &+= PageGeometry.entriesPerNode
    setReferences(leaf.references - 1, of: leaf)
    write(
      copy.address | slot.node.words[slot.index] & PageTableNode.flags & ~PageTableNode.valid,
      to: slot.node, at: slot.index)
    return .copied
  }

  /// Fills a new leaf for a page from the leaf of another page, entry by entry.
  ///
  /// - Parameters:
  ///   - source: a page of the leaf that is read.
  ///   - destination: a page of the leaf that is made; nothing may be mapped there.
  ///   - indices: which entries; those that are absent are left out.
  ///   - body: is given each entry and its index, may change the entry of the source, which must then have no other
  ///     user, and answers the entry of the destination.
  public func fillLeaf(
    from source: UInt64, to destination: UInt64, indices: Range<Int>,
    _ body: (_ index: Int, _ entry: inout PageTableEntry) -> PageTableEntry
  ) {
    guard let from = leaf(of: source), indices.lowerBound >= 0, indices.upperBound <= PageGeometry.entriesPerNode
    else { return }
    precondition(leaf(of: destination) == nil, "the destination of a copied leaf is in use")
    let to = makeLeaf(of: destination)
    var written = 0
    for index in indices {
      let word = from.words[index]
      guard word & PageTableEntry.Bits.present != 0 else { continue }
      var entry = PageTableEntry(rawValue: word)
      to.words[index] = body(index, &entry).rawValue
      if entry.rawValue != word {
        precondition(from.references == 1, "a page-table change through a shared leaf")
        write(entry.rawValue, to: from, at: index)
      }
      written &+= 1
    }
    state.pointee.entriesWritten &+= written
  }

  /// Changes the entries of a page's leaf that are present.
  ///
  /// - Precondition: the leaf is not shared.
  public func updateLeaf(of page: UInt64, _ body: (inout PageTableEntry) -> Void) {
    guard let leaf = leaf(of: page) else { return }
    precondition(leaf.references == 1, "a page-table change through a shared leaf")
    for index in 0..<PageGeometry.entriesPerNode {
      let word = leaf.words[index]
      guard word & PageTableEntry.Bits.present != 0 else { continue }
      var entry = PageTableEntry(rawValue: word)
      body(&entry)
      if entry.rawValue != word { write(entry.rawValue, to: leaf, at: index) }
    }
  }

  /// Looks at the entries of a page's leaf that are present.
  public func forEachEntry(ofLeafOf page: UInt64, _ body: (PageTableEntry) -> Void) {
    guard let leaf = leaf(of: page) else { return }
    for index in 0..<PageGeometry.entriesPerNode where leaf.words[index] & PageTableEntry.Bits.present != 0 {
      body(PageTableEntry(rawValue: leaf.words[index]))
    }
  }

  /// Makes a page's leaf invisible to the hardware: whoever touches its pages faults.
  public func hideLeaf(of page: UInt64) {
    guard let slot = leafSlot(of: page) else { return }
    write(slot.node.words[slot.index] & ~PageTableNode.valid, to: slot.node, at: slot.index)
  }

  /// Makes a page's leaf visible to the hardware.
  ///
  /// - Precondition: the leaf is not shared.
  public func publishLeaf(of page: UInt64) {
    guard let slot = leafSlot(of: page), let leaf = PageTableNode(upperWord: slot.node.words[slot.index])
    else { return }
    precondition(leaf.references == 1, "a shared leaf made visible")
    write(leaf.address | PageTableNode.valid, to: slot.node, at: slot.index)
  }

  /// Takes the leaf away from a page's place of the table.
  ///
  /// - Returns: whether nobody else shows it, in which case it is gone; look at its entries before.
  @discardableResult
  public func dropLeaf(of page: UInt64) -> Bool {
    guard let slot = leafSlot(of: page), let leaf = PageTableNode(upperWord: slot.node.words[slot.index])
    else { return false }
    write(0, to: slot.node, at: slot.index)
    guard leaf.references == 1 else {
      setReferences(leaf.references - 1, of: leaf)
      return false
    }
    freeNode(leaf)
    return true
  }
}

/// What ``PageTable/unshareLeaf(of:)`` did.
public enum PageTableUnsharing: Hashable, Sendable {
  /// The leaf had no other user.
  case takenOver
  /// The leaf was copied; every frame in it has one more mapping.
  case copied
}
