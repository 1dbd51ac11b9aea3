/// The words in which a counterexample is shown.
package enum CounterexampleText {
  /// The steps with their numbers; below each what was remarked about it, and what was expected and observed below the
  /// one where the difference shows.
  package static func steps(_ examination: Examination) -> [String] {
    let (shown, position) = difference(examination.outcome)
    let width = String(examination.steps.count).count
    let indentation = String(repeating: " ", count: width + 4)
    var lines: [String] = []
    for (index, step) in examination.steps.enumerated() {
      let number = String(index + 1)
      lines.append("  " + String(repeating: " ", count: width - number.count) + number + "  " + step)
      lines += examination.notes.filter { $0.step == index }.map { indentation + "  " + $0.text }
      if index == position { lines += shown.map { indentation + $0 } }
    }
    if position.map({ !examination.steps.indices.contains($0) }) ?? true { lines += shown.map { indentation + $0 } }
    lines += examination.notes.filter { $0.step == nil }.map { "  " + $0.text }
    if case .fails(let failure) = examination.outcome, !failure.explanation.isEmpty {
      lines += [""] + failure.explanation.map { "  " + $0 }
    }
    if let text = examination.outcome.standardError { lines += [""] + standardError(text) }
    return lines
  }

  /// How many lines of standard error are shown.
  private static let errorLines = 20
  /// How much of each of them.
  private static let errorColumns = 400

  /// The last lines of standard error.
  private static func standardError(_ text: String) -> [String] {
    let all = text.split(separator: "\n")
    let shown = all.suffix(errorLines)
    let which = shown.count == all.count ? "" : ", the last \(shown.count) of \(all.count) lines"
    return ["  standard error\(which):"]
      + shown.map { "  | " + $0.prefix(errorColumns) + ($0.count > errorColumns ? "…" : "") }
  }

  /// What was expected and observed, and at which step.
  private static func difference(_ outcome: Outcome) -> (lines: [String], step: Int?) {
    switch outcome {
    case .fails(let failure): (["expected  \(failure.expected)", "observed  \(failure.observed)"], failure.step)
    case .crashes(let reason): (["expected  an answer", "observed  a crash: \(reason)"], nil)
    case .hangs(let reason): (["expected  an answer", "observed  none: \(reason)"], nil)
    case .holds, .discarded, .breaks: ([], nil)
    }
  }
}

extension Counterexample {
  /// What people read about it: the guarantee, the steps, and what was expected and observed at the first difference.
  ///
  /// - Parameter replay: The command that checks it again, if there is one.
  public func text(replay: String? = nil) -> String {
    var lines = ["\(property) does not hold.", "", "  " + (outcome.violatedGuarantee ?? "Nothing is violated."), ""]
    lines += ["The shortest \(steps.count == 1 ? "case" : "program") found\(shrinkingRemark):", ""]
    lines += CounterexampleText.steps(Examination(outcome: outcome, steps: steps))
    lines += ["", "Seed \(seed), case \(index)."]
    if !isReproducible {
      lines.append("It did not go wrong again when it was checked a second time, so it was not shortened.")
    }
    if let replay { lines.append("Again: \(replay)") }
    return lines.joined(separator: "\n")
  }

  private var shrinkingRemark: String {
    guard shrinking.evaluations > 0 else { return "" }
    let limit = shrinking.isComplete ? "" : "; the limit was reached, it may not be the shortest"
    let from = shrinking.stepsBefore == steps.count ? "" : "from \(shrinking.stepsBefore) steps, "
    return " (\(from)\(shrinking.evaluations) candidates tried\(limit))"
  }
}
