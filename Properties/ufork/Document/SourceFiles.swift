import Foundation

/// The sources of this project, for the commands that read them.
enum SourceFiles {
  /// The paths of the Swift files below a folder, relative to the root, in alphabetical order.
  static func swift(below folder: String, in root: String) throws -> [String] {
    guard let names = FileManager.default.subpaths(atPath: root + "/" + folder) else {
      throw UsageError("There is no folder \(folder) in \(root): run this from the root of the project.")
    }
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { folder + "/" + $0 }
  }

  /// The text of a file.
  static func text(_ path: String, in root: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
      throw UsageError("\(root)/\(path) can't be read.")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
