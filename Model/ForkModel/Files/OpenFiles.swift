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
  /// Rule ``posix.close.last``: An open file description lives as long as a descriptor stands for it, a pipe as long as
  /// one of its ends is open, a file or a message queue as long as it has a name or is open.
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

/// What is there, since something leads to it. Rule: ``posix.close.last``.
extension OpenFiles {
  /// An open file description that is in use.
  func opened(_ description: Int) -> OpenFileDescription {
    guard let opened = descriptions[description] else { absent("open file description", description) }
    return opened
  }

  private func pipe(_ number: Int) -> Pipe<Byte> {
    guard let pipe = pipes[number] else { absent("pipe", number) }
    return pipe
  }

  private func file(_ number: Int) -> RegularFile<Byte> {
    guard let file = files[number] else { absent("file", number) }
    return file
  }

  /// A shared memory object.
  func object(_ number: Int) -> SharedObject {
    guard let object = objects[number] else { absent("shared memory object", number) }
    return object
  }

  private func absent(_ kind: String, _ number: Int) -> Never {
    impossible("posix.close.last", "\(kind) \(number) is in use, and is not there")
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
  /// Rule ``posix.offset.shared``: To read from a file or write to it moves the offset of the open file description,
  /// for everybody who shares it.
  mutating func read(_ description: Int, upTo count: Int) throws(ActionFailure) -> [Byte] {
    let opened = opened(description)
    switch opened.object {
    case .pipeReader(let number):
      var pipe = pipe(number)
      let bytes = pipe.read(upTo: count)
      if bytes.isEmpty && isOpen(.pipeWriter(number)) { throw .wouldBlock }
      pipes[number] = pipe
      return bytes
    case .file(let number):
      let bytes = file(number).read(at: opened.offset, upTo: count)
      descriptions[description]?.offset += Integer(bytes.count)
      return bytes
    case .console, .pipeWriter, .queue, .sharedObject: return []
    }
  }

  /// How many bytes of a write may be taken.
  ///
  /// Rule ``posix.pipe.broken``: A write to a pipe from which nobody can read any more fails with EPIPE.
  func possibilities(ofWriting count: Int, to description: Int) throws(ActionFailure) -> Answer {
    switch opened(description).object {
    case .pipeWriter(let number):
      guard isOpen(.pipeReader(number)) else { throw .brokenPipe }
      return pipe(number).possibilities(ofWriting: count)
    case .file:
      return RegularFile<Byte>.possibilities(ofWriting: count, at: offsetOfWrite(to: description))
    case .console, .pipeReader, .queue, .sharedObject: return .count(count...count, or: nil)
    }
  }

  /// Writes bytes through an open file description.
  mutating func write(_ bytes: [Byte], to description: Int) {
    switch opened(description).object {
    case .pipeWriter(let pipe): pipes[pipe]?.write(bytes)
    case .file(let file):
      let offset = offsetOfWrite(to: description)
      files[file]?.write(bytes, at: offset)
      descriptions[description]?.offset = offset + Integer(bytes.count)
    case .console, .pipeReader, .queue, .sharedObject: break
    }
  }

  /// Moves the offset of an open file description behind bytes that were read or written.
  mutating func advance(_ description: Int, by count: Int) { descriptions[description]?.offset += Integer(count) }

  func isOpen(_ object: OpenFileDescription.Object) -> Bool {
    descriptions.values.contains { $0.object == object }
  }

  /// Rule ``posix.write.append``: A write through an open file description that appends starts at the end of the file,
  /// wherever the offset was.
  func offsetOfWrite(to description: Int) -> Integer {
    let opened = opened(description)
    return opened.appends ? size(of: description) : opened.offset
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
    switch opened(description).object {
    case .file(let number): file(number).length
    case .sharedObject(let number): object(number).size
    case .console, .pipeReader, .pipeWriter, .queue: 0
    }
  }

  /// Moves an offset.
  ///
  /// Rule ``posix.seek``: lseek counts the new offset from the start of the file, from the old offset, or from the end
  /// of the file; it may lie beyond the end. A negative offset fails with EINVAL, one of 2^63 or more with EOVERFLOW.
  mutating func seek(_ description: Int, _ distance: Integer, from start: SeekOrigin) throws(ActionFailure) -> Integer {
    let origin: Integer =
      switch start {
      case .start: 0
      case .current: opened(description).offset
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
  /// Rule ``posix.truncate.access``: ftruncate fails with EINVAL for anything but a file or a shared memory object that
  /// is open for writing. If it is not open for writing, that may be told by EBADF as well.
  func errors(ofTruncating description: Int) -> [ErrorNumber] {
    let opened = opened(description)
    if !opened.access.writes { return [.invalidArgument, .badFileDescriptor] }
    return switch opened.object {
    case .file, .sharedObject: []
    case .console, .pipeReader, .pipeWriter, .queue: [.invalidArgument]
    }
  }

  /// What may come of making a file so long.
  func possibilities(ofTruncating description: Int, to length: Integer) -> Answer {
    return RegularFile<Byte>.mayExceedLimit(length) ? .oneOf([.failed(.fileTooLarge), .done]) : .oneOf([.done])
  }

  /// Makes a file as long as that.
  mutating func truncateFile(_ number: Int, to length: Integer) { files[number]?.truncate(to: length) }
}

/// What can be done now.
extension OpenFiles {
  /// Whether a read would find bytes.
  func hasBytes(_ description: Int) -> Bool {
    let opened = opened(description)
    return switch opened.object {
    case .pipeReader(let number): !pipe(number).bytes.isEmpty
    case .file: opened.access.reads && opened.offset < size(of: description)
    case .console, .pipeWriter, .queue, .sharedObject: false
    }
  }

  /// Whether what is written goes somewhere.
  func keepsBytes(_ description: Int) -> Bool {
    let opened = opened(description)
    return switch opened.object {
    case .pipeWriter, .file: opened.access.writes
    case .console, .pipeReader, .queue, .sharedObject: false
    }
  }
}
