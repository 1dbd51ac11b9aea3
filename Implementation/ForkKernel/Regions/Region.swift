/// One region of the address space: 2^k bytes at a multiple of 2^(k+2), for one process at a time.
struct Region: Sendable {
  /// Where a region is in its life.
  enum State: Hashable, Sendable {
    /// Nobody's: the next process can have it.
    case free
    /// A process lives in it.
    case occupied
    /// Its process is gone, but frames whose capabilities are relative to it are still mapped by descendants.
    case quarantined
  }

  /// The first address.
  var base: UInt64
  /// The size is 2^k bytes; this is k.
  var sizeLog2: UInt8
  /// Counts the uses: taking the region begins a new epoch.
  var epoch: UInt64 = 0
  /// Where it is in its life.
  var state: State = .free
  /// How many frames have it as their origin.
  var originatedFrames = 0

  /// The size in bytes.
  var size: UInt64 { 1 << UInt64(sizeLog2) }

  /// Whether an address lies in it.
  func contains(_ address: UInt64) -> Bool { address &- base < size }
}
