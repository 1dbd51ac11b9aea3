/// What a run found out.
public struct RunReport: Codable, Hashable, Sendable {
  /// How it was run.
  public var configuration: RunConfiguration
  /// How long it took, in seconds.
  public var seconds: Double
  /// Whether it was ended before its budget was spent.
  public var isInterrupted: Bool
  /// What it found out about each property.
  public var properties: [PropertyReport]

  /// 0 if all hold, 1 if a property fails, otherwise 4 if one is broken or flaky, otherwise 3 if one is inconclusive.
  public var exitCode: Int32 {
    let codes = properties.map(\.conclusion.exitCode)
    return [1, 4, 3].first(where: codes.contains) ?? 0
  }
}

/// What a run found out about a property.
public struct PropertyReport: Codable, Hashable, Sendable {
  /// The property.
  public var profile: PropertyProfile
  /// What was taken down up to the first counterexample.
  public var statistics: Statistics
  /// The time that workers spent on it, in seconds.
  public var seconds: Double
  /// What the run says about it.
  public var conclusion: Conclusion
}

/// What a run says about a property.
public enum Conclusion: Hashable, Sendable {
  /// It held of every case, and enough was seen.
  case holds
  /// It held of every case, but that says too little.
  case inconclusive([Shortfall])
  /// It does not hold.
  case fails(Counterexample)
  /// The generator, the checker or the subject is broken; how.
  case breaks(String)
  /// A worker was lost on a case that did not go wrong again, so nothing is known; which, and how. It held of every
  /// other case.
  case flaky(String)
  /// The run ended before it was checked as much as was asked for, because another property had failed or somebody
  /// interrupted. It held of every case until then.
  case unfinished

  /// The exit code of a run that ends so; the worst one counts.
  public var exitCode: Int32 {
    switch self {
    case .holds: 0
    case .fails: 1
    case .inconclusive, .unfinished: 3
    case .breaks, .flaky: 4
    }
  }
}

/// A case that violates a guarantee, as short as could be found.
public struct Counterexample: Hashable, Sendable {
  /// The property that it is a case of.
  public var property: String
  /// The seed of the run that found it.
  public var seed: UInt64
  /// The index of the case that it was shortened from.
  public var index: Int
  /// How it goes wrong.
  public var outcome: Outcome
  /// The choices behind it.
  public var choices: [UInt64]
  /// The case as JSON.
  public var testCase: String
  /// The case for people, one step a line.
  public var steps: [String]
  /// How far the shortening got.
  public var shrinking: ShrinkSummary
  /// Whether it went wrong again when it was checked a second time.
  public var isReproducible: Bool

  package init(
    property: String, seed: UInt64, index: Int, outcome: Outcome, choices: [UInt64], testCase: String,
    steps: [String], shrinking: ShrinkSummary, isReproducible: Bool
  ) {
    self.property = property
    self.seed = seed
    self.index = index
    self.outcome = outcome
    self.choices = choices
    self.testCase = testCase
    self.steps = steps
    self.shrinking = shrinking
    self.isReproducible = isReproducible
  }
}

/// Something that a run should have seen and has not.
public enum Shortfall: Hashable, Sendable, CustomStringConvertible {
  /// Fewer cases than needed.
  case cases(Int, needed: Int)
  /// Too few cases that show a situation.
  case share(label: String, cases: Int, of: Int, needed: Double)

  /// What people read.
  public var description: String {
    switch self {
    case .cases(let count, let needed): "\(count) of the \(needed) cases needed"
    case .share(let label, let count, let total, let needed):
      "“\(label)” in \(count) of \(total) cases, needed in \(percent(needed))"
    }
  }

  private func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    return hundredths % 100 == 0 ? "\(hundredths / 100) %" : "\(Double(hundredths) / 100) %"
  }
}
