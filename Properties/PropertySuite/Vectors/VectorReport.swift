/// What came of checking one subject against one file of vectors.
public struct VectorReport: Codable, Hashable, Sendable {
  /// How often a known deviation was met.
  public struct Occurrences: Codable, Hashable, Sendable {
    /// In how many answers.
    public var answers = 0
    /// In how many vectors.
    public var vectors = 0
  }

  /// How many vectors were compared.
  public var checked = 0
  /// How many were passed over, since they ask for something outside this project.
  public var skipped = 0
  /// How many single answers were compared: for sequences, one for each instruction.
  public var answers = 0
  /// The known deviations of those who answered, and the freedoms they made use of, by the names of their rules.
  public var deviations: [String: Occurrences] = [:]
  /// How many sequences end before their last step, since the subject could not be put where the recording stands.
  public var endedEarly = 0
  /// The vectors that the subject answers differently, in the order of the file.
  public var mismatches: [VectorMismatch] = []

  /// Counts the deviations that one vector shows.
  mutating func count(_ deviations: [Deviation]) {
    for deviation in deviations { self.deviations[deviation.name, default: Occurrences()].answers += 1 }
    for name in Set(deviations.map(\.name)) { self.deviations[name, default: Occurrences()].vectors += 1 }
  }
}
