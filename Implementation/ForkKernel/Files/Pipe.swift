import DequeModule

/// The bytes between the two ends of a pipe. Bytes only: tags do not go through.
struct Pipe: Sendable {
  /// Bytes that a pipe holds.
  static let capacity = 16384
  /// A write of up to this many bytes is not interleaved with others (PIPE_BUF, as on FreeBSD).
  static let atomicSize = 512

  /// What was written and not yet read.
  var bytes: Deque<UInt8> = []
  /// Open file descriptions that read; 0 means that writing fails.
  var readers = 0
  /// Open file descriptions that write; 0 means that reading finds the end.
  var writers = 0

  /// Bytes that can be written now.
  var room: Int { Self.capacity - bytes.count }
}
