import CapabilityModel
import ForkModel
import PropertyTesting
package import Subjects
import Translation

/// What came of a program on a subject, step by step.
package struct ProgramResult: Encodable, Sendable {
  /// What is said of a step or a program.
  package enum Verdict: String, Encodable, Sendable {
    /// The Model allows what was observed, and so does the file where it says something.
    case allowed
    /// It does not.
    case forbidden
    /// The subject was not asked, or cannot do it.
    case notAsked = "not asked"
    /// An earlier step was forbidden, so nothing is known of what this one may do.
    case notJudged = "not judged"
  }

  /// One step.
  package struct Step: Encodable, Sendable {
    /// Its number, from 1.
    package var number: Int
    /// What was done, in words.
    package var text: String
    /// What the Model allows, in words.
    package var allowed: String
    /// What the file allows, in words; nil where it says nothing.
    package var allowedByFile: String?
    /// What was observed, in words; nil if the subject gave no answer.
    package var observed: String?
    package var verdict: Verdict
  }

  /// The name of the program.
  package var program: String
  /// How it starts, in words.
  package var start: String
  package var verdict: Verdict
  /// What the subject did wrong when it gave no answer or started another world, in words.
  package var misconduct: String?
  package var steps: [Step]
}

extension OwnProgram {
  /// Performs the program on a subject, to its end, with the Model beside it.
  ///
  /// After a step that was forbidden the others are performed and not judged.
  ///
  /// - Parameter isPlain: whether the subject's pointers are plain addresses; then it is asked only what it can show.
  /// - Throws: what the subject throws, if that is not a fault of the subject.
  package func run(on subject: any ForkSubject, isPlain: Bool) throws -> ProgramResult {
    let format = Format.cc128
    var result = ProgramResult(
      program: name, start: program.world.text, verdict: .allowed, misconduct: nil, steps: [])
    var recorder = Recorder()
    do {
      let asked: any ForkSubject = isPlain ? PlainPointerSubject(subject) : subject
      var run = try ForkRun(program, on: asked, format: format)
      var bases = RegionBases()
      bases.note(start: .started(regionBase: run.base(of: 0) ?? 0, regionSize: 0))
      for (index, step) in program.steps.enumerated() {
        var record = ProgramResult.Step(
          number: index + 1, text: step.text, allowed: run.allowed(of: step),
          allowedByFile: allowed[index].map { $0.map { $0.text(format) }.joined(separator: ", or ") }, observed: nil,
          verdict: .notJudged)
        defer { result.steps.append(record) }
        let made = try run.perform(step, at: index, recording: &recorder)
        bases.note(step, made.observation)
        record.observed = made.observation.text(format)
        guard made.observation != .unsupported else {
          record.verdict = .notAsked
          continue
        }
        guard result.verdict != .forbidden else { continue }
        let isAllowedByFile =
          allowed[index]?.contains {
            $0.allows(
              made.observation, by: step.process, in: bases, strategy: program.world.strategy, format: format,
              isPlain: isPlain)
          } ?? true
        record.verdict = made.disagreement == nil && isAllowedByFile ? .allowed : .forbidden
        if let found = made.disagreement {
          (record.allowed, record.observed) = (found.expected, found.observed)
        }
        if record.verdict == .forbidden { result.verdict = .forbidden }
      }
    } catch let misbehaviour as ForkRun.Misbehaviour {
      result.verdict = .forbidden
      result.misconduct = misbehaviour.failure.observed
      if let last = result.steps.indices.last, result.steps[last].observed == nil {
        result.steps[last].verdict = .forbidden
      }
    }
    return result
  }
}
