/// One vector that a subject answers differently.
public struct VectorMismatch: Codable, Hashable, Sendable {
  /// The line of the file, counted from 1.
  public var line: Int
  /// What was asked.
  public var question: String
  /// What the vector asserts.
  public var expected: String
  /// What the subject answered.
  public var observed: String
}
