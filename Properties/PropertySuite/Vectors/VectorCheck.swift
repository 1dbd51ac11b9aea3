public import SystemsUnderTest

/// Holds subjects against files of vectors.
public enum VectorCheck {
  /// Checks a subject against capability vectors in its format.
  ///
  /// - Parameter metadataMask: the bits of the metadata word that the vectors assert.
  /// - Throws: what the subject throws.
  public static func check(
    _ vectors: [CapabilityVector], metadataMask: UInt64, on subject: some CapabilitySubject
  ) throws -> VectorReport {
    var report = VectorReport()
    for vector in vectors {
      let reply = try subject.perform(vector.operation)
      report.checked += 1
      report.answers += 1
      if !vector.accepts(reply, metadataMask: metadataMask) {
        report.mismatches.append(
          VectorMismatch(
            line: vector.line, question: "\(vector.operation)", expected: "\(vector.expectation)", observed: "\(reply)")
        )
      }
    }
    return report
  }

  /// Checks a machine against single accesses through pages.
  ///
  /// - Throws: what the subject throws.
  public static func check(_ vectors: [PageVector], on subject: some PageAccessSubject) throws -> VectorReport {
    var report = VectorReport()
    for vector in vectors {
      guard let access = vector.access else {
        report.skipped += 1
        continue
      }
      let result = try subject.perform(access)
      report.checked += 1
      report.answers += 1
      if !vector.accepts(result) {
        report.mismatches.append(
          VectorMismatch(line: vector.line, question: "\(access)", expected: "\(vector)", observed: "\(result)"))
      }
    }
    return report
  }
}

extension VectorCheck {
  /// Checks a subject against operations with their replies.
  ///
  /// - Throws: what the subject throws.
  static func check(_ vectors: [OperationVector], lines: [Int], on subject: some CapabilitySubject) throws
    -> VectorReport
  {
    var report = VectorReport()
    for (line, vector) in zip(lines, vectors) {
      let reply = try subject.perform(vector.operation)
      report.checked += 1
      report.answers += 1
      if reply != vector.reply {
        report.mismatches.append(
          VectorMismatch(
            line: line, question: "\(vector.operation)", expected: "\(vector.reply)", observed: "\(reply)"))
      }
    }
    return report
  }

  /// Checks a kernel against programs of processes that fork; each ends at the first difference.
  ///
  /// - Throws: what the subject throws.
  static func check(_ programs: [LitmusTest], lines: [Int], on subject: inout any ForkSubject) throws -> VectorReport {
    var report = VectorReport()
    for (line, program) in zip(lines, programs) {
      let result = try program.run(
        on: &subject, describedBy: .ours(named: "a kernel of ufork"), under: program.world.strategy)
      report.answers += result.observations.count
      switch result.verdict {
      case .allowed: report.checked += 1
      case .notApplicable: report.skipped += 1
      case .forbidden(let step, let expected, let observed):
        report.checked += 1
        let question = step.map { ", step \($0 + 1): \(program.steps[$0].step.text)" } ?? ": the start"
        report.mismatches.append(
          VectorMismatch(line: line, question: program.name + question, expected: expected, observed: observed))
      }
    }
    return report
  }
}

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
