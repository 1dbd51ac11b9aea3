import PropertySuite

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
