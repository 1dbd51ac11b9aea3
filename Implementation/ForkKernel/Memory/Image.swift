public import Architecture

/// A program before it runs: the segments of its region, what they hold, and what the registers hold at its start.
///
/// Offsets and targets are bytes from the start of the region.
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

  /// A slot in which start-up stores the sealed entry of a system call.
  public struct KernelEntrySlot: Hashable, Sendable {
    /// Where: a multiple of 16.
    public var offset: UInt64
    /// Which call.
    public var call: SystemCall

    /// Makes a slot.
    public init(offset: UInt64, call: SystemCall) {
      self.offset = offset
      self.call = call
    }
  }

  /// Its region has 2^k bytes; this is k.
  public var regionSizeLog2: UInt8
  /// The segments, one after the other from the start of the region; the rest of the region is unmapped.
  public var segments: [Segment]
  /// The capabilities that start-up stores into the image, by the offset of their granule, a multiple of 16.
  public var pointers: [UInt64: Pointer] = [:]
  /// The sealed entries that start-up stores into the image.
  public var kernelEntries: [KernelEntrySlot] = []
  /// The capabilities that the registers hold at the start, by the number of the register; the others are null.
  public var registers: [UInt8: Pointer] = [:]
  /// Where execution begins.
  public var entryOffset: UInt64 = 0

  /// Makes an image of segments.
  public init(regionSizeLog2: UInt8, segments: [Segment]) {
    self.regionSizeLog2 = regionSizeLog2
    self.segments = segments
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

/// A capability of an image, relative to the region it will run in.
public struct Pointer: Hashable, Sendable {
  /// Where its bounds begin: bytes from the start of the region.
  public var target: UInt64
  /// The length of its bounds in bytes.
  public var length: UInt64
  /// What it permits.
  public var permissions: Set<Permission>
  /// Its address: bytes from the start of the region.
  public var address: UInt64
  /// Whether it points to code, and so carries the flag of capability mode.
  public var isCode: Bool { permissions.contains(.execute) }

  /// Makes a pointer; the address is the target unless said otherwise.
  public init(target: UInt64, length: UInt64, permissions: Set<Permission>, address: UInt64? = nil) {
    self.target = target
    self.length = length
    self.permissions = permissions
    self.address = address ?? target
  }
}

extension Set<Permission> {
  /// To load data and capabilities.
  public static let readOnly: Self = [.global, .load, .loadCapability]
  /// To load and store data and capabilities.
  public static let readWrite: Self = [
    .global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability,
  ]
  /// To fetch instructions and load data.
  public static let code: Self = [.global, .execute, .load]
  /// To fetch instructions.
  static let execution: Self = [.execute]
}
