public import Architecture
import ExactIntegers

/// Where each action has its rule: what is said of the actions one by one is said here.
///
/// An action has raw words; they become exact integers where its rule begins.
extension ProcessSystem {
  /// Performs as much of an action as is determined: ``follow(_:by:to:)`` does what was chosen.
  ///
  /// - Returns: what may come of it.
  mutating func carryOut(_ action: ForkAction, by name: ProcessName) throws(ActionFailure) -> Response {
    var answer = Answer.done
    switch action {
    case .load(let width, let through, let offset):
      return try load(width.bytes, through: through, offset: Integer(offset), by: name)
    case .store(let width, let value, let through, let offset):
      return try store(Integer(value), size: width.bytes, through: through, offset: Integer(offset), by: name)
    case .loadPointer(let into, let through, let offset):
      return try loadPointer(into: into, through: through, offset: Integer(offset), by: name)
    case .storePointer(let from, let through, let offset):
      return try storePointer(from, through: through, offset: Integer(offset), by: name)
    case .move(let into, let from): return compute(.move, into: into, from: from, by: name)
    case .derive(let into, let from, let increment):
      return compute(.derive(increment: Integer(increment)), into: into, from: from, by: name)
    case .narrow(let into, let from, let length):
      return compute(.narrow(length: Integer(length)), into: into, from: from, by: name)
    case .restrict(let into, let from, let mask):
      return compute(.restrict(mask: Integer(mask)), into: into, from: from, by: name)
    case .sealEntry(let into, let from): return compute(.sealEntry, into: into, from: from, by: name)
    case .clearTag(let into, let from): return compute(.clearTag, into: into, from: from, by: name)
    case .inspect(let register): return inspect(register, by: name)

    case .fork(let child, let strategy): return try fork(child, strategy ?? world.strategy, by: name)
    case .vfork(let child): return try vfork(child, by: name)
    case .spawn(let child): return try spawn(child, by: name)
    case .execute: return try execute(by: name)
    case .exit(let status): end(name, .exited(status))
    case .wait: answer = .reaped(oneOf: try zombies(of: name))
    case .waitFor(let child): answer = .reaped(oneOf: try zombies(of: name, named: child))
    case .createThread(let thread): try createThread(Int(thread), of: name)
    case .exitThread: exitThread(of: name)
    case .joinThread(let thread): try joinThread(Int(thread), of: name)

    case .map(let into, let pages, let protection, let isShared):
      return try map(Int(pages), protection, isShared: isShared, into: into, by: name)
    case .mapShared(let into, let descriptor, let page, let pages, let protection):
      let mapping = SharedMapping(descriptor: descriptor, page: page, pages: pages, protection: protection)
      return try map(mapping, into: into, by: name)
    case .unmap(let through, let pages): try unmap(Int(pages), through: through, by: name)
    case .protect(let through, let pages, let protection):
      try protect(Int(pages), through: through, protection, by: name)
    case .setBreak(let into, let bytes): return try setBreak(Integer(bytes), into: into, by: name)

    case .pipe: answer = .oneOf([try pipe(by: name)])
    case .read(let descriptor, let through, let length):
      answer = try possibilities(
        ofReading: [Buffer(through: through, length: length)], from: Int(descriptor), by: name)
    case .readVector(let descriptor, let buffers):
      answer =
        buffers.isEmpty
        ? try possibilitiesWithoutBuffers(Int(descriptor), for: \.reads, of: name)
        : try possibilities(ofReading: buffers, from: Int(descriptor), by: name)
    case .write(let descriptor, let through, let length):
      answer = try possibilities(ofWriting: [Buffer(through: through, length: length)], to: Int(descriptor), by: name)
    case .writeVector(let descriptor, let buffers):
      answer =
        buffers.isEmpty
        ? try possibilitiesWithoutBuffers(Int(descriptor), for: \.writes, of: name)
        : try possibilities(ofWriting: buffers, to: Int(descriptor), by: name)
    case .close(let descriptor): try close(Int(descriptor), of: name)
    case .duplicate(let descriptor, let target):
      answer = .oneOf([try duplicate(Int(descriptor), onto: target.map { Int($0) }, by: name)])
    case .open(let file, let access, let options): answer = .oneOf([try open(Int(file), access, options, by: name)])
    case .unlink(let file): try unlink(Int(file))
    case .seek(let descriptor, let offset, let origin):
      answer = try seek(Int(descriptor), Integer(offset), from: origin, by: name)
    case .truncate(let descriptor, let length):
      answer = try possibilities(ofTruncating: Int(descriptor), to: Integer(length), by: name)
    case .size(let descriptor):
      answer = .oneOf([.value(files.size(of: try description(Int(descriptor), of: name)).word)])
    case .poll(let entries): answer = possibleEvents(entries, of: name)

    case .openShared(let object, let access, let options):
      answer = .oneOf([try openShared(Int(object), access, options, by: name)])
    case .unlinkShared(let object): try unlinkShared(Int(object))
    case .openQueue(let queue, _, let options, let messages, let size):
      answer = try possibilities(ofOpening: Int(queue), options, messages: Int(messages), size: Int(size), by: name)
    case .unlinkQueue(let queue): try unlinkQueue(Int(queue))
    case .sendMessage(let descriptor, let through, let length, let priority):
      answer = try possibilities(
        ofSending: Buffer(through: through, length: length), to: Int(descriptor), priority: Int(priority), by: name)
    case .receiveMessage(let descriptor, let through, let length):
      answer = .oneOf([try receive(Buffer(through: through, length: length), from: Int(descriptor), by: name)])

    case .clock: answer = .atLeast(time)
    case .sleep(let seconds, let nanoseconds):
      answer = try possibilities(ofSleeping: Integer(seconds), nanoseconds: Integer(nanoseconds))
    case .limit(let resource): answer = limit(of: resource, for: name)
    case .setLimit(let resource, let soft, let hard):
      answer = try possibilities(ofSetting: resource, to: ResourceLimit(soft: soft, hard: hard), by: name)

    case .send(let signal, let target): answer = try send(signal, to: target, by: name)
    case .setAction(let signal, let disposition): try setAction(for: signal, disposition, by: name)
    case .mask(let change, let signals): answer = mask(change, Set(signals.all), by: name)
    case .pending: answer = .oneOf([.signals(pending: Options(pendingSignals(of: name)))])
    case .handled(let signal): answer = .oneOf([.value(handlersRun(by: signal, of: name))])
    }
    return response(to: action, answer, by: name)
  }

