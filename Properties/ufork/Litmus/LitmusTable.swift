import Architecture
import PropertySuite
import Subjects

/// The results of litmus tests: a line for each test, a column for each strategy, and below what was not allowed.
struct LitmusTable {
  private let description: ForkSubjectDescription
  private let columns: [String]
  private var rows: [(test: LitmusTest, results: [LitmusResult])] = []

  /// Begins a table of a subject.
  init(_ description: ForkSubjectDescription) {
    self.description = description
    columns = description.strategies.isEmpty ? [""] : description.strategies.map(\.rawValue)
  }

  /// Every result.
  private var results: [LitmusResult] { rows.flatMap(\.results) }

  /// What the report says.
  struct Results: Encodable {
    var results: [LitmusResult]
  }

  /// Every result, for other programs.
  var report: Results { Results(results: results) }

  /// How many outcomes were not allowed.
  var forbidden: Int { results.count { if case .forbidden = $0.verdict { true } else { false } } }

  /// Adds what came of a test, one result for each column.
  mutating func add(_ test: LitmusTest, _ results: [LitmusResult]) { rows.append((test, results)) }

  /// The table, whatever was not allowed step by step, and a summary.
  ///
  /// - Parameter inDetail: whether what was allowed is shown step by step too.
  func text(inDetail: Bool) -> String {
    let width = rows.map(\.test.name.count).max() ?? 0
    let head = "  \("".padded(to: width))  " + columns.map { $0.padded(to: 6) }.joined()
    var lines = ["Litmus tests of \(description.name):", ""]
    if columns != [""] { lines.append(head.trimmed) }
    for (test, results) in rows {
      let marks = results.map { mark($0.verdict).padded(to: 6) }.joined()
      lines.append("  \(test.name.padded(to: width))  \(marks)".trimmed + remark(results))
    }
    for (test, results) in rows {
      for result in results where inDetail || isForbidden(result) { lines += ["", ""] + details(test, result) }
    }
    return (lines + ["", summary]).joined(separator: "\n") + "\n"
  }

  private func isForbidden(_ result: LitmusResult) -> Bool {
    if case .forbidden = result.verdict { true } else { false }
  }

  private func mark(_ verdict: LitmusResult.Verdict) -> String {
    switch verdict {
    case .allowed: "✓"
    case .forbidden: "✗"
    case .notApplicable: "–"
    }
  }

  private func remark(_ results: [LitmusResult]) -> String {
    guard case .notApplicable(let reason)? = results.first?.verdict else { return "" }
    return "  \(reason)"
  }

  private func details(_ test: LitmusTest, _ result: LitmusResult) -> [String] {
    let strategy = result.strategy.map { " under \($0.rawValue)" } ?? ""
    var lines = ["\(mark(result.verdict)) \(test.name)\(strategy)", "", test.text.wrapped(indentation: 2), ""]
    for (index, line) in test.lines.enumerated() {
      lines.append("  \(index + 1)  \(line)")
      if index > 0, let allowed = result.allowedByModel, allowed.indices.contains(index - 1) {
        lines.append("     allowed  " + allowed[index - 1])
      }
      if index > 0, result.observations.indices.contains(index - 1) {
        lines.append("     → " + result.observations[index - 1])
      }
      if case .forbidden(let step, let expected, let observed) = result.verdict, index == step.map({ $0 + 1 }) ?? 0 {
        lines += ["     expected  \(expected)", "     observed  \(observed)"]
      }
    }
    return lines + ["", "  Rules: \(test.rules.joined(separator: ", "))"]
  }

  private var summary: String {
    let missing = results.count { if case .notApplicable = $0.verdict { true } else { false } }
    let allowed = results.count - forbidden - missing
    return "\(counted(rows.count, "test", "tests")): \(allowed) allowed, \(forbidden) forbidden, "
      + "\(missing) not applicable."
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
