package import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
package import SystemsUnderTest
import ModelAdapters

/// What came of one litmus test on one subject.
package struct LitmusResult: Hashable, Sendable {
  /// The verdict.
  package enum Verdict: Hashable, Sendable {
    /// Every step had one of its allowed outcomes.
    case allowed
    /// A step, by its index, had another one; or the subject did not start the world, without an index.
    case forbidden(step: Int?, expected: String, observed: String)
    /// The subject lacks something that the program needs; what.
    case notApplicable(String)
  }

  /// The name of the test.
  package var test: String
  /// The strategy it was run under; `nil` if the subject knows no strategies.
  package var strategy: ForkStrategy?
  package var verdict: Verdict
  /// What was observed, one text for each step that was made.
  package var observations: [String]
  /// What the Model allows of each of these steps, if that was asked for.
  package var allowedByModel: [String]?
}

extension LitmusTest {
  /// Performs the program on a subject until a step has an outcome that is not allowed.
  ///
  /// - Parameters:
  ///   - description: what the subject says of itself.
  ///   - strategy: of forks that name none.
  ///   - tellingAllowed: whether what the Model allows is told of each step.
  /// - Throws: what the subject throws, if that is not a fault of the subject.
  package func run(
    on subject: inout any ForkSubject, describedBy description: ForkSubjectDescription, under strategy: ForkStrategy,
    tellingAllowed: Bool = false
  ) throws -> LitmusResult {
    var result = LitmusResult(
      test: name, strategy: description.strategies.isEmpty ? nil : strategy, verdict: .allowed, observations: [])
    if let reason = obstacle(description) {
      result.verdict = .notApplicable(reason)
      return result
    }
    do {
      if tellingAllowed { result.allowedByModel = [] }
      result.verdict = try verdict(on: &subject, description, strategy, &result)
    } catch let error as ForkSubjectError where error.isFaultOfSubject {
      result.verdict = .forbidden(
        step: result.observations.count, expected: "an answer", observed: error.summary)
    }
    return result
  }

  /// Why the program says nothing of a subject.
  private func obstacle(_ description: ForkSubjectDescription) -> String? {
    if let action = steps.map(\.step.action.kind.rawValue).first(where: { !description.actions.contains($0) }) {
      return "no \(action)"
    }
    if needs?.contains(.bounds) == true, !description.enforcesBounds { return "no bounds" }
    if needs?.contains(.limits) == true, !description.enforcesBounds { return "no limits" }
    return nil
  }

  private func verdict(
    on subject: inout any ForkSubject, _ description: ForkSubjectDescription, _ strategy: ForkStrategy,
    _ result: inout LitmusResult
  ) throws -> LitmusResult.Verdict {
    let format = Format.cc128
    var world = world
    world.strategy = strategy
    var bases = RegionBases()
    let started = try subject.start(world)
    bases.note(start: started)
    guard case .started = started else {
      return .forbidden(step: nil, expected: "a region", observed: started.text(format))
    }
    var reference: PosixReference?
    if result.allowedByModel != nil, case .started(let base, _) = started {
      reference = PosixReference(world.inModel(format), regionBase: Integer(base))
    }
    for (index, (step, allowed)) in steps.map({ ($0.step, $0.allowed) }).enumerated() {
      if let reference { result.allowedByModel?.append(reference.text(ofWhatMayComeOf: step)) }
      let observation = try subject.perform(step)
      if observation == .unsupported { return .notApplicable("no \(step.action.kind.rawValue)") }
      bases.note(step, observation)
      result.observations.append(observation.text(format))
      // Where the Model does not allow it, it can't be followed, and nothing more is told.
      if reference?.judge(observation, of: step) != nil { reference = nil }
      let isAllowed = allowed.contains {
        $0.allows(
          observation, by: step.process, in: bases, strategy: strategy, format: format,
          isPlain: !description.enforcesBounds)
      }
      if !isAllowed {
        return .forbidden(step: index, expected: expectation(allowed, strategy), observed: observation.text(format))
      }
    }
    return .allowed
  }

  private func expectation(_ allowed: [AllowedOutcome], _ strategy: ForkStrategy) -> String {
    allowed.filter { $0.strategies?.contains(strategy) ?? true }.map { $0.text(.cc128) }.joined(separator: ", or ")
  }
}

extension LitmusResult: Encodable {
  private enum Key: String, CodingKey {
    case test, strategy, verdict, step, expected, observed, reason, observations, allowed
  }

  /// Writes `{"test": …, "verdict": "allowed", …}`; `forbidden` with the step, counted from 1, what was expected and
  /// what was observed; or `not applicable` with the reason.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(test, forKey: .test)
    try container.encodeIfPresent(strategy, forKey: .strategy)
    try container.encode(observations, forKey: .observations)
    try container.encodeIfPresent(allowedByModel, forKey: .allowed)
    switch verdict {
    case .allowed: try container.encode("allowed", forKey: .verdict)
    case .forbidden(let step, let expected, let observed):
      try container.encode("forbidden", forKey: .verdict)
      try container.encodeIfPresent(step.map { $0 + 1 }, forKey: .step)
      try container.encode(expected, forKey: .expected)
      try container.encode(observed, forKey: .observed)
    case .notApplicable(let reason):
      try container.encode("not applicable", forKey: .verdict)
      try container.encode(reason, forKey: .reason)
    }
  }
}
