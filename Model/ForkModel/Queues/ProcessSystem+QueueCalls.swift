import Architecture
import ExactIntegers

/// The calls that work on message queues.
///
/// Rule ``posix.queue.descriptor``: A message queue is open through a descriptor, which is made, inherited, duplicated
/// and closed like that of a file; but to read or write it fails with EBADF.
extension ProcessSystem {
  mutating func answer(_ call: QueueCall, by name: ProcessNumber) throws(ActionFailure) -> Answer {
    switch call {
    case .open(let queue, _, let options, let messages, let size):
      return try possibilities(ofOpening: queue, options, messages: messages, size: size, by: name)
    case .unlink(let queue):
      try files.unlinkQueue(queue)
      releaseUnusedFiles()
      return .done
    case .send(let descriptor, let through, let length, let priority):
      let mayRefuse = !(0..<certainPriorities).contains(priority)
      return try Answer.orFailure(mayRefuse ? [.invalidArgument] : []) { () throws(ActionFailure) in
        _ = try message(length, through: through, to: descriptor, by: name)
        return .done
      }
    case .receive(let descriptor, let through, let length):
      return .oneOf([try receive(descriptor, through: through, length: length, by: name)])
    }
  }

  /// Follows the choice that an outcome has made.
  mutating func follow(_ call: QueueCall, by name: ProcessNumber, to outcome: Outcome) {
    switch call {
    case .open(let queue, let access, _, let messages, let size):
      if case .descriptor(let descriptor) = outcome {
        open(queue, access, MessageQueue(capacity: messages, messageSize: size), as: descriptor, by: name)
      }
    case .send(let descriptor, let through, let length, let priority):
      if outcome == .done { send(length, through: through, priority, to: descriptor, by: name) }
    case .receive, .unlink: break
    }
  }

  private mutating func send(
    _ length: Int, through register: Int, _ priority: Int, to descriptor: Int, by name: ProcessNumber
  ) {
    do {
      let (description, place) = try message(length, through: register, to: descriptor, by: name)
      var bytes: [Byte] = []
      if let place { bytes = loadBytes(place.count, at: place.lowerBound, of: name) }
      files.send(MessageQueue.Message(bytes: bytes, priority: priority), to: description)
    } catch {
      impossible(
        "posix.queue.send", "\(name) has sent a message to descriptor \(descriptor), which would fail: \(error)")
    }
  }

  /// Rule ``posix.queue.open.size``: With O_CREAT, messages of no bytes or room for none of them fail with EINVAL; if
  /// the queue is there already, only perhaps. Every kernel creates queues of up to 10 messages of up to 1024 bytes;
  /// what is more may fail with EINVAL or ENOSPC.
  private mutating func possibilities(
    ofOpening queue: Int, _ options: OpenOptions, messages: Int, size: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    let options = try understood(options, for: .readWrite)
    let isValid = messages > 0 && size > 0
    let isCertain = isValid && messages <= certainMessages && size <= certainMessageSize
    let mayRefuse = options.contains(.create) && !isCertain
    return try Answer.orFailure(mayRefuse ? [.invalidArgument] : []) { () throws(ActionFailure) in
      let isThere = files.queueNames.file(queue) != nil
      var errors = files.queueNames.errors(ofOpening: queue, with: options)
      if !isThere && !isValid && options.contains(.create) { errors.append(.invalidArgument) }
      let descriptor = try freeDescriptor(of: name, unless: errors)
      return .oneOf([.descriptor(descriptor)] + (isThere || isCertain ? [] : [.failed(.noSpace)]))
    }
  }

  /// Rule ``posix.queue.execute``: execve and spawn close every descriptor that was made by opening a message queue.
  private mutating func open(
    _ queue: Int, _ access: AccessMode, _ new: MessageQueue<Byte>, as descriptor: Int, by name: ProcessNumber
  ) {
    let description = files.openQueue(queue, access, new: new)
    processes[name]?.descriptors.set(descriptor, to: description, closesOnExecute: true)
  }

  /// The open file description of a queue that is open for what is about to be done.
  ///
  /// Rule ``posix.queue.direction``: To send needs a descriptor of a queue that is open for writing, to receive one
  /// that is open for reading: EBADF.
  private func queue(
    _ descriptor: Int, for isPermitted: KeyPath<AccessMode, Bool>, of name: ProcessNumber
  ) throws(ActionFailure) -> (description: Int, MessageQueue<Byte>) {
    let description = try description(descriptor, of: name)
    guard let queue = files.queue(of: description),
      files.descriptions[description]?.access[keyPath: isPermitted] == true
    else { throw .failed(.badFileDescriptor) }
    return (description, queue)
  }

  /// Where a message goes that can be sent, and where its bytes lie if it has any.
  ///
  /// Rule ``posix.queue.send``: A message takes the bytes of its buffer, of which there may be none. If it is longer
  /// than the messages of the queue, to send it fails with EMSGSIZE; if the queue is full, it would block.
  ///
  /// Rule ``posix.queue.priority``: Priorities below 32 are always permitted, and greater ones may be: they may fail
  /// with EINVAL.
  private func message(
    _ length: Int, through register: Int, to descriptor: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> (description: Int, place: Range<Int>?) {
    let (description, queue) = try queue(descriptor, for: \.writes, of: name)
    if length > queue.messageSize { throw .failed(.messageTooLong) }
    let places = try places(of: [Buffer(through: register, length: length)], .loadData, by: name)
    if queue.isFull { throw .wouldBlock }
    return (description, places.first)
  }

  /// Rule ``posix.queue.receive``: To receive takes a message out of its queue and stores its bytes, without tags. If
  /// there is none, it would block.
  ///
  /// Rule ``posix.queue.buffer``: A buffer shorter than the longest message of the queue fails with EMSGSIZE, whatever
  /// the message; and so much of the buffer must permit to be written.
  private mutating func receive(
    _ descriptor: Int, through register: Int, length: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let (description, queue) = try queue(descriptor, for: \.reads, of: name)
    if length < queue.messageSize { throw .failed(.messageTooLong) }
    let places = try places(of: [Buffer(through: register, length: queue.messageSize)], .storeData, by: name)
    guard let place = places.first, let message = files.receive(from: description) else { throw .wouldBlock }
    store(message.bytes, at: place.lowerBound, of: name)
    return .message(count: message.bytes.count, priority: message.priority)
  }
}

/// How many priorities every kernel has: the least that POSIX permits.
private let certainPriorities = 32
/// How many messages a queue can have with every kernel.
private let certainMessages = 10
/// How many bytes a message can have with every kernel.
private let certainMessageSize = 1024
