/// The words in which the kill matrix is shown.
enum KillMatrixText {
  /// One line for a mutant: what became of it, and which properties noticed it, the fastest first.
  static func line(_ row: KillMatrix.Row, width: Int) -> String {
    let noticing = row.cells.filter { [.killed, .crashed, .timedOut].contains($0.result) }
      .sorted { ($0.seconds, $0.property) < ($1.seconds, $1.property) }
    let details = noticing.map { cell in
      let how = cell.result == .killed ? "" : " \(cell.result.rawValue)"
      let steps = cell.steps.map { ", \(counted($0, "step", "steps"))" } ?? ""
      return "\(cell.property)\(how) (\(counted(cell.cases, "case", "cases")), \(seconds(cell.seconds))\(steps))"
    }
    let head = "  \(row.mutant.padded(to: width))  \(row.result.rawValue.padded(to: 9))"
    return details.isEmpty
      ? "  \(row.mutant.padded(to: width))  \(row.result.rawValue)" : head + "  " + details.joined(separator: ", ")
  }

  /// What the whole says.
  static func conclusion(_ matrix: KillMatrix) -> [String] {
    var lines: [String] = []
    let noticed = matrix.rows.count - matrix.survivors.count
    lines.append(
      "\(noticed) of \(counted(matrix.rows.count, "mutant", "mutants")) noticed in \(seconds(matrix.seconds)).")
    if !matrix.survivors.isEmpty { lines.append("Survivors: \(matrix.survivors.joined(separator: ", ")).") }
    if !matrix.isFirstOnly, !matrix.idleProperties.isEmpty {
      lines.append("Properties that noticed nothing: \(matrix.idleProperties.joined(separator: ", ")).")
    }
    let lengths = matrix.lengths
    if let longest = lengths.last {
      lines.append("Counterexamples: median \(lengths[lengths.count / 2]) steps, longest \(longest).")
    }
    if !matrix.failingWithout.isEmpty {
      lines.append("Left out, because they fail without a mutant: \(matrix.failingWithout.joined(separator: ", ")).")
    }
    return lines
  }

  private static func seconds(_ seconds: Double) -> String {
    seconds < 10 ? "\((seconds * 100).rounded() / 100) s" : "\(Int(seconds.rounded())) s"
  }
}
