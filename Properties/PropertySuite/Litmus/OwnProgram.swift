import Architecture
import CapabilityModel
import ForkModel
import Foundation
import JSONReading
import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// A program that somebody has written, to hold a kernel to.
package struct OwnProgram: Sendable {
  /// What it is called: its name in the file, or the file's.
  package var name: String
  /// What it pins down, in a sentence, if it says so.
  package var text: String?
  package var program: ForkProgram
  /// What the file allows of each step, beside what the Model allows; nil where it says nothing.
  package var allowed: [[AllowedOutcome]?]

  /// Reads a file: one program, several as in a file of litmus tests, or a saved failure.
  ///
  /// - Throws: ``LitmusError`` with the line, the path in the JSON, the step and the nearest right word.
  package static func read(_ path: String) throws(LitmusError) -> [OwnProgram] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LitmusError(file: path, problem: "can't be read")
    }
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    do {
      let node = try StrictJSON.parse(data)
      if node["format"] != nil { return [try saved(path, name, node)] }
      if node["tests"] != nil {
        return try LitmusCatalogue.File.read(node).tests(in: name).map {
          OwnProgram(
            name: $0.name, text: $0.text, program: ForkProgram(world: $0.world, steps: $0.steps.map(\.step)),
            allowed: $0.steps.map(\.allowed))
        }
      }
      let file = try StrictJSON.decode(File.self, from: node)
      return [
        OwnProgram(
          name: file.name ?? name, text: file.text,
          program: ForkProgram(world: file.world, steps: file.steps.map(\.step)), allowed: file.steps.map(\.allowed))
      ]
    } catch let problem as JSONProblem {
      throw LitmusError(file: path, line: problem.line, problem: "\(problem)")
    } catch let damage as DamagedFile {
      throw LitmusError(file: path, line: damage.line, problem: damage.problem)
    } catch let error as LitmusError {
      throw error
    } catch {
      throw LitmusError(file: path, problem: "can't be read: \(error)")
    }
  }

  /// The program of a saved failure, whatever property it is of, if it is one of programs.
  private static func saved(_ path: String, _ name: String, _ node: JSONNode) throws -> OwnProgram {
    let kept = try FailureFile.read(path: path)
    guard let testCase = node["case"] else { throw LitmusError(file: path, problem: "holds no case") }
    guard let steps = testCase["program"] ?? (testCase["world"] == nil ? nil : testCase) else {
      throw LitmusError(
        file: path, line: testCase.line, problem: "a case of \(kept.property) is no program of processes that fork")
    }
    let program = try StrictJSON.decode(ForkProgram.self, from: steps)
    return OwnProgram(
      name: name, text: kept.guarantee, program: program, allowed: program.steps.map { _ in nil })
  }

  /// A file with one program.
  private struct File: Decodable {
    var version: FormVersion?
    var name: String?
    var text: String?
    var world: ForkWorld
    var steps: [Step]
  }

  /// A step, as in a litmus test or bare as in a failure file.
  private struct Step: Decodable {
    var step: ForkStep
    var allowed: [AllowedOutcome]?

    private enum Key: String, CodingKey, CaseIterable { case step, allowed }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      allowed = try container.decodeIfPresent([AllowedOutcome].self, forKey: .allowed)
      step = try container.decodeIfPresent(ForkStep.self, forKey: .step) ?? ForkStep(from: decoder)
    }
  }
}

/// The version of the form of litmus tests and programs; a file may leave it out.
struct FormVersion: Decodable {
  /// The version that is read.
  static let current = 1

  init(from decoder: any Decoder) throws {
    let version = try decoder.singleValueContainer().decode(Int.self)
    if version != Self.current {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "this is version \(version) of the form; this program reads version \(Self.current)"))
    }
  }
}

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
