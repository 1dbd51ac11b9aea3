import Architecture
import ExactIntegers

/// Everything that descriptors lead to: the open file descriptions of all processes, pipes, files and their names.
struct OpenFiles<Byte: FileByte>: Hashable, Sendable {
  private(set) var descriptions: [Int: OpenFileDescription]
  private(set) var pipes: [Int: Pipe<Byte>] = [:]
  private(set) var files: [Int: RegularFile<Byte>] = [:]
  private(set) var directory = Directory()
  var queues: [Int: MessageQueue<Byte>] = [:]
  var queueNames = Directory()
  var objects: [Int: SharedObject] = [:]
  var objectNames = Directory()
  /// The number of the next open file description, pipe or file: a number is never used again.
  private var nextNumber = 1

  /// The number of the open file description of the console.
  static var console: Int { 0 }

  /// There is a console, and an empty directory.
  init() {
    descriptions = [Self.console: OpenFileDescription(object: .console, access: .readWrite)]
  }

  mutating func takeNumber() -> Int {
    defer { nextNumber += 1 }
    return nextNumber
  }

  mutating func add(_ description: OpenFileDescription) -> Int {
    let number = takeNumber()
    descriptions[number] = description
    return number
  }

  /// Makes a pipe.
  ///
  /// - Returns: The open file descriptions of its ends.
  mutating func makePipe() -> (reader: Int, writer: Int) {
    let pipe = takeNumber()
    pipes[pipe] = Pipe()
    let reader = add(OpenFileDescription(object: .pipeReader(pipe), access: .readOnly))
    return (reader, add(OpenFileDescription(object: .pipeWriter(pipe), access: .writeOnly)))
  }

  /// Opens a file.
  ///
  /// Rule ``posix.open``: Each call of open makes an open file description of its own, with the offset 0.
  ///
  /// Rule ``posix.open.truncate``: A file that is opened with O_TRUNC is empty from then on, for everybody who has it
  /// open.
  mutating func open(_ name: Int, _ access: FileAccess, _ options: Options<OpenOption>) -> Int {
    let file = directory.file(name) ?? createFile(name)
    if options.contains(.truncate) { files[file]?.truncate(to: 0) }
    return add(OpenFileDescription(object: .file(file), access: access, appends: options.contains(.append)))
  }

  private mutating func createFile(_ name: Int) -> Int {
    let file = takeNumber()
    files[file] = RegularFile()
    directory.add(name, for: file)
    return file
  }

  /// Removes a name.
  mutating func unlink(_ name: Int) throws(ActionFailure) { try directory.remove(name) }

  /// Keeps only what can still be reached.
  ///
  /// Rule ``posix.close.last``: An open file description lives as long as a descriptor stands for it, a pipe as long as one of its
  /// ends is open, a file or a message queue as long as it has a name or is open.
  mutating func keepOnly(_ descriptions: Set<Int>) {
    self.descriptions = self.descriptions.filter { descriptions.contains($0.key) || $0.key == Self.console }
    let objects = self.descriptions.values.map(\.object)
    pipes = pipes.filter { objects.contains(.pipeReader($0.key)) || objects.contains(.pipeWriter($0.key)) }
    files = files.filter { directory.files.contains($0.key) || objects.contains(.file($0.key)) }
    queues = queues.filter { queueNames.files.contains($0.key) || objects.contains(.queue($0.key)) }
  }

  /// Whether there is nothing but the console, and files, queues and shared memory objects that have a name.
  var isBare: Bool {
    descriptions.keys.allSatisfy { $0 == Self.console } && pipes.isEmpty
      && files.keys.allSatisfy(directory.files.contains)
      && queues.keys.allSatisfy(queueNames.files.contains) && objects.keys.allSatisfy(objectNames.files.contains)
  }
}

/// Reading and writing.
extension OpenFiles {
  /// Reads bytes through an open file description.
  ///
  /// Rule ``posix.read.console``: The console swallows what is written, and has nothing to read: a read finds its end.
  ///
  /// Rule ``posix.pipe.empty``: A read from an empty pipe finds its end if nobody can write to it any more. Until then
  /// it would block.
  ///
  /// Rule ``posix.offset.shared``: To read from a file or write to it moves the offset of the open file description, for
  /// everybody who shares it.
  mutating func read(_ description: Int, upTo count: Int) throws(ActionFailure) -> [Byte] {
    switch descriptions[description]?.object {
    case .pipeReader(let pipe):
      let bytes = pipes[pipe]?.read(upTo: count) ?? []
      if bytes.isEmpty && isOpen(.pipeWriter(pipe)) { throw .wouldBlock }
      return bytes
    case .file(let file):
      let bytes = files[file]?.read(at: descriptions[description]?.offset ?? 0, upTo: count) ?? []
      descriptions[description]?.offset += Integer(bytes.count)
      return bytes
    case .console, .pipeWriter, .queue, .sharedObject, nil: return []
    }
  }

