import Architecture

/// The names of files in the one directory of a world, of message queues, or of shared memory objects.
struct Directory: Hashable, Sendable {
  /// The numbers of files by name.
  private var entries: [Int: Int] = [:]

  /// The files that have a name.
  var files: Set<Int> { Set(entries.values) }

  /// Why a name cannot be opened.
  ///
  /// Rule ``posix.open.name``: To open a name that is not there fails with ENOENT, unless O_CREAT creates it. With
  /// O_CREAT and O_EXCL, a name that is there fails with EEXIST.
  func errors(ofOpening name: Int, with options: Options<OpenOption>) -> [ErrorNumber] {
    if entries[name] == nil { return options.contains(.create) ? [] : [.noSuchFile] }
    return options.contains(.exclusive) ? [.fileExists] : []
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
