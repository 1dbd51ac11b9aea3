/// The words in which the kill matrix is shown.
enum KillMatrixText {
  /// One line for a mutant: what became of it, and which properties noticed it, the fastest first.
  static func line(_ row: KillMatrix.Row, width: Int) -> String {
    let head = "  \(row.mutant.padded(to: width))  "
    let noticing = row.noticing.map(text)
    if noticing.isEmpty { return head + row.result.rawValue }
    return head + row.result.rawValue.padded(to: 9) + "  " + noticing.joined(separator: ", ")
  }

  private static func text(_ cell: KillMatrix.Cell) -> String {
    let how = cell.result == .killed ? "" : " \(cell.result.rawValue)"
    var figures = "\(counted(cell.cases, "case", "cases")), \(seconds(cell.seconds))"
    if let steps = cell.steps, let shrinking = cell.shrinking {
      let limit = shrinking.isComplete ? "" : ", stopped at the limit"
      figures += "; \(counted(steps.count, "step", "steps")) after \(seconds(shrinking.seconds))\(limit)"
    }
    return "\(cell.property)\(how) (\(figures))"
  }

  /// What the whole says.
  static func conclusion(_ matrix: KillMatrix) -> [String] {
    let noticed = matrix.rows.count(where: \.result.isNoticed)
    var lines = [
      "\(noticed) of \(counted(matrix.rows.count, "mutant", "mutants")) noticed in \(seconds(matrix.seconds))."
    ]
    if !matrix.survivors.isEmpty { lines.append("Survivors: \(matrix.survivors.joined(separator: ", ")).") }
    if !matrix.unexpected.isEmpty {
      lines.append("Not noticed by the property that the file names: \(matrix.unexpected.joined(separator: ", ")).")
    }
    if !matrix.flaky.isEmpty {
      lines.append(
        "Nothing is known of these, the checking was ended from outside: \(matrix.flaky.joined(separator: ", ")).")
    }
    if !matrix.idleProperties.isEmpty {
      lines.append("Properties that noticed nothing: \(matrix.idleProperties.joined(separator: ", ")).")
    }
    lines += lengths(matrix)
    if !matrix.failingWithout.isEmpty {
      lines.append("Left out, because they fail without a mutant: \(matrix.failingWithout.joined(separator: ", ")).")
    }
    return lines
  }

  /// How long counterexamples are, and how long it took to make them so short.
  static func lengths(_ matrix: KillMatrix) -> [String] {
    let byLength = matrix.byLength
    let byTime = byLength.sorted { $0.shrinking.seconds < $1.shrinking.seconds }
    guard let longest = byLength.last, let slowest = byTime.last else { return [] }
    let middle = byLength.count / 2
    let (median, medianTime) = (byLength[middle].steps, byTime[middle].shrinking.seconds)
    let slowestTime = seconds(slowest.shrinking.seconds)
    var lines = [
      "Counterexamples: median \(counted(median, "step", "steps")), longest \(longest.steps) (\(longest.mutant)).",
      "Shortened in \(seconds(medianTime)) (median), at most \(slowestTime) (\(slowest.mutant)).",
    ]
    let unfinished = byLength.filter { !$0.shrinking.isComplete }.map(\.mutant)
    if !unfinished.isEmpty {
      lines.append(
        "Shortening stopped at its limit, so there may be shorter ones: \(unfinished.joined(separator: ", ")).")
    }
    return lines
  }

  /// A duration: two digits behind the point for short ones.
  static func seconds(_ seconds: Double) -> String {
    seconds < 10 ? "\((seconds * 100).rounded() / 100) s" : "\(Int(seconds.rounded())) s"
  }
}
