import Architecture

/// The names of files in the one directory of a world, of message queues, or of shared memory objects.
struct Directory: Hashable, Sendable {
  /// The numbers of files by name.
  private var entries: [Int: Int] = [:]

  /// The files that have a name.
  var files: Set<Int> { Set(entries.values) }

  /// The file of a name, if there is one, when it is opened.
  ///
  /// Rule ``posix.open.name``: To open a name that is not there fails with ENOENT, unless O_CREAT creates it. With
  /// O_CREAT and O_EXCL, a name that is there fails with EEXIST.
  func file(_ name: Int, openedWith options: OpenOptions) throws(ActionFailure) -> Int? {
    let file = entries[name]
    if file == nil && !options.contains(.create) { throw .failed(.noSuchFile) }
    if file != nil && options.contains(.exclusive) { throw .failed(.fileExists) }
    return file
  }

  /// The file of a name, if there is one.
  func file(_ name: Int) -> Int? { entries[name] }

  /// Gives a file a name.
  mutating func add(_ name: Int, for file: Int) { entries[name] = file }

  /// Rule ``posix.unlink``: unlink removes a name, or fails with ENOENT. The file lives on as long as it is open.
  mutating func remove(_ name: Int) throws(ActionFailure) {
    guard entries.removeValue(forKey: name) != nil else { throw .failed(.noSuchFile) }
  }
}
