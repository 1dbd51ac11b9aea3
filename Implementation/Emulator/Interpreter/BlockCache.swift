#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The translated blocks of a machine, and which lines of which frames they were translated from.
///
/// Blocks come from one arena. When code changes, or the arena is full, all of them are forgotten at once: that is
/// rare, and finding the links that lead to one block would cost more than translating again.
struct BlockCache: ~Copyable {
  /// Counts how often all blocks were forgotten; links found before are void afterwards.
  private(set) var generation: UInt64 = 0

  private let arena: UnsafeMutableRawPointer
  private let buckets: UnsafeMutablePointer<UnsafeMutablePointer<Block>?>
  private let lines: UnsafeMutablePointer<UInt64>
  private let frameCount: Int
  private var used = 0
  private var codeFrames: [Int] = []

  private static var arenaSize: Int { 8 << 20 }
  private static var bucketCount: Int { 4096 }

  /// Makes an empty cache.
  ///
  /// - Parameter frameCount: frames of the memory that code can lie in.
  init(frameCount: Int) {
    self.frameCount = frameCount
    arena = .allocate(byteCount: Self.arenaSize, alignment: 64)
    buckets = .allocate(capacity: Self.bucketCount)
    buckets.initialize(repeating: nil, count: Self.bucketCount)
    // Zeroed lazily by the operating system: a large memory costs nothing until code runs in it.
    guard let zeroed = calloc(max(frameCount, 1), MemoryLayout<UInt64>.stride) else {
      fatalError("no host memory for \(frameCount) frames")
    }
    lines = zeroed.assumingMemoryBound(to: UInt64.self)
  }

  deinit {
    arena.deallocate()
    buckets.deallocate()
    free(lines)
  }

  private static func bucket(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key ^ key &>> 12) & UInt64(bucketCount - 1))
  }

  /// The block for a key, if it has been translated.
  func block(for key: UInt64) -> UnsafeMutablePointer<Block>? {
    var candidate = buckets[Self.bucket(of: key)]
    while let block = candidate {
      if block.pointee.key == key { return block }
      candidate = block.pointee.collision
    }
    return nil
  }

  /// Whether a block of `count` operations would still fit.
  func hasRoom(forOperations count: Int) -> Bool {
    used + Block.byteCount(operations: count) <= Self.arenaSize
  }

  /// Adds a block.
  ///
  /// - Parameters:
  ///   - key: the physical address, with the encoding mode in bit 0.
  ///   - operations: what it does, the ending included.
  ///   - count: instructions.
  ///   - byteCount: bytes of these instructions.
  /// - Returns: the block, and whether its frame held no translated code before.
  mutating func insert(
    key: UInt64, operations: UnsafePointer<MicroOperation>, operationCount: Int, count: Int, byteCount: Int
  ) -> (block: UnsafeMutablePointer<Block>, isFirstOfFrame: Bool) {
    let block = (arena + used).bindMemory(to: Block.self, capacity: 1)
    used += Block.byteCount(operations: operationCount)
    let bucket = Self.bucket(of: key)
    block.initialize(
      to: Block(
        key: key, collision: buckets[bucket], taken: nil, following: nil, count: Int32(count),
        byteCount: UInt32(byteCount)))
    block.operations.initialize(from: operations, count: operationCount)
    buckets[bucket] = block
    return (block, markCode(at: key & ~1, byteCount: byteCount))
  }

  /// Notes that code was translated from the given bytes; a byte more, because the end of an instruction that could not
  /// be translated belongs to it.
  private mutating func markCode(at physicalAddress: UInt64, byteCount: Int) -> Bool {
    let frame = Int(physicalAddress >> 12)
    let mask = Self.lineMask(offset: Int(physicalAddress & 0xFFF), byteCount: byteCount)
    let isFirst = lines[frame] == 0
    if isFirst { codeFrames.append(frame) }
    lines[frame] |= mask
    return isFirst
  }

  /// One bit for each line of 64 bytes that the given bytes of a frame touch.
  private static func lineMask(offset: Int, byteCount: Int) -> UInt64 {
    let first = UInt64(offset >> 6)
    let last = UInt64(min(offset + max(byteCount, 1) - 1, 4095) >> 6)
    return (~0 &<< first) & (~0 &>> (63 &- last))
  }

  /// Whether code was translated from a frame.
  func holdsCode(frame: Int) -> Bool {
    frame < frameCount && lines[frame] != 0
  }

  /// Whether code was translated from the lines that the given bytes of a frame touch.
  func holdsCode(frame: Int, offset: Int, byteCount: Int) -> Bool {
    frame < frameCount && lines[frame] & Self.lineMask(offset: offset, byteCount: byteCount) != 0
  }

  /// Forgets all blocks.
  mutating func removeAll() {
    generation &+= 1
    used = 0
    buckets.update(repeating: nil, count: Self.bucketCount)
    for frame in codeFrames { lines[frame] = 0 }
    codeFrames.removeAll(keepingCapacity: true)
  }
}

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
