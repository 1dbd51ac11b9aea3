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
