public import Architecture

/// A frame of granules that is relocated as a whole: every capability in it, from an origin region to another of the
/// same size.
public struct FrameRelocation: Codable, Hashable, Sendable {
  /// How many granules of 16 bytes a frame has.
  public static let granules = 256

  /// What the granules hold, and their tags; ``granules`` of them.
  public var frame: [CapabilityBits]
  /// The base of the region that the capabilities are relative to.
  public var origin: UInt64
  /// The base of the region that they move to.
  public var destination: UInt64
  /// Both regions have 2^this bytes.
  public var sizeLog2: UInt8
  /// What becomes of tagged capabilities that are neither inside the origin region nor kernel entries.
  public var policy: RelocationPolicy
  /// The kernel's published entries, none of them inside the origin region.
  public var kernelEntries: [CapabilityBits]

  /// Makes a relocation from its parts.
  public init(
    frame: [CapabilityBits], from origin: UInt64, to destination: UInt64, sizeLog2: UInt8, policy: RelocationPolicy,
    kernelEntries: [CapabilityBits]
  ) {
    self.frame = frame
    self.origin = origin
    self.destination = destination
    self.sizeLog2 = sizeLog2
    self.policy = policy
    self.kernelEntries = kernelEntries
  }
}

/// What became of a frame.
public struct RelocatedFrame: Hashable, Sendable {
  /// The granules and their tags.
  public var granules: [CapabilityBits]
  /// How many tagged granules met which fate, if the subject counts them.
  public var counts: FrameRelocationCounts?

  /// Makes a frame.
  public init(_ granules: [CapabilityBits], counts: FrameRelocationCounts?) {
    self.granules = granules
    self.counts = counts
  }
}

/// How many tagged granules of a frame met which fate.
public struct FrameRelocationCounts: Hashable, Sendable {
  /// They were moved, the clamped ones included.
  public var relocated: Int
  /// They were clamped to the origin region first.
  public var clamped: Int
  /// They are kernel entries, and stayed.
  public var unchanged: Int
  /// They lost their tag.
  public var cleared: Int

  /// Makes counts.
  public init(relocated: Int = 0, clamped: Int = 0, unchanged: Int = 0, cleared: Int = 0) {
    self.relocated = relocated
    self.clamped = clamped
    self.unchanged = unchanged
    self.cleared = cleared
  }
}

/// Something that relocates whole frames of capabilities in one format. Any bit pattern may stand in a frame.
public protocol RelocationSubject: Sendable {
  /// The format of every capability that this subject takes and gives.
  var format: FormatName { get }

  /// Copies the frame over one that is full of something else, and relocates the copy.
  ///
  /// - Returns: the frame that was copied, afterwards, and the copy.
  func copy(_ relocation: FrameRelocation) throws -> (source: [CapabilityBits], copy: RelocatedFrame)

  /// Relocates the frame where it is.
  func relocateInPlace(_ relocation: FrameRelocation) throws -> RelocatedFrame
}
