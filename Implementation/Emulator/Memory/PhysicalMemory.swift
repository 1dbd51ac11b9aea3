/// The physical memory of a machine: frames of 4 KiB, and beside each of their 256 granules of 16 bytes a tag.
///
/// A frame is named by its number; physical addresses are `frame << 12 | offset`. Whoever names a frame that the memory
/// does not have, or an offset outside of it, breaks the interface's contract; what a guest names has been through the
/// page table or a bounds check before.
///
///     var memory = try PhysicalMemory(frameCount: 2048)
///     memory.store(UInt32(7), frame: 3, offset: 0x40)
///     memory.load(UInt32.self, frame: 3, offset: 0x40)   // 7
///
/// Stores clear the tags of the granules that they touch. Capabilities are stored whole, with their tag
/// (``store(_:frame:granule:)``).
///
/// The interpreter and the bulk operations go by pointer (``data(ofFrame:)``, ``tags(ofFrame:)``). They have to make
/// two calls: ``willWrite(frame:)`` before the first store to a frame in each ``epoch``, so that a mark can be returned
/// to, and ``didWrite(frame:)`` after a store to a frame that holds code.
public struct PhysicalMemory: ~Copyable {
  /// How many frames there are; they are numbered from 0.
  public let frameCount: Int
  /// The frames, then their tags, then the epoch in which each was last prepared for writing.
  private let mapping: HostMapping
  private let tagWords: UnsafeMutablePointer<UInt64>
  let epochs: UnsafeMutablePointer<UInt32>

  /// Which frames are free, and what has to be undone to get back to a mark.
  var allocator: FrameAllocator
  var journal: MemoryJournal
  var codeFrames: FrameSet

  /// Changes with every mark and every return to one; a permission to store by pointer ends with the epoch.
  public internal(set) var epoch: UInt32 = 1
  /// Changes when a frame that holds code is written, cleared, copied to or restored.
  public internal(set) var codeGeneration: UInt64 = 0

  /// Bytes in a frame.
  @inlinable public static var frameSize: Int { 4096 }
  /// Bytes that one tag speaks for.
  @inlinable public static var granuleSize: Int { 16 }
  /// Tags in a frame.
  @inlinable public static var granulesPerFrame: Int { 256 }
  /// Words of 64 tags in a frame.
  @inlinable public static var tagWordsPerFrame: Int { 4 }

  /// Makes a memory of zeros without tags.
  ///
  /// The host's memory is taken as frames are touched: a large memory costs its address space only.
  ///
  /// - Throws: ``PhysicalMemoryError`` if the host cannot provide it.
  public init(frameCount: Int) throws(PhysicalMemoryError) {
    guard frameCount > 0, frameCount <= Int(UInt32.max) else { throw .frameCountOutOfRange(frameCount) }
    let dataSize = frameCount * Self.frameSize
    let tagsSize = frameCount * Self.tagWordsPerFrame * MemoryLayout<UInt64>.size
    mapping = try HostMapping(byteCount: dataSize + tagsSize + frameCount * MemoryLayout<UInt32>.size)
    tagWords = (mapping.start + dataSize).assumingMemoryBound(to: UInt64.self)
    epochs = (mapping.start + dataSize + tagsSize).assumingMemoryBound(to: UInt32.self)
    self.frameCount = frameCount
    journal = MemoryJournal()
    allocator = FrameAllocator(frameCount: frameCount)
    codeFrames = FrameSet(frameCount: frameCount)
  }

  /// The bytes of a frame.
  @inline(__always)
  public func data(ofFrame frame: Int) -> UnsafeMutableRawPointer {
    assert(frame >= 0 && frame < frameCount)
    return mapping.start + frame &* Self.frameSize
  }

  /// The tags of a frame: four words, the tag of granule *g* in bit *g* mod 64 of word *g* / 64.
  @inline(__always)
  public func tags(ofFrame frame: Int) -> UnsafeMutablePointer<UInt64> {
    assert(frame >= 0 && frame < frameCount)
    return tagWords + frame &* Self.tagWordsPerFrame
  }
}

/// Why there is no physical memory.
public enum PhysicalMemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The host cannot provide that many bytes of address space.
  case hostMemoryExhausted(byteCount: UInt64)
  /// The number of frames is not one of 1 … 2^32 - 1.
  case frameCountOutOfRange(Int)

  /// A sentence that names the number.
  public var description: String {
    switch self {
    case .hostMemoryExhausted(let byteCount):
      "the host cannot provide \(byteCount) bytes of memory for the machine; ask for fewer frames"
    case .frameCountOutOfRange(let count):
      "a machine cannot have \(count) frames; it can have 1 … 4294967295"
    }
  }
}

extension PhysicalMemory {
  /// How many frames are free.
  public var freeFrameCount: Int { allocator.freeCount }

  /// Takes a free frame, all zeros and without tags.
  ///
  /// - Returns: its number, or `nil` if no frame is free.
  public mutating func allocateFrame() -> Int? {
    guard let taken = take() else { return nil }
    let frame = Int(taken.frame)
    if !taken.isUntouched {
      zero(frame: frame)
      didWrite(frame: frame)
    }
    return frame
  }

  /// Takes a free frame whose contents are left over from its last use, for a caller who writes all of it at once.
  ///
  /// - Returns: its number, or `nil` if no frame is free.
  public mutating func allocateFrameToOverwrite() -> Int? {
    take().map { Int($0.frame) }
  }

  /// Gives a frame back. Its contents stay until it is taken again.
  public mutating func freeFrame(_ frame: Int) {
    willWrite(frame: frame)
    allocator.giveBack(UInt32(truncatingIfNeeded: frame))
    journal.append(.givenBack)
  }

  private mutating func take() -> FrameAllocator.Taken? {
    guard let taken = allocator.take() else { return nil }
    // What a free frame holds is nobody's: there is nothing to save. A frame that was in use at a mark was saved when
    // it was given back.
    epochs[Int(taken.frame)] = epoch
    journal.append(.taken(frame: taken.frame, wasReturned: taken.wasReturned))
    return taken
  }
}
