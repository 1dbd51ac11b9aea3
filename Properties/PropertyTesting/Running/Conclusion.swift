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
