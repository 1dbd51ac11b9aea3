/// Takes down what happened while cases were checked.
public struct Recorder {
  /// What was taken down of all cases so far.
  package private(set) var statistics = Statistics()
  /// Remarks about the present case, if anybody wants to read them.
  package private(set) var notes: [Note] = []
  /// Whether remarks are kept: they are while a counterexample is explained.
  public let keepsNotes: Bool

  private var currentCase = 0
  private var lastCaseOfLabel: [String: Int] = [:]
  private var remainingSteps = Int.max
  private var stepsPerCase = Int.max

  /// Makes a recorder with nothing in it, for instance to call a check from a test.
  public init(keepsNotes: Bool = false) {
    self.keepsNotes = keepsNotes
  }

  /// Says that the present case shows a situation. Saying so again for the same case changes nothing.
  public mutating func label(_ situation: String) {
    guard lastCaseOfLabel.updateValue(currentCase, forKey: situation) != currentCase else { return }
    statistics.labels[situation, default: 0] += 1
  }

  /// Says that the present case shows a situation if it does.
  public mutating func label(_ situation: String, if condition: Bool) {
    if condition { label(situation) }
  }

  /// Counts something in a table, for instance `count("fork", "EAGAIN", in: "system calls")`.
  public mutating func count(_ row: String, _ column: String, in table: String, by amount: Int = 1) {
    statistics.tables[table, default: [:]][row, default: [:]][column, default: 0] += amount
  }

  /// Adds a remark about a step of the case, to be read when a counterexample is explained.
  public mutating func note(_ text: @autoclosure () -> String, step: Int? = nil) {
    if keepsNotes { notes.append(Note(step: step, text: text())) }
  }

  /// Counts steps of the code under test against the limit of the property.
  ///
  /// Throws ``StepsExhausted`` when the case has taken more than ``Requirements/stepsPerCase``, which is reported as
  /// a hang.
  public mutating func spend(steps: Int = 1) throws {
    remainingSteps -= steps
    if remainingSteps < 0 { throw StepsExhausted(limit: stepsPerCase) }
  }

  /// Begins the next case.
  package mutating func beginCase(stepsPerCase: Int) {
    currentCase += 1
    self.stepsPerCase = stepsPerCase
    remainingSteps = stepsPerCase
    if keepsNotes { notes.removeAll() }
  }

  /// Counts the case as checked.
  package mutating func endCase() {
    statistics.cases += 1
  }

  /// Counts the case as discarded.
  package mutating func discardCase(_ discard: Discard) {
    statistics.discards[discard.reason, default: 0] += 1
  }

  /// Answers what was taken down since the last time, and forgets it.
  package mutating func takeStatistics() -> Statistics {
    defer { statistics = Statistics() }
    return statistics
  }
}

/// A remark about a step of a case.
public struct Note: Codable, Hashable, Sendable {
  /// The step it is about, as an index into the lines that describe the case.
  public var step: Int?
  /// The remark.
  public var text: String
}

/// What was taken down about many cases.
public struct Statistics: Codable, Hashable, Sendable {
  /// How many cases were checked.
  public var cases = 0
  /// How many were discarded, by reason.
  public var discards: [String: Int] = [:]
  /// How many of the checked cases carry each label.
  public var labels: [String: Int] = [:]
  /// Counts by table, row and column.
  public var tables: [String: [String: [String: Int]]] = [:]

  /// Nothing yet.
  public init() {}

  /// How many cases were discarded for any reason.
  public var discarded: Int { discards.values.reduce(0, +) }

  /// Adds what was taken down elsewhere.
  public mutating func add(_ other: Statistics) {
    cases += other.cases
    discards.merge(other.discards, uniquingKeysWith: +)
    labels.merge(other.labels, uniquingKeysWith: +)
    for (table, rows) in other.tables {
      for (row, columns) in rows {
        tables[table, default: [:]][row, default: [:]].merge(columns, uniquingKeysWith: +)
      }
    }
  }
}

/// Thrown when a case has taken more steps than its property allows.
public struct StepsExhausted: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of steps allowed.
  public var limit: Int

  /// What people read.
  public var description: String { "still running after \(limit) steps" }
}
