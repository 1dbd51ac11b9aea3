import DequeModule

/// The bytes between the two ends of a pipe. Bytes only: tags do not go through.
struct Pipe: Sendable {
  /// Bytes that a pipe holds.
  static let capacity = 16384
  /// A write of up to this many bytes is not interleaved with others (PIPE_BUF, as on FreeBSD).
  static let atomicSize = 512

  /// What was written and not yet read.
  private(set) var bytes: Deque<UInt8> = []
  /// Open file descriptions that read; 0 means that writing fails.
  var readers = 0
  /// Open file descriptions that write; 0 means that reading finds the end.
  var writers = 0

  /// Bytes that can be written now.
  var room: Int { Self.capacity - bytes.count }

  /// Adds bytes for which there is room.
  mutating func add(_ more: [UInt8]) { bytes += more }

  /// Takes the first bytes away, which have been read.
  mutating func removeFirst(_ count: Int) { bytes.removeFirst(count) }
}

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
