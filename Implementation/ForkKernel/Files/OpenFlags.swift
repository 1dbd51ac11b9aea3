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
