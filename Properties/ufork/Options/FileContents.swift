import SystemPackage

/// Files that are named on the command line.
enum FileContents {
  /// Reads a whole file.
  ///
  /// - Throws: ``UsageError`` that names the file and says why it cannot be read.
  static func read(_ path: String) throws -> [UInt8] {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      return try file.closeAfter { try bytes(of: file) }
    } catch let error as Errno {
      throw UsageError("\(path) cannot be read: \(error.description).")
    }
  }

  private static func bytes(of file: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try unsafe piece.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }
}
