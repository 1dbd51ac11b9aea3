/// What poll tells of a descriptor, or is asked to tell.
public struct PollEvents: OptionSet, Hashable, Sendable {
  /// The members as bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// POLLIN: a read would not block.
  public static let input = PollEvents(rawValue: 1)
  /// POLLOUT: a write would not block.
  public static let output = PollEvents(rawValue: 2)
  /// POLLHUP: the other end is closed.
  public static let hangUp = PollEvents(rawValue: 4)
  /// POLLERR: writing can't succeed any more.
  public static let error = PollEvents(rawValue: 8)
  /// POLLNVAL: the descriptor is not open.
  public static let invalid = PollEvents(rawValue: 16)
}
