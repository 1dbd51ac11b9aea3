/// The block at an address, remembered by a hart so that a jump to another page seldom asks the page table.
struct JumpEntry {
  /// The virtual address, with the encoding mode in bit 0; ``none`` if nothing is remembered.
  var key: UInt64
  /// The block that lies there.
  var block: UnsafeMutablePointer<Block>?

  /// Equals no key.
  static var none: UInt64 { .max - 1 }

  /// How many entries a hart has.
  static var count: Int { 1024 }

  /// Where a key is remembered.
  @inline(__always)
  static func index(of key: UInt64) -> Int { Int(truncatingIfNeeded: key &>> 1 & UInt64(count - 1)) }
}
