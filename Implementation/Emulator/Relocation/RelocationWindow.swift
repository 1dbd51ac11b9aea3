/// Where in a region an address has to lie for a capability of some exponent to be wholly inside, whatever its
/// mantissa.
///
/// Bounds lie within 2^(E + MW) bytes of the address. An address at least that far from both ends of the region proves
/// without any decoding that the bounds are inside; most capabilities are small, and most addresses far from the ends.
@frozen
@usableFromInline
struct RelocationWindow {
  /// The first such address, in bytes from the start of the region.
  @usableFromInline let start: UInt64
  /// How many bytes of such addresses there are; 0 if the exponent is too large for the region.
  @usableFromInline let size: UInt64

  init(exponent: UInt64, mantissaWidth: UInt64, regionSizeLog2: UInt64) {
    let reach = exponent &+ mantissaWidth
    if reach &+ 1 < regionSizeLog2 {
      start = 1 &<< reach
      size = (1 &<< regionSizeLog2) &- (2 &<< reach)
    } else {
      start = 0
      size = 0
    }
  }
}

/// The windows of a format, for every size of region and every pattern of the bits that say the exponent.
///
/// Made once for each format, and never given back.
public struct RelocationWindows: @unchecked Sendable {
  private let start: UnsafeMutablePointer<RelocationWindow>

  /// Patterns of the bits that say the exponent: six of the exponent and one that says whether they are one.
  @usableFromInline static var patternCount: Int { 128 }

  /// Makes the windows of a format.
  init<Format: CapabilityFormat>(of format: Format.Type) {
    start = .allocate(capacity: 64 * Self.patternCount)
    for sizeLog2 in 0..<64 {
      for pattern in 0..<Self.patternCount {
        let fields = Format.fields(of: Format.metadata(exponentPattern: UInt64(pattern)) ^ Format.memoryMask)
        let exponent = fields.kind == .ordinary ? fields.exponent : 63
        (start + sizeLog2 * Self.patternCount + pattern).initialize(
          to: RelocationWindow(
            exponent: exponent, mantissaWidth: Format.mantissaWidth, regionSizeLog2: UInt64(sizeLog2)))
      }
    }
  }

  /// The windows in a region of 2^sizeLog2 bytes, by ``CapabilityFormat/exponentPattern(of:)``.
  func inRegion(sizeLog2: UInt64) -> UnsafePointer<RelocationWindow> {
    UnsafePointer(start + Int(truncatingIfNeeded: sizeLog2 & 63) * Self.patternCount)
  }
}

/// How many granules a bulk relocation has looked at, and what became of the tagged ones.
@frozen
public struct RelocationCounts: Hashable, Sendable {
  /// Granules whose tags were looked at.
  public var scanned = 0
  /// Tagged granules that were moved by the distance, clamped ones included.
  public var relocated = 0
  /// Tagged granules that were restricted to the origin region first.
  public var clamped = 0
  /// Tagged granules that hold kernel entries.
  public var unchanged = 0
  /// Tagged granules that lost their tag.
  public var cleared = 0

  /// Nothing was looked at.
  @inlinable
  public init() {}

  /// One frame was looked at, and none of its granules was tagged.
  @inlinable
  static var withoutTags: Self {
    var counts = Self()
    counts.scanned = PhysicalMemory.granulesPerFrame
    return counts
  }

  /// Adds up the counts of two relocations.
  @inlinable
  public static func += (total: inout Self, other: Self) {
    total.scanned &+= other.scanned
    total.relocated &+= other.relocated
    total.clamped &+= other.clamped
    total.unchanged &+= other.unchanged
    total.cleared &+= other.cleared
  }
}
