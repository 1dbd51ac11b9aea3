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

  /// The text of a file with another text between two marks, each of which it has once in this order.
  static func text(
    _ path: String, in root: String, between start: String, and end: String, replacedBy new: String
  ) throws -> String {
    try replaced(try text(path, in: root), of: path, between: start, and: end, by: new)
  }

  /// The text of a file with another text between two marks.
  static func replaced(
    _ text: String, of path: String, between start: String, and end: String, by new: String
  ) throws -> String {
    guard let head = text.range(of: start), let tail = text.range(of: end, range: head.upperBound..<text.endIndex)
    else {
      throw UsageError("\(path) has no place between “\(start)” and “\(end)”.")
    }
    return text[..<head.upperBound] + new + text[tail.lowerBound...]
  }
}
