import Foundation
import JSONReading

extension FailureFile {
  /// Reads a file.
  ///
  /// - Parameter path: Where it is.
  /// - Returns: What it holds.
  /// - Throws: ``DamagedFile`` with the line and what is wrong there.
  public static func read(path: String) throws -> FailureFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DamagedFile(path: path, line: nil, expected: "a file that can be read")
    }
    do {
      let node = try StrictJSON.parse(data)
      try checkHeader(node, path)
      return try StrictJSON.decode(FailureFile.self, from: node)
    } catch let problem as JSONProblem {
      throw DamagedFile(path: path, line: problem.line, problem: "\(problem)")
    }
  }

  /// Sees to it that the file is one of these, of this version, before anything else is said of it.
  private static func checkHeader(_ node: JSONNode, _ path: String) throws {
    guard case .string(format)? = node["format"]?.content else {
      throw DamagedFile(
        path: path, line: node["format"]?.line ?? node.line,
        expected: "\"format\": \"\(format)\", this is another file")
    }
    guard case .number("\(version)")? = node["version"]?.content else {
      throw DamagedFile(
        path: path, line: node["version"]?.line ?? node.line,
        expected: "version \(version) of the format, this is \(node["version"].map(\.kind) ?? "none")")
    }
  }
}
