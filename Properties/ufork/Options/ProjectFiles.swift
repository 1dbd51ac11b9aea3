import Foundation

/// Files of the project that commands read when they are not told another place.
enum ProjectFiles {
  /// The directory of a path relative to the root of the project: what `make install` has laid beside the program, in
  /// `../share/ufork`, or else in the project that the working directory or this program lies in.
  static func directory(_ path: String) throws -> String {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = program?.deletingLastPathComponent().appending(path: "share/ufork")
    let places =
      (installed.map { [$0] } ?? []) + ancestors(URL(filePath: FileManager.default.currentDirectoryPath))
      + (program.map(ancestors) ?? [])
    for place in places {
      let candidate = place.appending(path: path).path
      var isDirectory: ObjCBool = false
      if unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory), isDirectory.boolValue {
        return candidate
      }
    }
    throw UsageError(
      "There is no directory \(path) here or above, nor in \(installed?.path ?? "share/ufork"): run this in the project, "
        + "name the directory, or install with `make install`.")
  }

  /// A directory and all above it.
  private static func ancestors(_ directory: URL) -> [URL] {
    var place = directory.standardizedFileURL
    var all = [place]
    while place.path != "/" {
      place.deleteLastPathComponent()
      all.append(place)
    }
    return all
  }
}
