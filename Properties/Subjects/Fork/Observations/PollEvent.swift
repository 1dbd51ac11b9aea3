/// What `poll` tells of a descriptor.
public enum PollEvent: String, CaseIterable, Codable, Hashable, Sendable {
  /// Reading would not wait (`POLLIN`).
  case input
  /// Writing would not wait (`POLLOUT`).
  case output
  /// The other end is closed (`POLLHUP`).
  case hangUp
  /// Writing would fail (`POLLERR`).
  case error
  /// The descriptor is not open (`POLLNVAL`).
  case invalid
}
