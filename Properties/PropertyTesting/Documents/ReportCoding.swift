// The forms of outcomes, conclusions and shortfalls in JSON, which Docs/JSON.md describes: one object whose first
// member says which of them it is, and beside it what belongs to that one. They are part of failure files and reports.

extension Outcome: Codable {
  private enum Key: String, CodingKey { case verdict, reason }
  private enum Word: String, Codable { case holds, discarded, fails, crashes, hangs, breaks }

  /// Reads an outcome.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let reason = { try container.decode(String.self, forKey: .reason) }
    switch try container.decode(Word.self, forKey: .verdict) {
    case .holds: self = .holds
    case .discarded: self = .discarded(try reason())
    case .fails: self = .fails(try Failure(from: decoder))
    case .crashes: self = .crashes(try reason())
    case .hangs: self = .hangs(try reason())
    case .breaks: self = .breaks(try reason())
    }
  }

  /// Writes `{"verdict": "fails", …}` with the members of a ``Failure``, or `{"verdict": "crashes", "reason": "signal
  /// 11"}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    let (word, reason): (Word, String?) =
      switch self {
      case .holds: (.holds, nil)
      case .discarded(let reason): (.discarded, reason)
      case .fails: (.fails, nil)
      case .crashes(let reason): (.crashes, reason)
      case .hangs(let reason): (.hangs, reason)
      case .breaks(let reason): (.breaks, reason)
      }
    try container.encode(word, forKey: .verdict)
    try container.encodeIfPresent(reason, forKey: .reason)
    if case .fails(let failure) = self { try failure.encode(to: encoder) }
  }
}

extension Conclusion: Codable {
  private enum Key: String, CodingKey { case verdict, reason, shortfalls, counterexample }
  private enum Word: String, Codable { case holds, inconclusive, fails, breaks, flaky, unfinished }

  /// Reads a conclusion.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Word.self, forKey: .verdict) {
    case .holds: self = .holds
    case .inconclusive: self = .inconclusive(try container.decode([Shortfall].self, forKey: .shortfalls))
    case .fails: self = .fails(try container.decode(Counterexample.self, forKey: .counterexample))
    case .breaks: self = .breaks(try container.decode(String.self, forKey: .reason))
    case .flaky: self = .flaky(try container.decode(String.self, forKey: .reason))
    case .unfinished: self = .unfinished
    }
  }

  /// Writes `{"verdict": "holds"}`, or another verdict with its `shortfalls`, its `counterexample` or its `reason`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .holds: try container.encode(Word.holds, forKey: .verdict)
    case .inconclusive(let shortfalls):
      try container.encode(Word.inconclusive, forKey: .verdict)
      try container.encode(shortfalls, forKey: .shortfalls)
    case .fails(let counterexample):
      try container.encode(Word.fails, forKey: .verdict)
      try container.encode(counterexample, forKey: .counterexample)
    case .breaks(let reason):
      try container.encode(Word.breaks, forKey: .verdict)
      try container.encode(reason, forKey: .reason)
    case .flaky(let reason):
      try container.encode(Word.flaky, forKey: .verdict)
      try container.encode(reason, forKey: .reason)
    case .unfinished: try container.encode(Word.unfinished, forKey: .verdict)
    }
  }
}

extension Shortfall: Codable {
  private enum Key: String, CodingKey { case situation, cases, of, needed }

  /// Reads a shortfall.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let cases = try container.decode(Int.self, forKey: .cases)
    if let situation = try container.decodeIfPresent(String.self, forKey: .situation) {
      self = .share(
        label: situation, cases: cases, of: try container.decode(Int.self, forKey: .of),
        needed: try container.decode(Double.self, forKey: .needed))
    } else {
      self = .cases(cases, needed: try container.decode(Int.self, forKey: .needed))
    }
  }

  /// Writes `{"cases": 20, "needed": 500}`, or `{"situation": "…", "cases": 1, "of": 500, "needed": 0.05}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .cases(let count, let needed):
      try container.encode(count, forKey: .cases)
      try container.encode(needed, forKey: .needed)
    case .share(let label, let count, let total, let needed):
      try container.encode(label, forKey: .situation)
      try container.encode(count, forKey: .cases)
      try container.encode(total, forKey: .of)
      try container.encode(needed, forKey: .needed)
    }
  }
}

extension Budget: Codable {
  private enum Key: String, CodingKey { case cases, seconds }

  /// Reads a budget.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let count = try container.decodeIfPresent(Int.self, forKey: .cases) {
      self = .cases(count)
    } else {
      self = .seconds(try container.decode(Double.self, forKey: .seconds))
    }
  }

  /// Writes `{"cases": 500}` or `{"seconds": 60}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .cases(let count): try container.encode(count, forKey: .cases)
    case .seconds(let seconds): try container.encode(seconds, forKey: .seconds)
    }
  }
}

extension Counterexample: Codable {
  private enum Key: String, CodingKey {
    case property, seed, index, outcome, choices, `case`, steps, shrinking, isReproducible
  }

  /// Reads a counterexample.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      property: try container.decode(String.self, forKey: .property),
      seed: try container.decode(UInt64.self, forKey: .seed), index: try container.decode(Int.self, forKey: .index),
      outcome: try container.decode(Outcome.self, forKey: .outcome),
      choices: try container.decode([UInt64].self, forKey: .choices),
      testCase: try container.decode(JSONValue.self, forKey: .case).text(),
      steps: try container.decode([String].self, forKey: .steps),
      shrinking: try container.decode(ShrinkSummary.self, forKey: .shrinking),
      isReproducible: try container.decode(Bool.self, forKey: .isReproducible))
  }

  /// Writes a counterexample; its case is a value, not text. A case that was never made is `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(property, forKey: .property)
    try container.encode(seed, forKey: .seed)
    try container.encode(index, forKey: .index)
    try container.encode(outcome, forKey: .outcome)
    try container.encode(choices, forKey: .choices)
    try container.encode(testCase.isEmpty ? JSONValue.null : try JSONValue(text: testCase), forKey: .case)
    try container.encode(steps, forKey: .steps)
    try container.encode(shrinking, forKey: .shrinking)
    try container.encode(isReproducible, forKey: .isReproducible)
  }
}

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
