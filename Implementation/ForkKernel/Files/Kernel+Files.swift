import Architecture
import Emulator

/// Files by their names, and what can be asked of open ones.
extension Kernel {
  /// The longest path in bytes, with the zero at its end (PATH_MAX).
  static var longestPath: Int { 1024 }
  /// The longest name of a file in bytes (NAME_MAX).
  static var longestName: Int { 255 }

  /// `open(path, flags, mode)`: the mode is not looked at, since there is one user.
  mutating func open(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let flags = OpenFlags(rawValue: integer(1, of: thread))
    guard flags.areValidForOpen else { throw .invalidArgument }
    let name = try copyInName(pointer(0, of: thread), for: process)
    guard let number = freeDescriptor(of: process) else { throw .tooManyFiles }
    let existing = files.system.find(name)
    if existing == nil, !flags.contains(.create) { throw programs[name] == nil ? .noSuchFile : .accessDenied }
    if existing != nil, flags.contains(.exclusive) { throw .fileExists }
    guard hasRoomForOpenFile() else { throw .tooManyFilesInSystem }
    guard let found = existing ?? (grants(.namedObject) ? files.system.make(name) : nil) else { throw .noSpace }
    if flags.contains(.truncate) { _ = files.system.resize(found, to: 0) }
    return try open(.file(found), flags, at: number, of: process)
  }

  /// `unlink(path)`.
  mutating func unlink(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let name = try copyInName(pointer(0, of: thread), for: threads[thread].process)
    guard files.system.unlink(name) else { throw .noSuchFile }
    return .value(0)
  }

  /// `lseek(descriptor, offset, whence)`: 0 from the start, 1 from where it is, 2 from the end.
  mutating func lseek(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let whence = int(2, of: thread)
    guard (0...2).contains(whence) else { throw .invalidArgument }
    let file = try file(integer(0, of: thread), of: threads[thread].process)
    guard case .file(let number) = files[file].kind else { throw .illegalSeek }
    let origin = whence == 0 ? 0 : whence == 1 ? files[file].offset : files.system[number].bytes.count
    let (offset, isTooLarge) = origin.addingReportingOverflow(
      Int(truncatingIfNeeded: integer(1, of: thread)))
    guard !isTooLarge else { throw .overflow }
    guard offset >= 0 else { throw .invalidArgument }
    files[file].offset = offset
    return .value(UInt64(offset))
  }

  /// `ftruncate(descriptor, length)`.
  mutating func ftruncate(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let length = Int(truncatingIfNeeded: integer(1, of: thread))
    guard length >= 0 else { throw .invalidArgument }
    let file = try file(integer(0, of: thread), of: threads[thread].process)
    guard files[file].isWritable else { throw .invalidArgument }
    switch files[file].kind {
    case .file(let number):
      try checkFileSize(length <= fileSizeLimit(of: threads[thread].process), thread)
      guard length <= FileSystem.largestFile else { throw .fileTooLarge }
      guard grants(.fileSpace), files.system.resize(number, to: length) else { throw .noSpace }
    case .sharedMemory(let number):
      guard length <= memory.frames.count * 4096 else { throw .noMemory }
      try resize(number, to: length)
    default: throw .invalidArgument
    }
    return .value(0)
  }

  /// `fstat(descriptor, status)`: writes a `struct stat` of 224 bytes, of which the file's number, its links, its kind,
  /// its size and the size of a block are not zero.
  mutating func fstat(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let file = try file(integer(0, of: thread), of: process)
    let status = FileStatus(files[file].kind, in: files)
    try copyOut(status.bytes, to: pointer(1, of: thread), for: process)
    return .value(0)
  }

  /// Reads the path of a file: its name, with or without a slash before it, since there is one directory.
  ///
  /// - Parameter error: what the path of the directory itself fails with.
  /// - Throws: ``ErrorNumber/badAddress``, ``ErrorNumber/nameTooLong``, `error`,
  ///   ``ErrorNumber/noSuchFile`` for the empty path and one that leads through another directory.
  mutating func copyInName(
    _ pointer: MachineCapability, for process: ProcessID, ofDirectory error: ErrorNumber = .isADirectory
  ) throws(ErrorNumber) -> [UInt8] {
    let path = try copyInString(pointer, limit: Self.longestPath, for: process)
    guard !path.isEmpty else { throw .noSuchFile }
    let slash = UInt8(ascii: "/")
    let name = path.drop { $0 == slash }
    guard !name.isEmpty else { throw error }
    guard !name.contains(slash) else { throw .noSuchFile }
    guard name.count <= Self.longestName else { throw .nameTooLong }
    return Array(name)
  }
}
