/// The sizes that the page table fixes.
public enum PageGeometry {
  /// A page has 2^12 bytes.
  public static let pageSizeLog2 = 12
  /// Bytes in a page.
  public static let pageSize = 1 << pageSizeLog2
  /// An address has 48 bits that are translated; anything above is unmapped.
  public static let addressBits = 48
  /// A node of the table has 2^9 entries.
  public static let nodeSizeLog2 = 9
  /// Entries in a node of the table, and so pages under a leaf.
  public static let entriesPerNode = 1 << nodeSizeLog2
  /// A leaf covers 2^21 bytes.
  public static let leafSpanLog2 = pageSizeLog2 + nodeSizeLog2
}
