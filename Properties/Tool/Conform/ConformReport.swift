import PropertySuite
import PropertyTesting
import SystemsUnderTest

/// What a run found out about somebody's kernel, guarantee by guarantee.
struct ConformReport: Encodable {
  /// What the kernel says of itself.
  var description: ForkSubjectDescription
  /// The level at which it was checked.
  var level: ForkSubjectDescription.Level
  var guarantees: [GuaranteeVerdict]
  /// What was found out about each property.
  var run: RunReport

  init(_ run: RunReport, of subject: ForkSubjectDescription, level: ForkSubjectDescription.Level) {
    self.run = run
    description = subject
    self.level = level
    guarantees = GuaranteeVerdict.all(of: run)
  }

  /// One line for each guarantee.
  var lines: [String] {
    let width = guarantees.map(\.name.count).max() ?? 0
    return ["Guarantees of \(description.name), at level \(level.rawValue):", ""]
      + guarantees.map { guarantee in
        let line = "  \(guarantee.name.padded(to: width))  \(guarantee.verdict.rawValue)"
        guard let steps = guarantee.steps else { return line }
        return "\(line), shown by a program of \(counted(steps, "step", "steps"))"
      }
  }

  /// One test for each guarantee.
  func tests(allowingInconclusive: Bool) -> [JUnitText.Test] {
    guarantees.map { guarantee in
      JUnitText.Test(
        name: guarantee.name, seconds: seconds(spentOn: guarantee),
        verdict: JUnitText.Verdict(guarantee, allowsInconclusive: allowingInconclusive),
        standardError: guarantee.standardError)
    }
  }

  private func seconds(spentOn guarantee: GuaranteeVerdict) -> Double {
    run.properties.filter { guarantee.properties.contains($0.profile.name) }.reduce(0) { $0 + $1.seconds }
  }
}

extension JUnitText.Verdict {
  /// The verdict on a guarantee.
  fileprivate init(_ guarantee: GuaranteeVerdict, allowsInconclusive: Bool) {
    self =
      switch guarantee.verdict {
      case .holds: .passed
      case .violated: .failed(type: "violation", message: guarantee.text, text: guarantee.counterexample ?? "")
      case .notApplicable, .unfinished: .skipped(guarantee.verdict.rawValue)
      case .inconclusive: .inconclusive(guarantee.text, isAllowed: allowsInconclusive)
      case .unchecked: .broken(type: "broken", message: guarantee.verdict.rawValue)
      case .flaky: .broken(type: "flaky", message: guarantee.verdict.rawValue)
      }
  }
}

/// What came of programs that somebody has written, step by step: what is allowed, and what was observed.
struct ProgramText {
  let system: String
  let results: [ProgramResult]

  /// The whole text.
  var text: String {
    (["Programs on \(system):"] + results.flatMap { [""] + lines(of: $0) } + ["", summary]).joined(separator: "\n")
      + "\n"
  }

  private func lines(of result: ProgramResult) -> [String] {
    var lines = ["\(result.program): \(result.verdict.rawValue)", "", "      \(result.start)"]
    for step in result.steps {
      let mark =
        switch step.verdict {
        case .allowed: "✓"
        case .forbidden: "✗"
        case .notAsked, .notJudged: "–"
        }
      let number = String(repeating: " ", count: max(0, 3 - "\(step.number)".count)) + "\(step.number)"
      lines.append("\(mark) \(number) \(step.text)")
      lines.append("      allowed   \(step.allowed)")
      if let allowed = step.allowedByFile { lines.append("      the file  \(allowed)") }
      lines.append("      observed  \(step.observed ?? result.misconduct ?? "no answer")")
    }
    if let misconduct = result.misconduct, result.steps.isEmpty { lines.append("✗     \(misconduct)") }
    return lines
  }

  private var summary: String {
    let forbidden = results.filter { $0.verdict == .forbidden }.count
    let skipped = results.flatMap(\.steps).count { $0.verdict == .notAsked }
    return "\(counted(results.count, "program", "programs")): "
      + (forbidden == 0 ? "every step that was judged had an allowed outcome" : "\(forbidden) not allowed")
      + (skipped == 0 ? "." : "; \(counted(skipped, "step was", "steps were")) not asked.")
  }

