import Book
import Foundation
import Adapters
import SystemPackage

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

/// The mutants: files of the project, found as litmus tests are.
enum MutantFiles {
  /// Where they are, in the project.
  static let directory = "Tests/Mutants"

  /// Every mutant, in alphabetical order.
  static func all() throws -> [MutantFile] {
    try MutantFile.all(in: ProjectFiles.directory(directory))
  }

  /// Holds mutants to being built into this program.
  ///
  /// - Throws: ``UsageError`` for a name that no mutant has, or if this program was built without mutants.
  static func requireBuiltIn(_ names: [String]) throws {
    for name in names where !Mutants.names.contains(name) {
      let known = try Mutants.names + all().map(\.name)
      guard known.contains(name) else {
        throw UsageError(unknown: "mutant", name, among: known, hint: "`ufork list mutants` shows all.")
      }
      throw UsageError("The mutant \(name) is not built into this program. \(remedy)")
    }
  }

  /// What to do if a program was built without mutants.
  static let remedy =
    "`make mutants` builds one with all mutants, .build/mutants/ufork, and tries them; `make mutant NAME=…` shows how "
    + "one is caught."
}

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