  /// Follows the choice that an observation has made among those of an answer.
  mutating func follow(_ action: ForkAction, by name: ProcessName, to observation: Observation) {
    switch action {
    case .wait, .waitFor: if case .reaped(let child, _) = observation { processes[child] = nil }
    case .read(let descriptor, let through, let length):
      follow([Buffer(through: through, length: length)], readFrom: Int(descriptor), to: observation, by: name)
    case .readVector(let descriptor, let buffers):
      follow(buffers, readFrom: Int(descriptor), to: observation, by: name)
    case .write(let descriptor, let through, let length):
      follow([Buffer(through: through, length: length)], writtenTo: Int(descriptor), to: observation, by: name)
      followExcess(action, by: name, to: observation)
    case .writeVector(let descriptor, let buffers):
      follow(buffers, writtenTo: Int(descriptor), to: observation, by: name)
      followExcess(action, by: name, to: observation)
    case .truncate(let descriptor, let length):
      if observation == .done { truncate(Int(descriptor), to: Integer(length), by: name) }
      followExcess(action, by: name, to: observation)
    case .openQueue(let queue, let access, _, let messages, let size):
      if case .descriptor(let descriptor) = observation {
        let new = MessageQueue<Byte>(capacity: Int(messages), messageSize: Int(size))
        open(Int(queue), access, new, as: Int(descriptor), by: name)
      }
    case .sendMessage(let descriptor, let through, let length, let priority):
      if observation == .done {
        send(Buffer(through: through, length: length), to: Int(descriptor), priority: Int(priority), by: name)
      }
    case .clock: if case .value(let now) = observation { time = Integer(now) }
    case .sleep(let seconds, let nanoseconds):
      if observation == .done { pass(seconds: Integer(seconds), nanoseconds: Integer(nanoseconds)) }
    case .limit(let resource):
      if case .limits(let soft, let hard) = observation {
        note(ResourceLimit(soft: soft, hard: hard), of: resource, for: name)
      }
    case .setLimit(let resource, let soft, let hard):
      if observation == .done { note(ResourceLimit(soft: soft, hard: hard), of: resource, for: name) }
    case .load, .store, .loadPointer, .storePointer, .move, .derive, .narrow, .restrict, .sealEntry, .clearTag,
      .inspect, .fork, .exit, .vfork, .execute, .spawn, .createThread, .exitThread, .joinThread, .map, .unmap,
      .protect, .setBreak, .pipe, .close, .duplicate, .open, .unlink, .seek, .size, .poll, .openShared,
      .unlinkShared, .mapShared, .unlinkQueue, .receiveMessage, .send, .setAction, .mask, .pending, .handled:
      break
    }
  }
}

extension ForkAction {
  /// The child that the action creates if it succeeds.
  public var child: ProcessName? {
    if case .fork(let child, _) = self { return child }
    if case .vfork(let child) = self { return child }
    if case .spawn(let child) = self { return child }
    return nil
  }

  /// How the action may fail while the kernel runs short of what it takes for it.
  ///
  /// Rule ``posix.shortage``: A call for which the kernel cannot get what it needs fails and has changed nothing: with
  /// EAGAIN or ENOMEM if it creates a process or a thread, with ENOMEM if it maps memory or starts an image, with
  /// ENFILE, ENOSPC or ENOMEM if it works on descriptors, files or message queues. No other call, and no access to
  /// memory, needs anything: what a lazy copy takes was reserved by the fork.
  public var errorsOfShortage: Set<ErrorNumber> {
    switch self {
    case .fork, .vfork, .spawn, .createThread: [.tryAgain, .noMemory]
    case .execute, .map, .mapShared, .unmap, .protect, .setBreak: [.noMemory]
    case .pipe, .read, .write, .close, .duplicate, .open, .unlink, .seek, .truncate, .size, .readVector, .writeVector,
      .poll, .openShared, .unlinkShared, .openQueue, .unlinkQueue, .sendMessage, .receiveMessage:
      [.tooManyFilesInSystem, .noSpace, .noMemory]
    case .load, .store, .loadPointer, .storePointer, .move, .derive, .narrow, .restrict, .sealEntry, .clearTag,
      .inspect,
      .exit, .wait, .waitFor, .exitThread, .joinThread, .clock, .sleep, .limit, .setLimit, .send, .setAction, .mask,
      .pending, .handled:
      []
    }
  }

  /// Whether POSIX allows a part of the action to have been done when it fails with an error. Rules:
  /// ``posix.protect.partial``, ``posix.buffer.moved``.
  public func mayFailInPart(with error: ErrorNumber) -> Bool {
    if kind == .protect { return error == .noMemory || error == .accessDenied }
    return (kind == .read || kind == .readVector) && error == .badAddress
  }
}
