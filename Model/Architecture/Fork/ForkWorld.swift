/// What a fork program starts with: the kernel's settings and the image of process 0.
///
/// At the start, register 0 holds a pointer to everything from the first to the last page of the global offset table,
/// the data and the heap, with whatever segments stand between them (they stand in any order, so a read-only page, a
/// stack or a shared mapping can be in reach), with its address at its base, no flags and the permissions global, load,
/// store, loadCapability, storeCapability and storeLocalCapability; register 1 a pointer to the text, with its address
/// at its base, the capability-mode flag and the permissions global, execute and load; the other registers are null,
/// and so is one of these without such pages. Text can be read and executed, read-only data read, every other page read
/// and written; no tagged capability is stored to or loaded from a shared mapping. Writable pages are zero, but for the
/// granules that hold ``pointers``. The text segment and the read-only data hold the byte `0x13` everywhere.
///
/// The parent of process 0 is a system process (`init`) that is no part of the program: it adopts orphans and reaps
/// at once. A fork fails with ``ErrorNumber/noMemory`` when no region is free or the frames of the child's worst case
/// (one for each page that is, or was, writable or holds tagged capabilities) can't be reserved.
///
/// Descriptors 0, 1 and 2 are open on a console that swallows what is written and has nothing to read. There is one
/// directory, which is empty.
public struct ForkWorld: Codable, Hashable, Sendable {
  /// One stretch of pages of the image.
  public struct Segment: Codable, Hashable, Sendable {
    /// What it holds, which decides how it is mapped.
    public var kind: SegmentKind
    /// Its length in pages.
    public var pages: Int

    /// Makes a segment.
    public init(_ kind: SegmentKind, pages: Int) {
      self.kind = kind
      self.pages = pages
    }
  }

  /// Neighbouring granules that hold pointers, so that memory can be dense with them.
  public struct PointerRun: Codable, Hashable, Sendable {
    /// The first granule: its offset from the start of the region is 16 times this.
    public var first: Int
    /// How many granules there are.
    public var count: Int

    /// Makes a run.
    public init(first: Int, count: Int) {
      self.first = first
      self.count = count
    }

    /// The granules.
    public var granules: Range<Int> { first..<first + count }

    /// How many granules of 16 bytes a page has.
    public static let granulesPerPage = 256
  }

  /// The region of each process has 2^k bytes; this is k.
  public var regionSizeLog2: UInt8
  /// The image, segment after segment from the start of the region; the rest of the region is unmapped.
  public var segments: [Segment]
  /// The strategy of a fork that names none.
  public var strategy: ForkStrategy
  /// How many frames of physical memory there are.
  public var frames: Int
  /// How many regions there are, so that reuse can be provoked.
  public var regions: Int
  /// How many descriptors a process can have.
  public var descriptors: Int
  /// Whether more memory may be reserved than there is, so that a fork may succeed without frames for the child's worst
  /// case, and a later step may end its process by SIGKILL. It may not where nothing is said.
  public var overcommits: Bool?
  /// The granules of the global offset table, the data and the heap that hold a pointer at the start, in every image
  /// that is started: the one of register 0, with its address at the granule. None where nothing is said.
  public var pointers: [PointerRun]?

  /// The limit of descriptors where none is given.
  public static let usualDescriptors = 64

  /// Makes a world from its parts.
  public init(
    regionSizeLog2: UInt8, segments: [Segment], strategy: ForkStrategy, frames: Int, regions: Int,
    descriptors: Int = usualDescriptors, overcommits: Bool? = nil, pointers: [PointerRun]? = nil
  ) {
    self.regionSizeLog2 = regionSizeLog2
    self.segments = segments
    self.strategy = strategy
    self.frames = frames
    self.regions = regions
    self.descriptors = descriptors
    self.overcommits = overcommits
    self.pointers = pointers
  }

  /// Reads a world; the limit of descriptors may be left out.
  ///
  /// Whoever has written it, and wherever it stands: a world that cannot be is refused here, in words.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      regionSizeLog2: try container.decode(UInt8.self, forKey: .regionSizeLog2),
      segments: try container.decode([Segment].self, forKey: .segments),
      strategy: try container.decode(ForkStrategy.self, forKey: .strategy),
      frames: try container.decode(Int.self, forKey: .frames),
      regions: try container.decode(Int.self, forKey: .regions),
      descriptors: try container.decodeIfPresent(Int.self, forKey: .descriptors) ?? Self.usualDescriptors,
      overcommits: try container.decodeIfPresent(Bool.self, forKey: .overcommits),
      pointers: try container.decodeIfPresent([PointerRun].self, forKey: .pointers))
    if let problem {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "a world that cannot be: \(problem)"))
    }
  }
}

extension ForkWorld {
  /// The least and the greatest k of a region of 2^k bytes that a world can ask for.
  public static let regionSizes: ClosedRange<UInt8> = 12...40

  /// The most frames, regions or pages that a world can ask for.
  public static let mostOfAnything = 1 << 20

  /// What is wrong with a world that somebody else has made; `nil` if it can be started.
  package var problem: String? {
    if !Self.regionSizes.contains(regionSizeLog2) {
      return
        "regionSizeLog2 is \(regionSizeLog2), not in \(Self.regionSizes.lowerBound) … \(Self.regionSizes.upperBound)"
    }
    for (name, number) in [("frames", frames), ("regions", regions), ("descriptors", descriptors)]
    where !(1...Self.mostOfAnything).contains(number) {
      return "\(name) is \(number), not in 1 … \(Self.mostOfAnything)"
    }
    let pages = segments.map(\.pages)
    if let pages = pages.first(where: { !(0...Self.mostOfAnything).contains($0) }) {
      return "a segment has \(pages) pages, not 0 … \(Self.mostOfAnything)"
    }
    let bytes = pages.reduce(0, +) * 4096
    if bytes > 1 << UInt64(regionSizeLog2) { return "the image of \(bytes) bytes is larger than the region" }
    return pointers?.lazy.compactMap { problem(with: $0) }.first
  }

  /// What is wrong with a run of pointers; `nil` if there can be such.
  private func problem(with run: PointerRun) -> String? {
    guard (0...Self.mostOfAnything).contains(run.first), (1...Self.mostOfAnything).contains(run.count) else {
      return "pointers from granule \(run.first) on, \(run.count) of them"
    }
    var next = 0
    var covered = 0
    for segment in segments {
      let granules = next..<next + segment.pages * PointerRun.granulesPerPage
      next = granules.upperBound
      if segment.kind.canHoldPointersAtStart { covered += granules.clamped(to: run.granules).count }
    }
    return covered == run.count
      ? nil : "granules \(run.first) … \(run.first + run.count - 1), not all of which can hold pointers at the start"
  }
}

/// The parts of a process image, in the order in which they lie in its region.
public enum SegmentKind: String, CaseIterable, Codable, Hashable, Sendable {
  case text
  case readOnlyData
  case globalOffsetTable
  case data
  case heap
  case stack
  case threadLocalStorage
  case sharedMapping

  /// Whether a world can say that granules hold pointers (``ForkWorld/pointers``).
  package var canHoldPointersAtStart: Bool {
    switch self {
    case .globalOffsetTable, .data, .heap: true
    case .text, .readOnlyData, .stack, .threadLocalStorage, .sharedMapping: false
    }
  }
}
