import Foundation

/// Files of the project that commands read when they are not told another place.
enum ProjectFiles {
  /// The directory of a path relative to the root of the project: where it was installed with this program
  /// (`PREFIX/share/ufork/PATH` beside `PREFIX/bin/ufork`), or in the project, which is looked for from the working
  /// directory and from this program upwards.
  static func directory(_ path: String) throws -> String {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    if let installed = program?.deletingLastPathComponent().appending(path: "share/ufork/\(path)").path,
      FileManager.default.fileExists(atPath: installed)
    {
      return installed
    }
    for start in [URL(filePath: FileManager.default.currentDirectoryPath), program].compactMap({ $0 }) {
      var place = start.standardizedFileURL
      while true {
        let candidate = place.appending(path: path).path
        var isDirectory: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory), isDirectory.boolValue {
          return candidate
        }
        if place.path == "/" { break }
        place.deleteLastPathComponent()
      }
    }
    throw UsageError("There is no directory \(path) here or above: run this in the project, or name the directory.")
  }
}
