/// What the kernel knows of one frame of physical memory.
struct FrameRecord: Sendable {
  /// How many page-table entries show it, and one more if the kernel keeps it; entries of a shared leaf count once.
  var references: Int32 = 0
  /// The region that its capabilities are relative to.
  var origin: RegionID = .none
  /// The use of that region that they are relative to.
  var originEpoch: UInt32 = 0
  /// Which page of its region it is, in every process that maps it: fork keeps offsets.
  var page: UInt32 = 0
  /// Whether it was reserved as a whole, not to each process that maps it: text, read-only data, shared mappings.
  var isReservedOnce = false
  /// Whether the kernel keeps it, which is one more reference: text of programs, shared memory objects.
  var isKept = false

  /// How many page-table entries show it.
  var mappings: Int { Int(references) - (isKept ? 1 : 0) }
}
