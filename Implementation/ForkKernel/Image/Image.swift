public import Architecture

/// A program before it runs: the segments of its region, what they hold, and where it begins.
public struct Image: Hashable, Sendable {
  /// One stretch of pages of an image.
  public struct Segment: Hashable, Sendable {
    /// What it holds, which decides how it is mapped.
    public var kind: SegmentKind
    /// Its length in pages.
    public var pages: Int
    /// The bytes at its start.
    public var contents: [UInt8]
    /// The byte that fills the rest.
    public var filler: UInt8

    /// Makes a segment of `pages` pages.
    public init(_ kind: SegmentKind, pages: Int, contents: [UInt8] = [], filler: UInt8 = 0) {
      self.kind = kind
      self.pages = pages
      self.contents = contents
      self.filler = filler
    }
  }

  /// A capability that start-up stores into the image, derived from the region's.
  public struct Pointer: Hashable, Sendable {
    /// Where it is stored: bytes from the start of the region, a multiple of 16.
    public var offset: UInt64
    /// Where it points: bytes from the start of the region.
    public var target: UInt64
    /// The length of its bounds in bytes, from the target.
    public var length: UInt64
    /// What it permits.
    public var permissions: [Permission]
    /// Whether it is sealed as an entry.
    public var isEntry: Bool

    /// Makes a pointer from its parts.
    public init(offset: UInt64, target: UInt64, length: UInt64, permissions: [Permission], isEntry: Bool = false) {
      self.offset = offset
      self.target = target
      self.length = length
      self.permissions = permissions
      self.isEntry = isEntry
    }
  }

  /// Its region has 2^k bytes; this is k.
  public var regionSizeLog2: UInt8
  /// The segments, one after the other from the start of the region; the rest of the region is unmapped.
  public var segments: [Segment]
  /// What start-up stores.
  public var pointers: [Pointer]
  /// Where execution begins: bytes from the start of the region.
  public var entryOffset: UInt64

  /// Makes an image from its parts.
  public init(regionSizeLog2: UInt8, segments: [Segment], pointers: [Pointer] = [], entryOffset: UInt64 = 0) {
    self.regionSizeLog2 = regionSizeLog2
    self.segments = segments
    self.pointers = pointers
    self.entryOffset = entryOffset
  }

  /// Where the segments lie, as areas of the region.
  public var areas: [Area] {
    var next = 0
    return segments.map { segment in
      defer { next += segment.pages }
      return Area(pages: next..<next + segment.pages, kind: segment.kind)
    }
  }
}
