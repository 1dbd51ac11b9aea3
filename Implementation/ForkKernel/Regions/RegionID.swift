/// Names a region in a ``RegionAllocator``.
struct RegionID: Hashable, Sendable {
  /// The position in the allocator's table.
  let index: Int32

  /// No region: the origin of frames of shared mappings.
  static let none = RegionID(index: -1)
}
