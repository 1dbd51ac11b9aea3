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
    }

    var property: String
    var result: Result
    /// How many cases were checked, up to the first that noticed something.
    var cases: Int
    /// How long that took a worker, in seconds.
    var seconds: Double
    /// How many steps the shortest counterexample has, if it was shortened.
    var steps: Int?
  }

  /// A mutant with what all properties made of it.
  struct Row: Codable {
    var mutant: String
    var cells: [Cell]

    /// The clearest result of any property.
    var result: Cell.Result {
      [.killed, .crashed, .timedOut].first { result in cells.contains { $0.result == result } } ?? .survived
    }
  }

  /// Properties that fail without any mutant, so that what they say of mutants means nothing.
  var failingWithout: [String] = []
  /// One row for each mutant.
  var rows: [Row] = []
  /// Whether each mutant was left at the first property that noticed it.
  var isFirstOnly = false
  /// How long it took, in seconds.
  var seconds = 0.0

  /// The mutants that no property noticed.
  var survivors: [String] { rows.filter { $0.result == .survived }.map(\.mutant) }

  /// The properties that noticed no mutant.
  var idleProperties: [String] {
    let names = Set(rows.flatMap { $0.cells.map(\.property) })
    return names.sorted().filter { name in
      !rows.contains { row in
        row.cells.contains { $0.property == name && [.killed, .crashed, .timedOut].contains($0.result) }
      }
    }
  }

  /// The lengths of the shortened counterexamples, in steps, the shortest first.
  var lengths: [Int] { rows.compactMap { $0.cells.compactMap(\.steps).min() }.sorted() }
}

extension KillMatrix.Cell {
  /// What a run with a mutant switched on says about a property.
  init(_ report: PropertyReport) {
    property = report.profile.name
    cases = report.statistics.cases
    seconds = report.seconds
    switch report.conclusion {
    case .holds, .inconclusive: result = .survived
    case .breaks: result = .broken
    case .fails(let counterexample):
      if counterexample.shrinking.evaluations > 0 { steps = counterexample.steps.count }
      switch counterexample.outcome {
      case .crashes: result = .crashed
      case .hangs: result = .timedOut
      case .fails, .holds, .discarded, .breaks: result = .killed
      }
    }
  }
}
