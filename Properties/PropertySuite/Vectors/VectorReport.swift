/// What came of checking one subject against one file of vectors.
public struct VectorReport: Codable, Hashable, Sendable {
  /// How many vectors were compared.
  public var checked = 0
  /// How many were passed over, since they ask for something outside this project.
  public var skipped = 0
  /// How many end early, at an answer that is listed as decided against.
  public var decidedAgainst = 0
  /// How many single answers were compared: for sequences, one for each instruction.
  public var answers = 0
  /// The vectors that the subject answers differently, in the order of the file.
  public var mismatches: [VectorMismatch] = []
}
