/// Files: every open file description, every pipe, the file system and the objects with names.
///
/// The rest of the kernel names open file descriptions, pipes, files and objects by their numbers. Bytes come and go
/// through what each of them offers; which exist, and who refers to them, changes only here.
///
/// | handed out | asserted then | asserted when it is used or comes back |
/// |---|---|---|
/// | an open file description | no descriptor refers to it | it is closed once |
/// | a reference to one | it is open | it is open when the reference comes back |
/// | a pipe | it is empty, and has no ends | no end is closed that was not opened |
struct FileTable: KernelPart, Sendable {
  private var files: [OpenFile] = []
  private var pipes: [Pipe] = []
  private var unusedFiles: [Int32] = []
  private var unusedPipes: [Int32] = []
  private let limit: Int
  /// What was written to the console.
  private(set) var console: [UInt8] = []
  /// The files that names lead to.
  var system = FileSystem()
  /// How many shared memory objects with names there may be.
  static let mostObjects = 1024
  /// The shared memory objects that can be opened or are open.
  var sharedMemory = NamedObjects<SharedMemory>(limit: mostObjects)
  /// The message queues.
  var queues = NamedObjects<MessageQueue>(limit: 100)
  /// What is asserted at the borders.
  var assertions: Assertions

  /// Makes a table without open file descriptions.
  init(_ configuration: KernelConfiguration) {
    limit = configuration.files
    assertions = Assertions(areChecked: configuration.checksAssertions)
  }

  /// How many open file descriptions exist.
  var count: Int { files.count - unusedFiles.count }

  /// Whether another one may be opened.
  var hasRoom: Bool { count < limit }

  /// The open file descriptions, and how many descriptors refer to each.
  var inUse: [(number: Int, references: Int)] {
    files.enumerated().filter { $0.element.kind != .unused }.map { ($0.offset, $0.element.references) }
  }

  subscript(file: Int32) -> OpenFile {
    _read { yield files[Int(file)] }
    _modify { yield &files[Int(file)] }
  }

  subscript(pipe pipe: Int32) -> Pipe {
    _read { yield pipes[Int(pipe)] }
    _modify { yield &pipes[Int(pipe)] }
  }

  /// Writes to the console.
  mutating func appendToConsole(_ bytes: [UInt8]) { console += bytes }

  /// Forgets what was written to the console.
  mutating func clearConsole() { console = [] }

  /// Opens a file, with one descriptor; `nil` at the limit.
  mutating func open(_ kind: OpenFile.Kind, _ flags: OpenFlags = .readWrite) -> Int32? {
    guard hasRoom else { return nil }
    var file = OpenFile(kind, flags)
    file.references = 1
    switch kind {
    case .pipeReader(let pipe): self[pipe: pipe].readers += 1
    case .pipeWriter(let pipe): self[pipe: pipe].writers += 1
    case .file(let number): system.retain(number)
    case .sharedMemory(let number): sharedMemory.retain(number)
    case .messageQueue(let number): queues.retain(number)
    case .console, .unused: break
    }
    if let number = unusedFiles.popLast() {
      let references = self[number].references
      assertions.check(references == 0, "open file \(number) is given out, but \(references) descriptors refer to it")
      self[number] = file
      return number
    }
    files.append(file)
    return Int32(files.count - 1)
  }

  /// Makes a pipe and opens its ends, with one descriptor each; `nil`, and nothing changed, at the limit.
  mutating func openPipe(_ flags: OpenFlags) -> (reader: Int32, writer: Int32)? {
    guard count + 2 <= limit else { return nil }
    let pipe = makePipe()
    assertions.check(
      pipes[Int(pipe)].readers == 0 && pipes[Int(pipe)].writers == 0 && pipes[Int(pipe)].bytes.isEmpty,
      "pipe \(pipe) is given out, but it is in use already")
    guard let reader = open(.pipeReader(pipe), flags), let writer = open(.pipeWriter(pipe), flags) else { return nil }
    return (reader, writer)
  }

