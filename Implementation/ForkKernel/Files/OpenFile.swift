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
