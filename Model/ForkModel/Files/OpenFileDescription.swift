import Architecture
import ExactIntegers

extension FileAccess {
  /// Whether a file that is opened for it can be read from.
  var reads: Bool { self != .writeOnly }

  /// Whether a file that is opened for it can be written to.
  var writes: Bool { self != .readOnly }
}

/// What a call of open or pipe has made, for which one descriptor stands, or several in several processes.
struct OpenFileDescription: Hashable, Sendable {
  /// What is read and written.
  enum Object: Hashable {
    /// What the first process starts with.
    case console
    /// The end of a pipe from which is read.
    case pipeReader(Int)
    /// The end of a pipe to which is written.
    case pipeWriter(Int)
    /// A file, by its number, which is not its name.
    case file(Int)
    /// A message queue, by its number, which is not its name.
    case queue(Int)
    /// A shared memory object, by its number, which is not its name.
    case sharedObject(Int)
  }

  let object: Object
  let access: FileAccess
  /// Whether every write goes to the end of the file.
  var appends = false
  /// Where in a file the next byte is read or written.
  var offset: Integer = 0
}

extension ProcessSystem {
  /// The options as they are understood, and whether they are refused.
  ///
  /// Rule ``posix.open.flags``: O_EXCL without O_CREAT, and O_TRUNC without write access, fail with EINVAL. So it is
  /// for files, shared memory objects and message queues.
  ///
  /// Rule ``posix.open.options``: POSIX leaves undefined what they do. So O_EXCL may have no effect without O_CREAT,
  /// and O_TRUNC without write access may truncate, or have no effect.
  mutating func understood(
    _ options: Options<OpenOption>, for access: FileAccess
  ) throws(ActionFailure) -> Options<OpenOption> {
    var options = options
    if options.contains(.exclusive) && !options.contains(.create) {
      if !takes(.openOptions) { throw .failed(.invalidArgument) }
      options = options.subtracting([.exclusive])
    }
    if options.contains(.truncate) && !access.writes {
      let choice = choose(.openOptions, among: 3)
      if choice == 0 { throw .failed(.invalidArgument) }
      if choice == 1 { options = options.subtracting([.truncate]) }
    }
    return options
  }
}