  /// How many bytes of a write may be taken.
  ///
  /// Rule ``posix.pipe.broken``: A write to a pipe from which nobody can read any more fails with EPIPE.
  func possibilities(ofWriting count: Int, to description: Int) throws(ActionFailure) -> Answer {
    switch descriptions[description]?.object {
    case .pipeWriter(let pipe):
      guard isOpen(.pipeReader(pipe)) else { throw .brokenPipe }
      return pipes[pipe]?.possibilities(ofWriting: count) ?? .oneOf([])
    case .file:
      return RegularFile<Byte>.possibilities(ofWriting: count, at: offsetOfWrite(to: description))
    case .console, .pipeReader, .queue, .sharedObject, nil: return .count(count...count, or: nil)
    }
  }

  /// Writes bytes through an open file description.
  mutating func write(_ bytes: [Byte], to description: Int) {
    switch descriptions[description]?.object {
    case .pipeWriter(let pipe): pipes[pipe]?.write(bytes)
    case .file(let file):
      let offset = offsetOfWrite(to: description)
      files[file]?.write(bytes, at: offset)
      descriptions[description]?.offset = offset + Integer(bytes.count)
    case .console, .pipeReader, .queue, .sharedObject, nil: break
    }
  }

  /// Moves the offset of an open file description behind bytes that were read or written.
  mutating func advance(_ description: Int, by count: Int) { descriptions[description]?.offset += Integer(count) }

  func isOpen(_ object: OpenFileDescription.Object) -> Bool {
    descriptions.values.contains { $0.object == object }
  }

  /// Rule ``posix.write.append``: A write through an open file description that appends starts at the end of the file, wherever
  /// the offset was.
  func offsetOfWrite(to description: Int) -> Integer {
    guard let open = descriptions[description] else { return 0 }
    return open.appends ? size(of: description) : open.offset
  }
}

/// Offsets and lengths.
extension OpenFiles {
  /// Whether an open file description is one of a file.
  func isFile(_ description: Int) -> Bool {
    if case .file = descriptions[description]?.object { true } else { false }
  }

  /// Whether an open file description is the console.
  func isConsole(_ description: Int) -> Bool { descriptions[description]?.object == .console }

  /// Whether an open file description is the end of a pipe to which is written.
  func isPipe(_ description: Int) -> Bool {
    if case .pipeWriter = descriptions[description]?.object { true } else { false }
  }

  /// Rule ``posix.size``: fstat gives the length of a file or of a shared memory object, and 0 for anything else.
  func size(of description: Int) -> Integer {
    switch descriptions[description]?.object {
    case .file(let file): files[file]?.length ?? 0
    case .sharedObject(let object): objects[object]?.size ?? 0
    case .console, .pipeReader, .pipeWriter, .queue, nil: 0
    }
  }

  /// Moves an offset.
  ///
  /// Rule ``posix.seek``: lseek counts the new offset from the start of the file, from the old offset, or from the end
  /// of the file; it may lie beyond the end. A negative offset fails with EINVAL, one of 2^63 or more with EOVERFLOW.
  mutating func seek(_ description: Int, _ distance: Integer, from start: SeekOrigin) throws(ActionFailure) -> Integer {
    guard let open = descriptions[description] else { throw .failed(.badFileDescriptor) }
    let origin: Integer =
      switch start {
      case .start: 0
      case .current: open.offset
      case .end: size(of: description)
      }
    let offset = origin + distance
    if offset < 0 { throw .failed(.invalidArgument) }
    if offset >= .twoTo(63) { throw .failed(.overflow) }
    descriptions[description]?.offset = offset
    return offset
  }

  /// Whether a file can be made so long.
  ///
  /// Rule ``posix.truncate.access``: ftruncate fails with EINVAL for anything but a file or a shared memory object that is
  /// open for writing. If it is not open for writing, that may be told by EBADF as well.
  func errors(ofTruncating description: Int) -> [ErrorNumber] {
    guard let open = descriptions[description] else { return [.badFileDescriptor] }
    if !open.access.writes { return [.invalidArgument, .badFileDescriptor] }
    return switch open.object {
    case .file, .sharedObject: []
    case .console, .pipeReader, .pipeWriter, .queue: [.invalidArgument]
    }
  }

  /// What may come of making a file so long.
  func possibilities(ofTruncating description: Int, to length: Integer) -> Answer {
    return RegularFile<Byte>.mayExceedLimit(length) ? .oneOf([.failed(.fileTooLarge), .done]) : .oneOf([.done])
  }

  /// Makes a file as long as that.
  mutating func truncate(_ description: Int, to length: Integer) {
    guard case .file(let file) = descriptions[description]?.object else { return }
    files[file]?.truncate(to: length)
  }
}

/// What can be done now.
extension OpenFiles {
  /// Whether a read would find bytes.
  func hasBytes(_ description: Int) -> Bool {
    switch descriptions[description]?.object {
    case .pipeReader(let pipe): pipes[pipe]?.bytes.isEmpty == false
    case .file: descriptions[description].map { $0.access.reads && $0.offset < size(of: description) } ?? false
    case .console, .pipeWriter, .queue, .sharedObject, nil: false
    }
  }

  /// Whether what is written goes somewhere.
  func keepsBytes(_ description: Int) -> Bool {
    guard let open = descriptions[description] else { return false }
    return switch open.object {
    case .pipeWriter, .file: open.access.writes
    case .console, .pipeReader, .queue, .sharedObject: false
    }
  }
}
