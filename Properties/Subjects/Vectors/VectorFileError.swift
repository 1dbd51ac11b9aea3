/// A vector file that cannot be used: which file, where, and what was expected there.
public struct VectorFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file, as it was given.
  public var file: String
  /// The line, counted from 1; 0 if the file as a whole is meant.
  public var line: Int
  /// What should have been there.
  public var expected: String

  /// Makes an error from its parts.
  public init(file: String, line: Int, expected: String) {
    self.file = file
    self.line = line
    self.expected = expected
  }

  /// `file:line: expected …`.
  public var description: String {
    line == 0 ? "\(file): expected \(expected)" : "\(file):\(line): expected \(expected)"
  }
}
