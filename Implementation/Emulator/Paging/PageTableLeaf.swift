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

/// How a place of the table stands to its leaf.
public enum PageTableLeafState: Hashable, Sendable {
  /// There is no leaf: nothing is mapped.
  case absent
  /// The hardware sees the leaf.
  case published
  /// The leaf hangs below an invalid upper entry: the hardware sees nothing. `copiedOnAccess` tells what kind of lazy
  /// fork put it there.
  case hidden(copiedOnAccess: Bool)
}

/// A node of the radix tree: 512 words, and how many upper entries lead to it.
///
/// An upper word is the address of the node below with flags in its low bits; a word of a leaf is a
/// ``PageTableEntry``.
@usableFromInline
struct PageTableNode {
  @usableFromInline let words: UnsafeMutablePointer<UInt64>

  @usableFromInline static let valid: UInt64 = 1
  @usableFromInline static let copiedOnAccess: UInt64 = 2
  @usableFromInline static let flags: UInt64 = 63

  /// The word behind the entries counts the upper entries that lead here.
  static let referencesIndex = PageGeometry.entriesPerNode
  static let wordCount = PageGeometry.entriesPerNode + 8
  static let byteCount = wordCount * MemoryLayout<UInt64>.stride

  /// Allocates a node whose entries are all 0, with one reference.
  static func allocate() -> PageTableNode {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    let node = PageTableNode(words: raw.bindMemory(to: UInt64.self, capacity: wordCount))
    node.clear()
    return node
  }

  /// Makes all entries 0, with one reference.
  func clear() {
    words.initialize(repeating: 0, count: Self.wordCount)
    words[Self.referencesIndex] = 1
  }

  func deallocate() {
    UnsafeMutableRawPointer(words).deallocate()
  }

  @inlinable
  init(words: UnsafeMutablePointer<UInt64>) { self.words = words }

  /// The node that an upper word leads to, whether the word is valid or not.
  @inlinable
  init?(upperWord: UInt64) {
    guard let words = UnsafeMutablePointer<UInt64>(bitPattern: UInt(upperWord & ~Self.flags)) else { return nil }
    self.words = words
  }

  var address: UInt64 { UInt64(UInt(bitPattern: words)) }

  var references: UInt64 { words[Self.referencesIndex] }

  /// Which word of a node at a level (0 for leaves) a page's translation goes through.
  @inlinable
  static func index(of page: UInt64, level: UInt64) -> Int {
    Int(truncatingIfNeeded: page &>> (level &* UInt64(PageGeometry.nodeSizeLog2)))
      & (PageGeometry.entriesPerNode - 1)
  }
}
