/// A leaf as the kernel sees it: the entries of 512 consecutive pages.
@safe
public struct PageTableLeaf: Identifiable {
  let node: PageTableNode
  let table: PageTable

  /// Tells leaves apart for as long as they exist.
  public var id: UInt64 { node.address }

  /// How many places of the table show this leaf.
  public var references: Int { Int(truncatingIfNeeded: node.references) }

  /// The entry at an index below 512; writing requires that the leaf has one reference.
  public subscript(index: Int) -> PageTableEntry {
    get {
      precondition(index >= 0 && index < PageGeometry.entriesPerNode)
      return PageTableEntry(rawValue: node.words[index])
    }
    nonmutating set {
      precondition(index >= 0 && index < PageGeometry.entriesPerNode)
      precondition(node.references == 1, "a page-table change through a shared leaf")
      table.write(newValue.rawValue, to: node, at: index)
    }
  }
}
