import PropertySuite
import PropertyTesting

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
