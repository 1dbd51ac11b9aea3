import PropertyTesting
package import Subjects

/// Fork programs made in advance, to be performed on a subject and compared with the POSIX view: what checking
/// ``ForkTransparency`` does, without the making of programs.
package struct ForkComparison {
  /// How much was compared.
  package struct Counts {
    /// Steps of programs.
    package var steps = 0
    /// Observations that were compared: one for each step that a process performed, and one for each register that the
    /// step may have changed.
    package var comparisons = 0
  }

  /// A subject did what the POSIX view does not allow.
  package struct Disagreement: Error, CustomStringConvertible {
    package let description: String
  }

  private let programs: [ForkProgram]

  /// Makes so many programs, under all strategies.
  package init(programs count: Int, seed: UInt64) {
    let profile = ForkProgramProfile(strategies: [.copy, .copyOnAccess, .copyOnPointerAccess])
    programs = (0..<count).map { index in
      var source = ChoiceSource(seed: seed &+ UInt64(index))
      return ForkProgram.generate(profile, from: &source)
    }
  }

  /// Performs every program.
  package func run(on subject: any ForkSubject) throws -> Counts {
    var counts = Counts()
    var recorder = Recorder()
    for program in programs {
      var run = try ForkRun(program, on: subject, format: .cc128)
      for (index, step) in program.steps.enumerated() {
        let made = try run.perform(step, at: index, recording: &recorder)
        if let found = made.disagreement {
          throw Disagreement(description: "Expected \(found.expected), observed \(found.observed).")
        }
      }
      counts.steps += program.steps.count
      counts.comparisons += run.comparisons
    }
    return counts
  }
}
