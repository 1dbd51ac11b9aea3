/// A message queue: messages in the order of their priorities, the oldest first among equals. Bytes only.
struct MessageQueue: Sendable {
  /// One message.
  struct Message: Sendable {
    let priority: UInt64
    let bytes: [UInt8]
  }

  /// Priorities lie below this (MQ_PRIO_MAX on FreeBSD).
  static let priorities: UInt64 = 64
  /// The most messages that a queue may be made for.
  static let largestCapacity = 100
  /// The largest size of a message that a queue may be made for.
  static let largestMessage = 16384

  /// How many messages it holds at most.
  var capacity = 10
  /// The largest size of a message in bytes.
  var messageSize = 1024
  /// What was sent and not yet received.
  private(set) var messages: [Message] = []

  /// Whether another message has to wait.
  var isFull: Bool { messages.count >= capacity }

  /// Adds a message behind those of its priority.
  mutating func add(_ message: Message) {
    messages.insert(message, at: messages.firstIndex { $0.priority < message.priority } ?? messages.count)
  }

  /// Takes the first message.
  mutating func takeFirst() { messages.removeFirst() }
}
