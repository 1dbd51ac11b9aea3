/// What ``ForkAction/poll(entries:)`` asks of one descriptor.
public struct PollEntry: Codable, Hashable, Sendable {
  /// How many entries a call of a program has at most.
  public static let most = 8

  /// The descriptor, open or not; a negative one is passed over.
  public var descriptor: Int32
  /// Whether it asks if there is something to read (`POLLIN`).
  public var input: Bool
  /// Whether it asks if something can be written (`POLLOUT`).
  public var output: Bool

  /// Makes an entry from its parts.
  public init(descriptor: Int32, input: Bool, output: Bool) {
    self.descriptor = descriptor
    self.input = input
    self.output = output
  }
}
