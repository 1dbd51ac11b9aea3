import Foundation
import JSONReading

extension Property {
  /// Checks cases by their index until one is a counterexample or breaks.
  ///
  /// - Parameters:
  ///   - indices: Which cases of the run.
  ///   - seed: The seed of the run.
  ///   - recorder: Takes down what happened.
  ///   - announce: Is told the index of each case before anything of it is done.
  /// - Returns: Where and why it stopped early, if it did.
  package mutating func checkCases(
    _ indices: Range<Int>, seed: UInt64, recorder: inout Recorder, announce: (Int) -> Void
  ) -> Stop? {
    for index in indices {
      announce(index)
      var source = source(ofCase: index, seed: seed)
      recorder.beginCase(stepsPerCase: requirements.stepsPerCase)
      let outcome = outcomeOfCase(recorder: &recorder) { try $0.generate(from: &source) }
      switch outcome {
      case .holds: recorder.endCase()
      case .discarded(let reason): recorder.discardCase(Discard(reason))
      case .fails, .crashes, .hangs, .breaks:
        recorder.endCase()
        return Stop(index: index, outcome: outcome)
      }
    }
    return nil
  }

  /// The choices of a case of a run.
  package func source(ofCase index: Int, seed: UInt64) -> ChoiceSource {
    ChoiceSource(CaseSeed(run: seed, property: name, index: index))
  }

  /// Makes the case of the given choices and, if asked, checks it.
  package mutating func examine(
    _ source: consuming ChoiceSource, checking: Bool, keepingNotes: Bool = false
  ) -> Examination {
    var examination = Examination(outcome: .holds)
    var recorder = Recorder(keepsNotes: keepingNotes)
    recorder.beginCase(stepsPerCase: requirements.stepsPerCase)
    examination.outcome = outcomeOfCase(recorder: &recorder, checking: checking) { property in
      let testCase = try property.generate(from: &source)
      examination.testCase = try encode(testCase)
      examination.steps = property.describe(testCase).map(\.limited)
      return testCase
    }
    examination.choices = source.choices
    examination.spans = source.spans
    examination.notes = recorder.notes
    return examination
  }

  /// Checks a case that was saved as JSON.
  package mutating func examine(
    json: String, checking: Bool = true, keepingNotes: Bool = false
  ) -> Examination {
    var examination = Examination(outcome: .holds, testCase: json)
    var recorder = Recorder(keepsNotes: keepingNotes)
    recorder.beginCase(stepsPerCase: requirements.stepsPerCase)
    examination.outcome = outcomeOfCase(recorder: &recorder, checking: checking) { property in
      let testCase = try StrictJSON.decode(Case.self, from: json.utf8)
      if let problem = property.problem(with: testCase) { throw ImpossibleCase(description: problem) }
      examination.steps = property.describe(testCase).map(\.limited)
      return testCase
    }
    examination.notes = recorder.notes
    return examination
  }

  private mutating func outcomeOfCase(
    recorder: inout Recorder, checking: Bool = true, make: (Self) throws -> Case
  ) -> Outcome {
    unlimitedOutcomeOfCase(recorder: &recorder, checking: checking, make: make).limited
  }

  private mutating func unlimitedOutcomeOfCase(
    recorder: inout Recorder, checking: Bool, make: (Self) throws -> Case
  ) -> Outcome {
    do {
      let testCase = try make(self)
      guard checking else { return .holds }
      switch try check(testCase, recording: &recorder) {
      case .holds: return .holds
      case .fails(let failure): return .fails(failure)
      }
    } catch let discard as Discard {
      return .discarded(discard.reason)
    } catch let exhausted as StepsExhausted {
      return .hangs(exhausted.description)
    } catch let error as DecodingError {
      return .breaks("the case has another form: \(error.words)")
    } catch {
      return .breaks("\(error)")
    }
  }
}

/// A case from a file that can't be checked.
private struct ImpossibleCase: Error, CustomStringConvertible {
  var description: String
}

/// Writes a case as JSON in one line, with its keys in alphabetical order, so that equal cases give equal text.
private func encode(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Everything about one case: what it is, the choices behind it and what came of it.
package struct Examination: Codable, Sendable {
  /// What came of it.
  package var outcome: Outcome
  /// The choices it was made of; none if the case itself was given.
  package var choices: [Choice] = []
  /// How the choices belong together.
  package var spans: [Span] = []
  /// The case as JSON; empty if the generator made none.
  package var testCase = ""
  /// The case for people, one step a line.
  package var steps: [String] = []
  /// Remarks that the check made on the way.
  package var notes: [Note] = []

  package init(outcome: Outcome, testCase: String = "", steps: [String] = []) {
    self.outcome = outcome
    self.testCase = testCase
    self.steps = steps
  }
}

/// Where a batch of cases came to an early end.
package struct Stop: Codable, Hashable, Sendable {
  /// The index of the case.
  package var index: Int
  /// What came of it: a counterexample, or a break.
  package var outcome: Outcome
}

/// What came of one case.
public enum Outcome: Hashable, Sendable {
  /// The guarantee holds of it.
  case holds
  /// It is none that the guarantee speaks of; the reason.
  case discarded(String)
  /// It violates the guarantee.
  case fails(Failure)
  /// The code under test ended its process; what it said, or the signal.
  case crashes(String)
  /// The code under test did not come to an end; how long it was waited for.
  case hangs(String)
  /// The generator, the checker or the subject threw an error, so nothing is known.
  case breaks(String)

  /// Whether the case speaks against the code under test.
  public var isCounterexample: Bool {
    switch self {
    case .fails, .crashes, .hangs: true
    case .holds, .discarded, .breaks: false
    }
  }

  /// Whether two cases went wrong in the same way: a shortened counterexample must.
  package func isOfSameKind(as other: Outcome) -> Bool {
    switch (self, other) {
    case (.fails(let failure), .fails(let otherFailure)): failure.guarantee == otherFailure.guarantee
    case (.crashes, .crashes), (.hangs, .hangs): true
    default: false
    }
  }

  /// The end of what the code under test wrote to its standard error meanwhile, if it is a program of its own.
  public var standardError: String? {
    if case .fails(let failure) = self { failure.standardError } else { nil }
  }

  /// The guarantee that is violated, in a sentence, if the case is a counterexample.
  public var violatedGuarantee: String? {
    switch self {
    case .fails(let failure): failure.guarantee
    case .crashes: "No program crashes what it runs on."
    case .hangs: "Every program is answered in a bounded number of steps."
    case .holds, .discarded, .breaks: nil
    }
  }
}
