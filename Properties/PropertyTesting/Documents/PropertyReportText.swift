extension PropertyReport: CustomStringConvertible {
  /// What people read in the output of a test.
  public var description: String {
    let name = profile.name
    switch conclusion {
    case .holds: return "\(name) holds of \(statistics.cases) cases."
    case .inconclusive(let shortfalls):
      return "\(name) is inconclusive: \(shortfalls.map(\.description).joined(separator: "; "))."
    case .fails(let counterexample): return counterexample.text()
    case .breaks(let reason): return "\(name) could not be checked: \(reason)."
    case .flaky(let reason): return "\(name) is flaky: \(reason)."
    case .unfinished: return "\(name) held of \(statistics.cases) cases until the run ended early."
    }
  }
}
