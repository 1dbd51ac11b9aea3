import Architecture
import ExactIntegers

/// The calls that work on descriptors.
extension ProcessSystem {
  /// Performs a call, unless there may be a choice.
  ///
  /// Rule ``posix.call.order``: A call is checked in this order: its numbers and flags, its descriptor, the memory that it is
  /// given, the state of what it works on. The first check that fails decides.
  mutating func answer(_ call: FileCall, by name: ProcessNumber) throws(ActionFailure) -> Answer {
    switch call {
    case .pipe: return .oneOf([try pipe(by: name)])
    case .read(let descriptor, let through, let length):
      return .oneOf([.count(try read(descriptor, through: through, length: length, by: name))])
    case .write(let descriptor, let through, let length):
      return try possibilities(ofWriting: length, to: descriptor, through: through, by: name)
    case .close(let descriptor):
      try change(name) { descriptors throws(ActionFailure) in try descriptors.close(descriptor) }
      return .done
    case .duplicate(let descriptor, let target):
      let duplicate = try change(name) { descriptors throws(ActionFailure) in
        try descriptors.duplicate(descriptor, onto: target)
      }
      return .oneOf([.descriptor(duplicate)])
    case .open(let file, let access, let options): return .oneOf([try open(file, access, options, by: name)])
    case .unlink(let file):
      try files.unlink(file)
      releaseUnusedFiles()
      return .done
    case .seek(let descriptor, let offset, let whence):
      return .oneOf([.value(try files.seek(try description(descriptor, of: name), offset, from: whence))])
    case .truncate(let descriptor, let length): return try possibilities(ofTruncating: descriptor, to: length, by: name)
    case .size(let descriptor): return .oneOf([.value(files.size(of: try description(descriptor, of: name)))])
    case .readVector, .writeVector, .poll, .openShared, .unlinkShared: throw .failed(.noSystemCall)
    }
  }

  /// Changes the descriptors of a process, and lets go what none leads to any more.
  private mutating func change<Result>(
    _ name: ProcessNumber, _ body: (inout Descriptors) throws(ActionFailure) -> Result
  ) throws(ActionFailure) -> Result {
    guard var descriptors = processes[name]?.descriptors else { throw .skipped }
    let result = try body(&descriptors)
    processes[name]?.descriptors = descriptors
    releaseUnusedFiles()
    return result
  }

  /// Lets everything go that no descriptor leads to any more.
  mutating func releaseUnusedFiles() {
    files.keepOnly(processes.values.reduce(into: []) { $0.formUnion($1.descriptors.descriptionsByNumber.values) })
  }

  private func description(_ descriptor: Int, of name: ProcessNumber) throws(ActionFailure) -> Int {
    guard let process = processes[name] else { throw .skipped }
    return try process.descriptors.description(of: descriptor)
  }

  /// Rule ``posix.pipe.descriptors``: pipe makes two descriptors: the lower one to read, the higher one to write.
  private mutating func pipe(by name: ProcessNumber) throws(ActionFailure) -> Outcome {
    guard let free = try processes[name]?.descriptors.lowestFree(2) else { throw .skipped }
    let (reader, writer) = files.makePipe()
    processes[name]?.descriptors.set(free[0], to: reader)
    processes[name]?.descriptors.set(free[1], to: writer)
    return .descriptors(read: free[0], write: free[1])
  }

  /// Rule ``posix.open.flags``: O_EXCL without O_CREAT, and O_TRUNC without write access, fail with EINVAL before
  /// anything else is looked at. That no descriptor is free (EMFILE) is found before the name is looked up.
  private mutating func open(
    _ file: Int, _ access: AccessMode, _ options: OpenOptions, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let isMeaningless = options.contains(.exclusive) && !options.contains(.create)
    if isMeaningless || options.contains(.truncate) && !access.writes { throw .failed(.invalidArgument) }
    guard let free = try processes[name]?.descriptors.lowestFree()[0] else { throw .skipped }
    let description = try files.open(file, access, options)
    processes[name]?.descriptors.set(
      free, to: description, closesOnExecute: options.contains(.closeOnExecute))
    return .descriptor(free)
  }
}

/// Reading, writing, truncating.
extension ProcessSystem {
  /// Rule ``posix.transfer.direction``: A descriptor that is not open for reading can't be read, one that is not open for writing
  /// can't be written: EBADF.
  private func description(
    _ descriptor: Int, for isPermitted: KeyPath<AccessMode, Bool>, of name: ProcessNumber
  ) throws(ActionFailure) -> Int {
    let number = try description(descriptor, of: name)
    guard files.descriptions[number]?.access[keyPath: isPermitted] == true else { throw .failed(.badFileDescriptor) }
    return number
  }

  /// Where in the region a buffer starts.
  ///
  /// Rule ``posix.buffer.authority``: A call may touch memory only where its process could. The register must hold a
  /// tagged, unsealed pointer with the permission to load what is written, or to store what is read; its bounds must
  /// cover the whole buffer from its address on, and every page of the buffer must permit the access. Otherwise the
  /// call fails with EFAULT, however few bytes it would have moved, and nothing has changed.
  private func buffer(
    _ length: Int, _ kind: MemoryAccess.Kind, through register: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> Int {
    do { return try position(of: kind, size: length, through: register, offset: 0, by: name) } catch {
      throw .failed(.badAddress)
    }
  }

  /// Rule ``posix.transfer.nothing``: To read or write no bytes does nothing, and looks at nothing but the descriptor.
  ///
  /// Rule ``posix.read``: A read stores as many bytes as there are, but not more than were asked for, from the start of
  /// the buffer on. It clears the tags of the pointers that it overwrites. The rest of the buffer stays as it was.
  private mutating func read(
    _ descriptor: Int, through register: Int, length: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> Int {
    let description = try description(descriptor, for: \.reads, of: name)
    if length == 0 { return 0 }
    let position = try buffer(length, .storeData, through: register, by: name)
    let bytes = try files.read(description, upTo: length)
    store(bytes, at: position, of: name)
    return bytes.count
  }

  private func possibilities(
    ofWriting length: Int, to descriptor: Int, through register: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    let description = try description(descriptor, for: \.writes, of: name)
    if length == 0 { return .oneOf([.count(0)]) }
    _ = try buffer(length, .loadData, through: register, by: name)
    return try files.possibilities(ofWriting: length, to: description)
  }

  /// Rule ``posix.write``: A write takes the first bytes of the buffer, as many as its result says.
  mutating func write(_ count: Int, to descriptor: Int, through register: Int, by name: ProcessNumber) {
    guard count > 0, let description = try? description(descriptor, for: \.writes, of: name),
      let position = try? buffer(count, .loadData, through: register, by: name)
    else { return }
    files.write(loadBytes(count, at: position, of: name), to: description)
  }

  /// Rule ``posix.truncate.length``: A length of 2^63 or more is a negative number to the kernel, so ftruncate fails
  /// with EINVAL whatever the descriptor.
  private func possibilities(
    ofTruncating descriptor: Int, to length: Integer, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    if length < 0 || length >= .twoTo(63) { throw .failed(.invalidArgument) }
    return try files.possibilities(ofTruncating: try description(descriptor, of: name), to: length)
  }

  mutating func truncate(_ descriptor: Int, to length: Integer, by name: ProcessNumber) {
    guard let description = try? description(descriptor, of: name) else { return }
    files.truncate(description, to: length)
  }
}
