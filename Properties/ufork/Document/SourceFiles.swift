import Foundation

/// The sources of this project, for the commands that read them.
enum SourceFiles {
  /// The text of a file.
  static func text(_ path: String, in root: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
      throw UsageError("\(root)/\(path) can't be read.")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
