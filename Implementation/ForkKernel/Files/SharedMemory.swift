/// A shared memory object: frames that those who map them share.
struct SharedMemory: Sendable {
  /// Its frames, in order; the kernel keeps them for as long as the object has a name, is open, or any of them is
  /// mapped.
  var frames: [UInt32] = []
  /// Its size in bytes.
  var size = 0
}
