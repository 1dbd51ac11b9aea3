import Architecture
import ExactIntegers

/// The calls that work on message queues.
///
/// Rule ``posix.queue.descriptor``: A message queue is open through a descriptor, which is made, inherited, duplicated
/// and closed like that of a file; but to read or write it fails with EBADF.
extension ProcessSystem {
  mutating func unlinkQueue(_ queue: Int) throws(ActionFailure) {
    try files.unlinkQueue(queue)
    releaseUnusedFiles()
  }

  /// What may come of an attempt to send.
  func possibilities(
    ofSending buffer: Buffer, to descriptor: Int, priority: Int, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let mayRefuse = !(0..<certainPriorities).contains(priority)
    return try Answer.orFailure(mayRefuse ? [.invalidArgument] : []) { () throws(ActionFailure) in
      _ = try message(buffer, to: descriptor, by: name)
      return .done
    }
  }

  /// Sends a message.
  mutating func send(_ buffer: Buffer, to descriptor: Int, priority: Int, by name: ProcessName) {
    do {
      let (description, place) = try message(buffer, to: descriptor, by: name)
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
  mutating func possibilities(
    ofOpening queue: Int, _ options: Options<OpenOption>, messages: Int, size: Int, by name: ProcessName
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
      return .oneOf([.descriptor(number: Int32(descriptor))] + (isThere || isCertain ? [] : [.failed(.noSpace)]))
    }
  }

  /// Rule ``posix.queue.execute``: execve and spawn close every descriptor that was made by opening a message queue.
  mutating func open(
    _ queue: Int, _ access: FileAccess, _ new: MessageQueue<Byte>, as descriptor: Int, by name: ProcessName
  ) {
    let description = files.openQueue(queue, access, new: new)
    processes[name]?.descriptors.set(descriptor, to: description, closesOnExecute: true)
  }

  /// The open file description of a queue that is open for what is about to be done.
  ///
  /// Rule ``posix.queue.direction``: To send needs a descriptor of a queue that is open for writing, to receive one
  /// that is open for reading: EBADF.
  private func queue(
    _ descriptor: Int, for isPermitted: KeyPath<FileAccess, Bool>, of name: ProcessName
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
    _ buffer: Buffer, to descriptor: Int, by name: ProcessName
  ) throws(ActionFailure) -> (description: Int, place: Range<Int>?) {
    let (description, queue) = try queue(descriptor, for: \.writes, of: name)
    if Int(buffer.length) > queue.messageSize { throw .failed(.messageTooLong) }
    let places = try places(of: [buffer], .loadData, by: name)
    if queue.isFull { throw .wouldBlock }
    return (description, places.first)
  }

  /// Rule ``posix.queue.receive``: To receive takes a message out of its queue and stores its bytes, without tags. If
  /// there is none, it would block.
  ///
  /// Rule ``posix.queue.buffer``: A buffer shorter than the longest message of the queue fails with EMSGSIZE, whatever
  /// the message; and so much of the buffer must permit to be written.
  mutating func receive(
    _ buffer: Buffer, from descriptor: Int, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let (description, queue) = try queue(descriptor, for: \.reads, of: name)
    if Int(buffer.length) < queue.messageSize { throw .failed(.messageTooLong) }
    let longest = Buffer(through: buffer.through, length: UInt32(queue.messageSize))
    if queue.messages.isEmpty, !reach(of: [longest], .storeData, by: name).isWhole, takes(.bufferAsFarAsNeeded) {
      throw .wouldBlock
    }
    let places = try places(of: [longest], .storeData, by: name)
    guard let place = places.first, let message = files.receive(from: description) else { throw .wouldBlock }
    store(message.bytes, at: place.lowerBound, of: name)
    return .message(bytes: UInt32(message.bytes.count), priority: UInt32(message.priority))
  }
}

/// How many priorities every kernel has: the least that POSIX permits.
private let certainPriorities = 32
/// How many messages a queue can have with every kernel.
private let certainMessages = 10
/// How many bytes a message can have with every kernel.
private let certainMessageSize = 1024
