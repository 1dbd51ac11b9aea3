import Architecture

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
