import Architecture
import ExactIntegers

/// The calls that work on descriptors.
extension ProcessSystem {
  /// Performs a call, unless there may be a choice.
  ///
  /// What may come of it, and what it does where there is no choice.
  mutating func answer(_ call: FileCall, by name: ProcessNumber) throws(ActionFailure) -> Answer {
    switch call {
    case .pipe: return .oneOf([try pipe(by: name)])
    case .read(let descriptor, let through, let length):
      return try possibilities(ofReading: [Buffer(through: through, length: length)], from: descriptor, by: name)
    case .readVector(let descriptor, let buffers):
      if buffers.isEmpty { return try possibilitiesWithoutBuffers(descriptor, for: \.reads, of: name) }
      return try possibilities(ofReading: buffers, from: descriptor, by: name)
    case .write(let descriptor, let through, let length):
      return try possibilities(ofWriting: [Buffer(through: through, length: length)], to: descriptor, by: name)
    case .writeVector(let descriptor, let buffers):
      if buffers.isEmpty { return try possibilitiesWithoutBuffers(descriptor, for: \.writes, of: name) }
      return try possibilities(ofWriting: buffers, to: descriptor, by: name)
    case .close(let descriptor):
      try change(name) { descriptors throws(ActionFailure) in try descriptors.close(descriptor) }
      return .done
    case .duplicate(let descriptor, let target):
      let limit = descriptorLimit(of: name)
      let duplicate = try change(name) { descriptors throws(ActionFailure) in
        try descriptors.duplicate(descriptor, onto: target, below: limit)
      }
      return .oneOf([.descriptor(duplicate)])
    case .open(let file, let access, let options): return .oneOf([try open(file, access, options, by: name)])
    case .unlink(let file):
      try files.unlink(file)
      releaseUnusedFiles()
      return .done
    case .seek(let descriptor, let offset, let whence):
      return try seek(descriptor, offset, from: whence, by: name)
    case .truncate(let descriptor, let length): return try possibilities(ofTruncating: descriptor, to: length, by: name)
    case .size(let descriptor): return .oneOf([.value(files.size(of: try description(descriptor, of: name)))])
    case .poll(let entries): return possibleEvents(entries, of: name)
    case .openShared(let object, let access, let options):
      return .oneOf([try openShared(object, access, options, by: name)])
    case .unlinkShared(let object):
      try files.unlinkShared(object)
      releaseUnusedFiles()
      return .done
    }
  }

  /// Follows the choice that an outcome has made.
  mutating func follow(_ call: FileCall, by name: ProcessNumber, to outcome: Outcome) {
    switch call {
    case .read(let descriptor, let through, let length):
      follow([Buffer(through: through, length: length)], readFrom: descriptor, to: outcome, by: name)
    case .readVector(let descriptor, let buffers):
      follow(buffers, readFrom: descriptor, to: outcome, by: name)
    case .write(let descriptor, let through, let length):
      follow([Buffer(through: through, length: length)], writtenTo: descriptor, to: outcome, by: name)
    case .writeVector(let descriptor, let buffers):
      follow(buffers, writtenTo: descriptor, to: outcome, by: name)
    case .truncate(let descriptor, let length): if outcome == .done { truncate(descriptor, to: length, by: name) }
    case .pipe, .close, .duplicate, .open, .unlink, .seek, .size, .poll, .openShared, .unlinkShared: break
    }
    followExcess(call, by: name, to: outcome)
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

  /// Lets everything go that no descriptor leads to any more, and no mapping.
  mutating func releaseUnusedFiles() {
    files.keepOnly(processes.values.reduce(into: []) { $0.formUnion($1.descriptors.descriptionsByNumber.values) })
    if files.objects.isEmpty { return }
    let pages = files.objectPages
    files.keepObjects(mapped: mappedSharedPages)
    if files.objectPages != pages { releaseSharedMemory() }
  }

  func description(_ descriptor: Int, of name: ProcessNumber) throws(ActionFailure) -> Int {
    guard let process = processes[name] else { throw .skipped }
    return try process.descriptors.description(of: descriptor)
  }

  /// The descriptors that a call of a process will use. Rule: ``posix.descriptor.lowest``.
  func freeDescriptors(_ count: Int, of name: ProcessNumber) throws(ActionFailure) -> [Int] {
    guard let process = processes[name] else { throw .skipped }
    return try process.descriptors.lowestFree(count, below: process.limits.descriptors)
  }

  /// Rule ``posix.pipe.descriptors``: pipe makes two descriptors: the lower one to read, the higher one to write.
  private mutating func pipe(by name: ProcessNumber) throws(ActionFailure) -> Outcome {
    let free = try freeDescriptors(2, of: name)
    let (reader, writer) = files.makePipe()
    processes[name]?.descriptors.set(free[0], to: reader)
    processes[name]?.descriptors.set(free[1], to: writer)
    return .descriptors(read: free[0], write: free[1])
  }

  private mutating func open(
    _ file: Int, _ access: AccessMode, _ options: OpenOptions, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let options = try understood(options, for: access)
    let free = try freeDescriptor(of: name, unless: files.directory.errors(ofOpening: file, with: options))
    let description = files.open(file, access, options)
    processes[name]?.descriptors.set(
      free, to: description, closesOnExecute: options.contains(.closeOnExecute))
    return .descriptor(free)
  }

  /// The descriptor that something will have which is opened by a name.
  ///
  /// Rule ``posix.open.order``: If no descriptor is free and the name can't be opened either, open may tell the one
  /// (EMFILE) or the other. Neither creates or truncates anything.
  func freeDescriptor(of name: ProcessNumber, unless errors: [ErrorNumber]) throws(ActionFailure) -> Int {
    guard let process = processes[name] else { throw .skipped }
    let free = process.descriptors.free(1, below: process.limits.descriptors)
    guard let lowest = free.first else { throw .failedOneOf([.tooManyFiles] + errors) }
    try refuse(errors)
    return lowest
  }
}