  /// What the report says.
  struct Content: Encodable {
    var programs: [ProgramResult]
  }

  /// The same for other programs.
  var content: Content { Content(programs: results) }
}

/// What a run says about one of the guarantees, or about a property that belongs to none of them.
struct GuaranteeVerdict: Encodable {
  /// The verdicts, the worst last.
  enum Verdict: String, Encodable, Comparable {
    case notApplicable = "not applicable"
    case holds
    case unfinished = "not finished"
    case inconclusive
    case flaky
    case unchecked = "could not be checked"
    case violated

    /// How bad it is; a verdict on several properties is the worst of them.
    private var rank: Int {
      switch self {
      case .notApplicable: 0
      case .holds: 1
      case .unfinished: 2
      case .inconclusive: 3
      case .flaky: 4
      case .unchecked: 5
      case .violated: 6
      }
    }

    static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  /// The name of the guarantee: `guarantee.confinement`.
  var name: String
  /// What it says.
  var text: String
  var verdict: Verdict
  /// The properties that were checked for it.
  var properties: [String]
  /// The shortest program that violates it, as people read it.
  var counterexample: String?
  /// How many steps that program has; its first line is the world.
  var steps: Int?
  /// What the subject wrote to its standard error meanwhile.
  var standardError: String?

  /// The verdicts of a run: whether the subject answers at all, then the guarantees in the order of the specification,
  /// then properties that cite none of them.
  static func all(of report: RunReport) -> [GuaranteeVerdict] {
    let cited = Rule.all.filter { $0.name.hasPrefix("guarantee.") }
      .map { rule in verdict(rule.name, rule.text, report.properties.filter { $0.profile.rules.contains(rule.name) }) }
    let others = report.properties.filter { !$0.profile.rules.contains { $0.hasPrefix("guarantee.") } }
      .map { verdict($0.profile.name, $0.profile.guarantee, [$0]) }
    return [conduct(of: report)] + cited + others
  }

  private static func conduct(of report: RunReport) -> GuaranteeVerdict {
    let counterexample = report.properties.lazy.compactMap { $0.conclusion.misconduct }.first
    return GuaranteeVerdict(
      name: "conduct", text: Conduct.guarantee, verdict: counterexample == nil ? .holds : .violated,
      properties: report.properties.map(\.profile.name), counterexample: counterexample?.text(),
      steps: counterexample.map { $0.steps.count - 1 }, standardError: counterexample?.outcome.standardError)
  }

  private static func verdict(_ name: String, _ text: String, _ properties: [PropertyReport]) -> GuaranteeVerdict {
    let worst = properties.max { Verdict($0.conclusion) < Verdict($1.conclusion) }
    var verdict = GuaranteeVerdict(
      name: name, text: text, verdict: worst.map { Verdict($0.conclusion) } ?? .notApplicable,
      properties: properties.map(\.profile.name))
    if verdict.verdict == .violated, case .fails(let counterexample)? = worst?.conclusion {
      verdict.counterexample = counterexample.text()
      verdict.steps = counterexample.steps.count - 1
      verdict.standardError = counterexample.outcome.standardError
    }
    return verdict
  }
}

extension Conclusion {
  /// The program after which the subject did not answer, or answered nonsense.
  fileprivate var misconduct: Counterexample? {
    guard case .fails(let counterexample) = self, counterexample.outcome.violatedGuarantee == Conduct.guarantee
    else { return nil }
    return counterexample
  }
}

extension GuaranteeVerdict.Verdict {
  /// The verdict on one property. Nothing is known of it when the subject did not answer.
  fileprivate init(_ conclusion: Conclusion) {
    self =
      switch conclusion {
      case .holds: .holds
      case .inconclusive: .inconclusive
      case .breaks: .unchecked
      case .flaky: .flaky
      case .unfinished: .unfinished
      case .fails: conclusion.misconduct == nil ? .violated : .unchecked
      }
  }
}
