import Architecture
import ExactIntegers

/// The calls that work on descriptors.
extension ProcessSystem {
  mutating func close(_ descriptor: Int, of name: ProcessName) throws(ActionFailure) {
    try change(name) { descriptors throws(ActionFailure) in try descriptors.close(descriptor) }
  }

  mutating func duplicate(
    _ descriptor: Int, onto target: Int?, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let limit = descriptorLimit(of: name)
    let duplicate = try change(name) { descriptors throws(ActionFailure) in
      try descriptors.duplicate(descriptor, onto: target, below: limit)
    }
    return .descriptor(number: Int32(duplicate))
  }

  mutating func unlink(_ file: Int) throws(ActionFailure) {
    try files.unlink(file)
    releaseUnusedFiles()
  }

  /// Changes the descriptors of a process, and lets go what none leads to any more.
  private mutating func change<Result>(
    _ name: ProcessName, _ body: (inout Descriptors) throws(ActionFailure) -> Result
  ) throws(ActionFailure) -> Result {
    guard var descriptors = processes[name]?.descriptors else { throw .skipped }
    let result = try body(&descriptors)
    processes[name]?.descriptors = descriptors
    releaseUnusedFiles()
    return result
  }

  /// Lets everything go that no descriptor leads to any more, and no mapping.
  mutating func releaseUnusedFiles() {
    files.keepOnly(processes.values.reduce(into: []) { $0.formUnion($1.descriptors.descriptionsByNumber.values) })
    if files.objects.isEmpty { return }
    let pages = files.objectPages
    files.keepObjects(mapped: mappedSharedPages)
    if files.objectPages != pages { releaseSharedMemory() }
  }

  func description(_ descriptor: Int, of name: ProcessName) throws(ActionFailure) -> Int {
    guard let process = processes[name] else { throw .skipped }
    return try process.descriptors.description(of: descriptor)
  }

  /// The descriptors that a call of a process will use. Rule: ``posix.descriptor.lowest``.
  func freeDescriptors(_ count: Int, of name: ProcessName) throws(ActionFailure) -> [Int] {
    guard let process = processes[name] else { throw .skipped }
    return try process.descriptors.lowestFree(count, below: process.limits.descriptors)
  }

  /// Rule ``posix.pipe.descriptors``: pipe makes two descriptors: the lower one to read, the higher one to write.
  mutating func pipe(by name: ProcessName) throws(ActionFailure) -> Observation {
    let free = try freeDescriptors(2, of: name)
    let (reader, writer) = files.makePipe()
    processes[name]?.descriptors.set(free[0], to: reader)
    processes[name]?.descriptors.set(free[1], to: writer)
    return .descriptors(read: Int32(free[0]), write: Int32(free[1]))
  }

  mutating func open(
    _ file: Int, _ access: FileAccess, _ options: Options<OpenOption>, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let options = try understood(options, for: access)
    let free = try freeDescriptor(of: name, unless: files.directory.errors(ofOpening: file, with: options))
    let description = files.open(file, access, options)
    processes[name]?.descriptors.set(
      free, to: description, closesOnExecute: options.contains(.closeOnExec))
    return .descriptor(number: Int32(free))
  }

  /// The descriptor that something will have which is opened by a name.
  ///
  /// Rule ``posix.open.order``: If no descriptor is free and the name can't be opened either, open may tell the one
  /// (EMFILE) or the other. Neither creates or truncates anything.
  func freeDescriptor(of name: ProcessName, unless errors: [ErrorNumber]) throws(ActionFailure) -> Int {
    guard let process = processes[name] else { throw .skipped }
    let free = process.descriptors.free(1, below: process.limits.descriptors)
    guard let lowest = free.first else { throw .failed(oneOf: [.tooManyFiles] + errors) }
    try refuse(errors)
    return lowest
  }
}

/// lseek.
extension ProcessSystem {
  /// Moves an offset.
  ///
  /// Rule ``posix.seek.none``: What has no offset fails with ESPIPE: a pipe, the console, a message queue, a shared
  /// memory object. A negative place may be told first: EINVAL.
  ///
  /// Rule ``posix.seek.console``: The console may have an offset, which means nothing.
  mutating func seek(
    _ descriptor: Int, _ distance: Integer, from origin: SeekOrigin, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let description = try description(descriptor, of: name)
    let isNegative = origin == .start && distance < 0
    switch files.descriptions[description]?.object {
    case .file: return .oneOf([.value(try files.seek(description, distance, from: origin).word)])
    case .console where takes(.consoleOffset): return .atLeast(0)
    case .sharedObject where takes(.objectAsFile):
      return .oneOf([.value(try files.seek(description, distance, from: origin).word)])
    case .console, .pipeReader, .pipeWriter, .queue, .sharedObject, nil:
      throw .failed(oneOf: [.illegalSeek] + (isNegative ? [.invalidArgument] : []))
    }
  }
}

/// ftruncate.
extension ProcessSystem {
  /// Rule ``posix.truncate.length``: A length of 2^63 or more is a negative number to the kernel, so ftruncate fails
  /// with EINVAL.
  mutating func possibilities(
    ofTruncating descriptor: Int, to length: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let isNegative = length < 0 || length >= .twoTo(63)
    guard let description = processes[name]?.descriptors.descriptionsByNumber[descriptor] else {
      throw .failed(oneOf: (isNegative ? [.invalidArgument] : []) + [.badFileDescriptor])
    }
    try refuse((isNegative ? [.invalidArgument] : []) + files.errors(ofTruncating: description))
    let isShared = files.sharedObject(of: description) != nil
    let answer =
      isShared
      ? try possibilities(ofTruncatingShared: description, to: length)
      : files.possibilities(ofTruncating: description, to: length)
    return limited(answer, ofTruncating: description, to: length, by: name)
  }

  mutating func truncate(_ descriptor: Int, to length: Integer, by name: ProcessName) {
    guard let description = process(name).descriptors.descriptionsByNumber[descriptor] else {
      impossible(
        "posix.truncate.access", "\(name) has truncated what descriptor \(descriptor) leads to, and it is not open")
    }
    let opened = files.opened(description)
    switch opened.object {
    case .file(let number): files.truncateFile(number, to: length)
    case .sharedObject(let number): truncateShared(number, to: length)
    case .console, .pipeReader, .pipeWriter, .queue:
      impossible("posix.truncate.access", "\(name) has truncated \(opened.object) through descriptor \(descriptor)")
    }
  }
}
