import Emulator

/// What is mapped in a region: the memory of the process that lives there, and of its relatives by vfork until they
/// end.
struct ProcessMemory: Sendable {
  /// How many processes live in it.
  var users = 0
  /// What is mapped where.
  var map = AddressMap()
  /// The heap, from its start to where it ends now, whatever has been unmapped in it; `nil` in images without one.
  var heap: Range<Int>?
  /// Pages that showed what a shared memory object has no more, and how they were mapped: to access them is a bus
  /// error.
  var discarded: [Int: PageTableEntry] = [:]
  /// How many frames are reserved for it: its private pages.
  var reservedFrames = 0
}
