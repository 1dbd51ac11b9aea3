/// A descriptor, and what poll is asked of it.
public struct PollEntry: Hashable, Sendable {
  /// The descriptor; a negative number asks nothing.
  public let descriptor: Int
  /// What is asked: input or output. What else is told is not asked for.
  public let events: PollEvents

  /// Asks for events of a descriptor.
  public init(_ descriptor: Int, _ events: PollEvents) {
    self.descriptor = descriptor
    self.events = events
  }
}
