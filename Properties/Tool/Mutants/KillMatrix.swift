import PropertyTesting

/// Which property notices which mutant, and how fast.
struct KillMatrix: Codable {
  /// What a property made of a mutant.
  struct Cell: Codable {
    /// How a property and a mutant met.
    enum Result: String, Codable {
      /// The property failed.
      case killed
      /// The code under test ended its process.
      case crashed
      /// The code under test did not come to an end.
      case timedOut = "timed out"
      /// Nothing was noticed.
      case survived
      /// The property could not be checked.
      case broken
      /// Something from outside ended the checking, so nothing is known.
      case flaky

      /// Whether the mutant was noticed, in whichever way.
      var isNoticed: Bool { [.killed, .crashed, .timedOut].contains(self) }
    }

    var property: String
    var result: Result
    /// How many cases were checked, up to the first that noticed something.
    var cases: Int
    /// How long that took a worker, in seconds.
    var seconds: Double
    /// How far the shortening of the counterexample got, if it was tried.
    var shrinking: ShrinkSummary?
    /// The shortened counterexample, one step a line.
    var steps: [String]?
  }

  /// A mutant with what all properties made of it.
  struct Row: Codable {
    var mutant: String
    /// The properties of which one is expected to notice it.
    var expected: [String]
    var cells: [Cell]

    /// The clearest result of any property.
    var result: Cell.Result {
      let clearest: [Cell.Result] = [.killed, .crashed, .timedOut, .flaky]
      return clearest.first { result in cells.contains { $0.result == result } } ?? .survived
    }

    /// What noticed it, the fastest first.
    var noticing: [Cell] {
      cells.filter(\.result.isNoticed).sorted { ($0.seconds, $0.property) < ($1.seconds, $1.property) }
    }

    /// What noticed it first and had its counterexample shortened.
    var shortened: Cell? { cells.first { $0.steps != nil } }
  }

  /// The command that made it, word by word, as the header of the report has it.
  var command: [String] = []
  /// The machine that it was made on.
  var machine = ""
  /// Properties that fail without any mutant, so that what they say of mutants means nothing.
  var failingWithout: [String] = []
  /// One row for each mutant.
  var rows: [Row] = []
  /// Whether all mutants were tried with all properties, so that a property can be called idle.
  var isWhole = true
  /// How long it took, in seconds.
  var seconds = 0.0

  /// The mutants that no property noticed.
  var survivors: [String] { rows.filter { $0.result == .survived }.map(\.mutant) }

  /// The mutants that were noticed, but by no property of which that is expected, though one was tried.
  var unexpected: [String] {
    rows.filter { row in
      let tried = row.cells.filter { row.expected.contains($0.property) }
      return row.result.isNoticed && !tried.isEmpty && !tried.contains { $0.result.isNoticed }
    }.map(\.mutant)
  }

  /// The mutants of which nothing is known, because something from outside ended the checking.
  var flaky: [String] { rows.filter { $0.result == .flaky }.map(\.mutant) }

  /// The properties that noticed no mutant, if all were tried.
  var idleProperties: [String] {
    guard isWhole else { return [] }
    let cells = rows.flatMap(\.cells)
    return Set(cells.map(\.property)).subtracting(cells.filter(\.result.isNoticed).map(\.property)).sorted()
  }

  /// The rows with a shortened counterexample, those with the fewest steps first.
  var byLength: [(mutant: String, steps: Int, shrinking: ShrinkSummary)] {
    rows.compactMap { row in
      guard let cell = row.shortened, let steps = cell.steps, let shrinking = cell.shrinking else { return nil }
      return (row.mutant, steps.count, shrinking)
    }.sorted { $0.steps < $1.steps }
  }
}

extension KillMatrix.Cell {
  /// What a run with a mutant switched on says about a property.
  init(_ report: PropertyReport) {
    property = report.profile.name
    cases = report.statistics.cases
    seconds = report.seconds
    switch report.conclusion {
    case .holds, .inconclusive, .unfinished: result = .survived
    case .breaks: result = .broken
    case .flaky: result = .flaky
    case .fails(let counterexample):
      if counterexample.shrinking.evaluations > 0 {
        shrinking = counterexample.shrinking
        steps = counterexample.steps
      }
      switch counterexample.outcome {
      case .crashes: result = .crashed
      case .hangs: result = .timedOut
      case .fails, .holds, .discarded, .breaks: result = .killed
      }
    }
  }
}

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
