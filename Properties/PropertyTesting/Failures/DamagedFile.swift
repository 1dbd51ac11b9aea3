/// A file that is not what it should be.
public struct DamagedFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public var path: String
  /// The line, from 1, if it is known.
  public var line: Int?
  /// What is wrong there.
  public var problem: String

  /// A file in which something else was expected.
  public init(path: String, line: Int?, expected: String) {
    self.init(path: path, line: line, problem: "expected \(expected)")
  }

  /// A file with a problem.
  public init(path: String, line: Int?, problem: String) {
    self.path = path
    self.line = line
    self.problem = problem
  }

  /// What people read: file, line, what is wrong.
  public var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(problem)"
  }
}
