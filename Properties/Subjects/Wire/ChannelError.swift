/// Why talking to somebody else's subject ended.
public enum ChannelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing came, or nothing was taken, for this many seconds.
  case silent(seconds: Double)
  /// The other side closed the connection, or its process ended.
  case closed
  /// The other side sent more than this many bytes without ending its message.
  case flood(limit: Int)
  /// The operating system refused, with its reason.
  case refused(String)

  /// What people read.
  public var description: String {
    switch self {
    case .silent(let seconds): "the other side was silent for \(seconds) s"
    case .closed: "the other side closed the connection"
    case .flood(let limit): "the other side sent more than \(limit) bytes without ending its message"
    case .refused(let reason): reason
    }
  }
}
