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
}

/// What an open file description permits.
public enum AccessMode: Hashable, Sendable {
  case readOnly
  case writeOnly
  case readWrite

  /// Whether it can be read from.
  var reads: Bool { self != .writeOnly }

  /// Whether it can be written to.
  var writes: Bool { self != .readOnly }
}

/// How a file is opened.
public struct OpenOptions: OptionSet, Hashable, Sendable {
  /// The members as bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// O_CREAT: a file that is not there is created.
  public static let create = OpenOptions(rawValue: 1)
  /// O_EXCL: the file must not be there yet.
  public static let exclusive = OpenOptions(rawValue: 2)
  /// O_TRUNC: the file is made empty.
  public static let truncate = OpenOptions(rawValue: 4)
  /// O_APPEND: every write goes to the end of the file.
  public static let append = OpenOptions(rawValue: 8)
  /// O_CLOEXEC: the descriptor is closed when another image is started.
  public static let closeOnExecute = OpenOptions(rawValue: 16)
}

/// From where an offset is counted.
public enum Whence: Hashable, Sendable {
  /// SEEK_SET: the start of the file.
  case start
  /// SEEK_CUR: the present offset.
  case current
  /// SEEK_END: the end of the file.
  case end
}
