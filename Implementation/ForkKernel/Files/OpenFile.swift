/// An open file description: what descriptors of one process or of relatives refer to together.
///
/// Source: POSIX.1-2024, definition 3.240, "open file description".
struct OpenFile: Sendable {
  /// What is open.
  enum Kind: Hashable, Sendable {
    /// Nothing: the slot is nobody's.
    case unused
    /// The console: what is written appears, reading finds its end.
    case console
    /// The end of a pipe that is read from.
    case pipeReader(Int32)
    /// The end of a pipe that is written to.
    case pipeWriter(Int32)
    /// A file, by its position in the file system.
    case file(Int32)
    /// A shared memory object, by its position among them.
    case sharedMemory(Int32)
    /// A message queue, by its position among them.
    case messageQueue(Int32)
  }

  /// What is open.
  var kind: Kind = .unused
  /// How many descriptors refer to it.
  var references = 0
  /// Calls that would wait fail with EAGAIN instead.
  var isNonBlocking = false
  /// Whether it was opened for reading.
  var isReadable = true
  /// Whether it was opened for writing.
  var isWritable = true
  /// Every write goes to the end of the file.
  var isAppending = false
  /// Where in the file the next byte is read or written.
  var offset = 0
}

/// The flags of `open` and `pipe2`, with their values on FreeBSD.
///
/// Source: POSIX.1-2024 `<fcntl.h>`; FreeBSD `sys/fcntl.h`.
struct OpenFlags: OptionSet, Sendable {
  let rawValue: UInt64

  static let writeOnly = OpenFlags(rawValue: 0x1)  // O_WRONLY
  static let readWrite = OpenFlags(rawValue: 0x2)  // O_RDWR
  static let nonBlocking = OpenFlags(rawValue: 0x4)  // O_NONBLOCK
  static let append = OpenFlags(rawValue: 0x8)  // O_APPEND
  static let create = OpenFlags(rawValue: 0x200)  // O_CREAT
  static let truncate = OpenFlags(rawValue: 0x400)  // O_TRUNC
  static let exclusive = OpenFlags(rawValue: 0x800)  // O_EXCL
  static let closeOnExecute = OpenFlags(rawValue: 0x10_0000)  // O_CLOEXEC

  /// Every flag that the kernel knows.
  static let known: OpenFlags = [
    .writeOnly, .readWrite, .nonBlocking, .append, .create, .truncate, .exclusive, .closeOnExecute,
  ]

  /// Whether they allow reading.
  var isReadable: Bool { !contains(.writeOnly) }
  /// Whether they allow writing.
  var isWritable: Bool { contains(.writeOnly) || contains(.readWrite) }
  /// Whether the flags are known and do not contradict each other.
  var areValidForOpen: Bool {
    isSubset(of: .known) && !isSuperset(of: [.writeOnly, .readWrite]) && (!contains(.exclusive) || contains(.create))
      && (!contains(.truncate) || isWritable)
  }
}

/// A descriptor of a process.
struct Descriptor: Hashable, Sendable {
  /// The open file description, by its position in the table; −1 if the descriptor is closed.
  var file: Int32
  /// It is closed by `execve`.
  var closesOnExecute = false

  /// A descriptor that is not open.
  static let closed = Descriptor(file: -1)

  /// Whether it refers to an open file description.
  var isOpen: Bool { file >= 0 }
}
