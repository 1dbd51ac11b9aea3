/// A file that is not what it should be.
public struct DamagedFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public var path: String
  /// The line, from 1, if it is known.
  public var line: Int?
  /// What was expected there.
  public var expected: String

  /// What people read: file, line, what was expected.
  public var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): expected \(expected)"
  }
}
