/// Files in memory: one flat directory, and the bytes that its names lead to.
///
/// A file lives for as long as it has a name or is open. What lies between its end and a later write are zeros.
struct FileSystem: Sendable {
  /// One file.
  struct File: Sendable {
    /// What it holds.
    var bytes: [UInt8] = []
    /// Whether the directory names it.
    var isNamed = false
    /// How many open file descriptions refer to it.
    var openings = 0
  }

  /// The largest size of a file in bytes.
  static let largestFile = 1 << 20
  /// How many bytes all files together may hold.
  static let capacity = 1 << 28
  /// How many files there may be.
  static let fileLimit = 1 << 14

  private var directory: [[UInt8]: Int32] = [:]
  private var files: [File] = []
  private var unused: [Int32] = []
  private var bytesInUse = 0

  /// The file of a name.
  func find(_ name: [UInt8]) -> Int32? { directory[name] }

  subscript(file: Int32) -> File { files[Int(file)] }

  /// Makes an empty file of a name that is not taken; `nil` at the limit.
  mutating func make(_ name: [UInt8]) -> Int32? {
    let file: Int32
    if let number = unused.popLast() {
      file = number
    } else {
      guard files.count < Self.fileLimit else { return nil }
      files.append(File())
      file = Int32(files.count - 1)
    }
    files[Int(file)].isNamed = true
    directory[name] = file
    return file
  }

  /// Takes a name away; `false` if there is none.
  mutating func unlink(_ name: [UInt8]) -> Bool {
    guard let file = directory.removeValue(forKey: name) else { return false }
    files[Int(file)].isNamed = false
    dropIfUnused(file)
    return true
  }

  /// Counts one more open file description.
  mutating func retain(_ file: Int32) { files[Int(file)].openings += 1 }

  /// Counts one open file description less.
  mutating func release(_ file: Int32) {
    files[Int(file)].openings -= 1
    dropIfUnused(file)
  }

  /// Gives a file another size; what is added is zero. `false`, and nothing changed, if there is no space.
  mutating func resize(_ file: Int32, to size: Int) -> Bool {
    let old = files[Int(file)].bytes.count
    guard size - old <= Self.capacity - bytesInUse else { return false }
    bytesInUse += size - old
    if size < old {
      files[Int(file)].bytes.removeLast(old - size)
    } else {
      files[Int(file)].bytes.append(contentsOf: repeatElement(0, count: size - old))
    }
    return true
  }

  /// How many bytes can be written to a file from an offset on: up to where it would be too large, or the space used
  /// up.
  func room(at offset: Int, in file: Int32) -> Int {
    min(Self.largestFile, files[Int(file)].bytes.count + Self.capacity - bytesInUse) - offset
  }

  /// Makes a file as long as a write needs for which there is room.
  mutating func makeRoom(for count: Int, at offset: Int, in file: Int32) {
    if offset + count > files[Int(file)].bytes.count { _ = resize(file, to: offset + count) }
  }

  /// What a file holds. Its size changes by ``resize(_:to:)`` only.
  subscript(bytes file: Int32) -> [UInt8] {
    _read { yield files[Int(file)].bytes }
    _modify { yield &files[Int(file)].bytes }
  }

  /// Up to `count` bytes from an offset.
  func read(_ count: Int, at offset: Int, of file: Int32) -> ArraySlice<UInt8> {
    let bytes = files[Int(file)].bytes
    guard offset < bytes.count else { return [] }
    return bytes[offset..<min(bytes.count, offset + min(count, bytes.count))]
  }

  private mutating func dropIfUnused(_ file: Int32) {
    guard !files[Int(file)].isNamed, files[Int(file)].openings == 0 else { return }
    bytesInUse -= files[Int(file)].bytes.count
    files[Int(file)] = File()
    unused.append(file)
  }
}

/// What `fstat` tells of an open file.
///
/// Source: POSIX.1-2024 `<sys/stat.h>`; FreeBSD `sys/stat.h` for the layout and the numbers of the kinds.
struct FileStatus {
  private var number: UInt64 = 0
  private var links: UInt64 = 1
  private var mode: UInt16 = 0
  private var size = 0

  /// The status of what is open.
  init(_ kind: OpenFile.Kind, in files: FileTable) {
    switch kind {
    case .unused, .messageQueue: break
    case .sharedMemory(let object):
      mode = 0o100600
      size = files.sharedMemory[object].size
    case .console: mode = 0o020600
    case .pipeReader, .pipeWriter: mode = 0o010600
    case .file(let file):
      number = UInt64(file) + 1
      links = files.system[file].isNamed ? 1 : 0
      mode = 0o100600
      size = files.system[file].bytes.count
    }
  }

  /// The status as a `struct stat`: 224 bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64(0))  // st_dev
    bytes.append(littleEndian: number)  // st_ino
    bytes.append(littleEndian: links)  // st_nlink
    bytes.append(littleEndian: mode)  // st_mode
    bytes += repeatElement(0, count: 112 - bytes.count)
    bytes.append(littleEndian: UInt64(size))  // st_size
    bytes.append(littleEndian: UInt64((size + 511) / 512))  // st_blocks
    bytes.append(littleEndian: UInt32(4096))  // st_blksize
    bytes += repeatElement(0, count: 224 - bytes.count)
    return bytes
  }
}
