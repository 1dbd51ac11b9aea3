public import ExactIntegers

/// A system call that works on descriptors or on the directory.
///
/// Descriptors are numbered from 0, files have a number as their name. Lengths and offsets are in bytes.
public enum FileCall: Hashable, Sendable {
  /// Makes a pipe, and a descriptor for each of its ends.
  case pipe
  /// Reads up to `length` bytes into memory, from the address in a register on.
  case read(Int, through: Int, length: Int)
  /// Writes up to `length` bytes of memory, from the address in a register on.
  case write(Int, through: Int, length: Int)
  /// Closes a descriptor.
  case close(Int)
  /// Makes another descriptor for the same open file description: the lowest that is free, or a given one.
  case duplicate(Int, onto: Int?)
  /// Opens the file of a name.
  case open(file: Int, AccessMode, OpenOptions)
  /// Removes the name of a file.
  case unlink(file: Int)
  /// Moves the offset of an open file description, and tells it.
  case seek(Int, offset: Integer, from: Whence)
  /// Makes a file as long as that.
  case truncate(Int, length: Integer)
  /// Tells how long a file is.
  case size(Int)
  /// Reads into several buffers, one behind the other.
  case readVector(Int, [Buffer])
  /// Writes what several buffers hold, one behind the other.
  case writeVector(Int, [Buffer])
  /// Asks what can be done with descriptors now, without waiting.
  case poll([PollEntry])
  /// Opens the shared memory object of a name, which is not the name of a file.
  case openShared(object: Int, AccessMode, OpenOptions)
  /// Removes the name of a shared memory object.
  case unlinkShared(object: Int)
}
