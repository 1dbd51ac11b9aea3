extension Counterexample {
  /// What people read about it: the guarantee, the steps, and what was expected and observed at the first difference.
  ///
  /// - Parameter replay: The command that checks it again, if there is one.
  public func text(replay: String? = nil) -> String {
    var lines = ["\(property) does not hold.", "", "  " + (outcome.violatedGuarantee ?? "Nothing is violated."), ""]
    lines += ["The shortest \(steps.count == 1 ? "case" : "program") found\(shrinkingRemark):", ""]
    lines += renderedSteps
    if case .fails(let failure) = outcome, !failure.explanation.isEmpty {
      lines += [""] + failure.explanation.map { "  " + $0 }
    }
    lines += ["", "Seed \(seed), case \(index)."]
    if !isReproducible {
      lines.append("It did not go wrong again when it was checked a second time, so it was not shortened.")
    }
    if let replay { lines.append("Again: \(replay)") }
    return lines.joined(separator: "\n")
  }

  /// The steps with their numbers, and what was expected and observed below the one where the difference shows.
  private var renderedSteps: [String] {
    let width = String(steps.count).count
    var lines: [String] = []
    var shown: [String] = []
    var position: Int?
    switch outcome {
    case .fails(let failure):
      shown = ["expected  \(failure.expected)", "observed  \(failure.observed)"]
      position = failure.step
    case .crashes(let reason): shown = ["expected  an answer", "observed  a crash: \(reason)"]
    case .hangs(let reason): shown = ["expected  an answer", "observed  none: \(reason)"]
    case .holds, .discarded, .breaks: break
    }
    let indentation = String(repeating: " ", count: width + 4)
    for (index, step) in steps.enumerated() {
      let number = String(index + 1)
      lines.append("  " + String(repeating: " ", count: width - number.count) + number + "  " + step)
      if index == position { lines += shown.map { indentation + $0 } }
    }
    if position.map({ !steps.indices.contains($0) }) ?? true { lines += shown.map { indentation + $0 } }
    return lines
  }

  private var shrinkingRemark: String {
    guard shrinking.evaluations > 0 else { return "" }
    let limit = shrinking.isComplete ? "" : "; the limit was reached, it may not be the shortest"
    let from = shrinking.stepsBefore == steps.count ? "" : "from \(shrinking.stepsBefore) steps, "
    return " (\(from)\(shrinking.evaluations) candidates tried\(limit))"
  }
}
