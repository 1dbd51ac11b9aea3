/// Every open file description, every pipe and the file system.
struct FileTable: Sendable {
  private var files: [OpenFile] = []
  private var pipes: [Pipe] = []
  private var unusedFiles: [Int32] = []
  private var unusedPipes: [Int32] = []
  private let limit: Int
  /// What was written to the console.
  var console: [UInt8] = []
  /// The files that names lead to.
  var system = FileSystem()
  /// How many shared memory objects with names there may be.
  static let mostObjects = 1024
  /// The shared memory objects that can be opened or are open.
  var sharedMemory = NamedObjects<SharedMemory>(limit: mostObjects)
  /// Those that live because somebody maps them, and for nothing else.
  var nameless: [SharedMemory] = []
  /// The message queues.
  var queues = NamedObjects<MessageQueue>(limit: 100)

  /// Makes a table of at most `limit` open file descriptions.
  init(limit: Int) { self.limit = limit }

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

  /// Opens a file, with one descriptor; `nil` at the limit.
  mutating func open(_ kind: OpenFile.Kind) -> Int32? {
    guard hasRoom else { return nil }
    var file = OpenFile(kind: kind, references: 1)
    switch kind {
    case .pipeReader(let pipe):
      self[pipe: pipe].readers += 1
      file.isWritable = false
    case .pipeWriter(let pipe):
      self[pipe: pipe].writers += 1
      file.isReadable = false
    case .file(let number): system.retain(number)
    case .sharedMemory(let number): sharedMemory.retain(number)
    case .messageQueue(let number): queues.retain(number)
    case .console, .unused: break
    }
    if let number = unusedFiles.popLast() {
      self[number] = file
      return number
    }
    files.append(file)
    return Int32(files.count - 1)
  }

  /// Makes a pipe and opens its ends, with one descriptor each; `nil`, and nothing changed, at the limit.
  mutating func openPipe() -> (reader: Int32, writer: Int32)? {
    guard count + 2 <= limit else { return nil }
    let pipe = makePipe()
    guard let reader = open(.pipeReader(pipe)), let writer = open(.pipeWriter(pipe)) else { return nil }
    return (reader, writer)
  }

  /// Makes a pipe without ends.
  private mutating func makePipe() -> Int32 {
    if let number = unusedPipes.popLast() { return number }
    pipes.append(Pipe())
    return Int32(pipes.count - 1)
  }

  /// Counts one more descriptor.
  mutating func retain(_ file: Int32) { self[file].references += 1 }

  /// Counts one descriptor less; with the last one the description goes.
  ///
  /// - Returns: what somebody has to do about that.
  mutating func release(_ file: Int32) -> Consequence? {
    self[file].references -= 1
    guard self[file].references == 0 else { return nil }
    let kind = self[file].kind
    self[file] = OpenFile()
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
    guard self[pipe: pipe].readers == 0, self[pipe: pipe].writers == 0 else { return .closed(pipe) }
    self[pipe: pipe] = Pipe()
    unusedPipes.append(pipe)
    return nil
  }
}
