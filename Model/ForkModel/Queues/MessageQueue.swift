import Architecture

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

/// Message queues, as far as they do not depend on who uses them.
extension OpenFiles {
  /// The queue that an open file description is one of.
  func queue(of description: Int) -> MessageQueue<Byte>? {
    queueNumber(of: description).flatMap { queues[$0] }
  }

  private func queueNumber(of description: Int) -> Int? {
    guard case .queue(let number) = descriptions[description]?.object else { return nil }
    return number
  }

  /// A queue that is in use. Rule: ``posix.close.last``.
  func queue(_ number: Int) -> MessageQueue<Byte> {
    guard let queue = queues[number] else {
      impossible("posix.close.last", "message queue \(number) is in use, and is not there")
    }
    return queue
  }

  /// Opens the queue of a name; if it is not there, that is the new one.
  ///
  /// Rule ``posix.queue.open``: A queue keeps the number and size of messages with which it was created: whoever opens
  /// it later finds the same queue, whatever it asks for.
  mutating func openQueue(_ name: Int, _ access: FileAccess, new: MessageQueue<Byte>) -> Int {
    let number = queueNames.file(name) ?? takeNumber()
    if queues[number] == nil {
      queues[number] = new
      queueNames.add(name, for: number)
    }
    return add(OpenFileDescription(object: .queue(number), access: access))
  }

  /// Removes the name of a queue.
  mutating func unlinkQueue(_ name: Int) throws(ActionFailure) { try queueNames.remove(name) }

  /// Adds a message to a queue.
  mutating func send(_ message: MessageQueue<Byte>.Message, to description: Int) {
    if let number = queueNumber(of: description) { queues[number]?.add(message) }
  }

  /// Takes the next message from a queue.
  mutating func receive(from description: Int) -> MessageQueue<Byte>.Message? {
    queueNumber(of: description).flatMap { queues[$0]?.take() }
  }

  /// What poll may tell of a queue.
  ///
  /// Rule ``posix.poll.queue``: Of a message queue poll tells input if there is a message, and output if there is room
  /// for another. Where the descriptor is not open for that, it may tell it or not: what poll tells of queues is not
  /// specified by POSIX.
  func possibleEvents(of queue: MessageQueue<Byte>, _ access: FileAccess, asked: Options<PollEvent>) -> [Options<
    PollEvent
  >] {
    let input = asked.intersection(queue.messages.isEmpty ? [] : [.input])
    let output = asked.intersection(queue.isFull ? [] : [.output])
    let certain = (access.reads ? input : []).union(access.writes ? output : [])
    let free = input.union(output).subtracting(certain)
    return free.isEmpty ? [certain] : [certain, certain.union(free)]
  }
}