  /// Makes a pipe without ends.
  private mutating func makePipe() -> Int32 {
    if let number = unusedPipes.popLast() { return number }
    pipes.append(Pipe())
    return Int32(pipes.count - 1)
  }

  /// Counts one more descriptor.
  mutating func retain(_ file: Int32) {
    assertions.check(files[Int(file)].references > 0, "a descriptor refers to open file \(file), which is closed")
    self[file].references += 1
  }

  /// Counts one descriptor less; with the last one the description goes.
  ///
  /// - Returns: what somebody has to do about that.
  mutating func release(_ file: Int32) -> Consequence? {
    assertions.check(files[Int(file)].references > 0, "open file \(file) is closed once too often")
    self[file].references -= 1
    guard self[file].references == 0 else { return nil }
    let kind = self[file].kind
    self[file] = .unused
    unusedFiles.append(file)
    switch kind {
    case .pipeReader(let pipe):
      self[pipe: pipe].readers -= 1
      return dropIfUnused(pipe)
    case .pipeWriter(let pipe):
      self[pipe: pipe].writers -= 1
      return dropIfUnused(pipe)
    case .file(let number): system.release(number)
    case .sharedMemory(let number): return sharedMemory.release(number).map(Consequence.gone)
    case .messageQueue(let number): _ = queues.release(number)
    case .console, .unused: break
    }
    return nil
  }

  /// What follows from the end of an open file description.
  enum Consequence {
    /// Who waits at the other end of the pipe has to be told.
    case closed(Int32)
    /// Nobody can get at the object any more.
    case gone(SharedMemory)
  }

  private mutating func dropIfUnused(_ pipe: Int32) -> Consequence? {
    assertions.check(
      pipes[Int(pipe)].readers >= 0 && pipes[Int(pipe)].writers >= 0, "an end of pipe \(pipe) is closed once too often")
    guard self[pipe: pipe].readers == 0, self[pipe: pipe].writers == 0 else { return .closed(pipe) }
    self[pipe: pipe] = Pipe()
    unusedPipes.append(pipe)
    return nil
  }
}

/// An open file description: what descriptors of one process or of relatives refer to together.
///
/// Source: POSIX.1-2024, definition 3.240, "open file description".
struct OpenFile: Sendable {
  /// What is open.
  enum Kind: Hashable, Sendable {
    /// Nothing: the slot is nobody's.
    case unused
    /// The console: what is written appears, reading finds its end.
    case console
    /// The end of a pipe that is read from.
    case pipeReader(Int32)
    /// The end of a pipe that is written to.
    case pipeWriter(Int32)
    /// A file, by its position in the file system.
    case file(Int32)
    /// A shared memory object, by its position among them.
    case sharedMemory(Int32)
    /// A message queue, by its position among them.
    case messageQueue(Int32)
  }

  /// What is open.
  let kind: Kind
  /// How many descriptors refer to it.
  fileprivate(set) var references = 0
  /// Calls that would wait fail with EAGAIN instead.
  let isNonBlocking: Bool
  /// Whether it was opened for reading.
  let isReadable: Bool
  /// Whether it was opened for writing.
  let isWritable: Bool
  /// Every write goes to the end of the file.
  let isAppending: Bool
  /// Where in the file the next byte is read or written.
  var offset = 0

  /// What nobody has opened.
  static let unused = OpenFile(.unused, [])

  /// An open file description to which no descriptor refers yet.
  init(_ kind: Kind, _ flags: OpenFlags) {
    self.kind = kind
    isNonBlocking = flags.contains(.nonBlocking)
    isAppending = flags.contains(.append)
    switch kind {
    case .pipeReader: (isReadable, isWritable) = (true, false)
    case .pipeWriter: (isReadable, isWritable) = (false, true)
    default: (isReadable, isWritable) = (flags.isReadable, flags.isWritable)
    }
  }
}
