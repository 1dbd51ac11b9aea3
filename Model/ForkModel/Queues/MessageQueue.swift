/// Messages that were sent and not yet received.
struct MessageQueue<Byte: FileByte>: Hashable, Sendable {
  /// A message.
  struct Message: Hashable {
    let bytes: [Byte]
    let priority: Int
  }

  /// How many messages it holds at most.
  let capacity: Int
  /// How many bytes a message has at most.
  let messageSize: Int
  /// The messages, in the order in which they are received.
  private(set) var messages: [Message] = []

  /// A queue without messages.
  init(capacity: Int, messageSize: Int) {
    self.capacity = capacity
    self.messageSize = messageSize
  }

  /// Whether another message would have to wait.
  var isFull: Bool { messages.count >= capacity }

  /// Adds a message.
  ///
  /// Rule ``posix.queue.order``: Messages are received by their priority, the highest first, and those of the same
  /// priority in the order in which they were sent.
  mutating func add(_ message: Message) {
    let place = messages.firstIndex { $0.priority < message.priority } ?? messages.count
    messages.insert(message, at: place)
  }

  /// Takes the next message, if there is one.
  mutating func take() -> Message? {
    messages.isEmpty ? nil : messages.removeFirst()
  }
}
