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

  /// The exit code of a run that ends so; the worst one counts.
  public var exitCode: Int32 {
    switch self {
    case .holds: 0
    case .fails: 1
    case .inconclusive: 3
    case .breaks: 4
    }
  }
}
