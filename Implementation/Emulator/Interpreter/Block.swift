/// The head of a run of micro-operations that are executed one after the other; the operations follow it in memory.
///
/// A block lies within one page and is keyed by *physical* address, so that every mapping of a frame shares its blocks
/// and a change of the page table leaves them alone. Links lead only to blocks of the same page, which stay right under
/// every mapping.
struct Block {
  /// The physical address, with the encoding mode in bit 0.
  var key: UInt64
  /// The next block with the same hash.
  var collision: UnsafeMutablePointer<Block>?
  /// Where the jump or taken branch at the end leads, once that is known and within the page.
  var taken: UnsafeMutablePointer<Block>?
  /// What follows the block, once that is known and within the page.
  var following: UnsafeMutablePointer<Block>?
  /// Instructions in the block.
  var count: Int32
  /// Bytes of the instructions.
  var byteCount: UInt32

  /// The key of a block that is not cached.
  static var uncached: UInt64 { .max }

  /// The most instructions in a block.
  static var capacity: Int { 64 }

  /// Bytes of memory that a block of so many operations takes, the one that ends it included.
  static func byteCount(operations: Int) -> Int {
    MemoryLayout<Block>.stride + operations * MemoryLayout<MicroOperation>.stride
  }
}

extension UnsafeMutablePointer<Block> {
  /// The first operation of the block.
  @inline(__always) var operations: UnsafeMutablePointer<MicroOperation> {
    UnsafeMutableRawPointer(self + 1).assumingMemoryBound(to: MicroOperation.self)
  }
}
