public import CapabilityModel
public import ExactIntegers

/// The part of the address space that a process owns, at one time of its life.
///
/// Rule ``fork.region.alignment``: A region has 2^k bytes and lies at a multiple of 2^(k+2). The rest of these 2^(k+2)
/// bytes belongs to nobody, so regions are never adjacent, and moving a pointer from one region to another changes its
/// address word and nothing else.
///
/// Rule ``fork.region.epoch``: To give a region to another process begins a new epoch. An origin is a region *and* its
/// epoch.
public struct Region: Hashable, Sendable, CustomStringConvertible {
  /// The first address.
  public let base: Integer
  /// It has 2^k bytes; this is k.
  public let sizeLog2: Int
  /// Counts the processes that have owned it.
  public let epoch: Int

  /// Names a region at one time of its life.
  public init(base: Integer, sizeLog2: Int, epoch: Int) {
    self.base = base
    self.sizeLog2 = sizeLog2
    self.epoch = epoch
  }

  /// The first address behind it.
  public var end: Integer { base + Integer.twoTo(sizeLog2) }

  /// Whether the base is where the base of a region must be.
  public var isAligned: Bool { base.isMultiple(ofTwoTo: sizeLog2 + 2) }

  /// Whether two regions have an address in common.
  public func overlaps(_ other: Region) -> Bool { base < other.end && other.base < end }

  /// Whether the bounds of a pointer lie inside.
  ///
  /// Rule ``fork.region.inside``: The bounds of a pointer lie inside a region if the region starts at or below the base
  /// and ends at or above the top, zero length at either end included. The address may lie anywhere: the bounds decide.
  public func holds(_ pointer: Capability) -> Bool {
    bounds.contains(pointer.bounds)
  }

  /// The addresses of the region.
  public var bounds: Bounds { Bounds(base: base, top: end) }

  /// The region as it is printed.
  public var description: String { "\(base.hexadecimal)+2^\(sizeLog2)@\(epoch)" }
}
