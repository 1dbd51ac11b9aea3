/// What a run has done and has still to do for one property.
struct PropertyProgress {
  let profile: PropertyProfile
  /// The first case that has not been given to a worker.
  private(set) var next = 0
  /// The time that workers have spent, in seconds.
  private(set) var seconds = 0.0
  /// The case of lowest index that went wrong.
  private(set) var stop: Stop?
  /// The loss of a worker that did not happen again.
  private(set) var disturbance: Loss?
  /// A counterexample of a former run that still goes wrong. It decides only if this run finds none, so that what the
  /// run finds does not depend on what was kept.
  var keptFailure: Counterexample?
  /// The verdict, once nothing can change it.
  var conclusion: Conclusion?
  /// Whether a worker is shortening the counterexample.
  var isShrinking = false

  private var open: Set<Int> = []
  private var done: [(start: Int, statistics: Statistics)] = []
  private var merged = Statistics()

  /// How much more time than others it is to have.
  private let weight: Double

  init(_ profile: PropertyProfile, weight: Double = 1) {
    self.profile = profile
    self.weight = weight
  }

  /// How often a property gets the cases it needs before time is shared evenly.
  private static let generosity = 4.0

  /// How much the property has had, to be compared with others: of the cases it needs, then of time.
  var claim: (Double, Double) {
    let share = Double(next) / Double(max(1, profile.requirements.cases))
    return (min(share / weight, Self.generosity), (seconds + 0.05 * Double(open.count)) / weight)
  }

  /// Takes the next cases for a worker.
  mutating func takeBatch(upTo limit: Int) -> Range<Int> {
    let count = min(batchSize, limit - next)
    defer {
      open.insert(next)
      next += count
    }
    return next..<(next + count)
  }

  /// Takes down what a worker found.
  mutating func record(_ batch: Range<Int>, _ statistics: Statistics, seconds: Double, stop: Stop?) {
    open.remove(batch.lowerBound)
    self.seconds += seconds
    if let stop, stop.index < self.stop?.index ?? .max {
      self.stop = stop
      // What other workers did beyond does not count, so that the numbers don't depend on how many there are.
      done.removeAll { $0.start > stop.index }
    }
    guard batch.lowerBound <= self.stop?.index ?? .max else { return }
    done.append((batch.lowerBound, statistics))
    if stop == nil, self.stop == nil, done.count > 64 { mergeDone() }
  }

  /// Takes down that a worker was lost, and the same cases held in another.
  mutating func record(_ disturbance: Loss) {
    self.disturbance = self.disturbance ?? disturbance
  }

  /// Whether so many cases were checked.
  func isFinished(_ count: Int) -> Bool { next >= count && open.isEmpty }

  /// Whether the case that went wrong is known to be the first.
  var stopIsFirst: Bool {
    guard let stop else { return false }
    return open.allSatisfy { $0 > stop.index }
  }

  /// What was taken down of all cases up to the first that went wrong.
  var statistics: Statistics {
    done.reduce(into: merged) { $0.add($1.statistics) }
  }

  /// What the cases checked so far allow to say.
  var judgement: Conclusion {
    let statistics = self.statistics
    let requirements = profile.requirements
    let discardLimit = requirements.discardsPerCase * Double(max(statistics.cases, 20))
    if Double(statistics.discarded) > discardLimit {
      let reasons = statistics.discards.sorted { $0.value > $1.value }.prefix(3).map { "\($0.key): \($0.value)" }
      return .breaks(
        "the generator gave up \(statistics.discarded) cases for \(statistics.cases) checked (\(reasons.joined(separator: ", ")))"
      )
    }
    guard statistics.cases >= requirements.cases else {
      // Of so few cases, shares would say nothing.
      return .inconclusive([.cases(statistics.cases, needed: requirements.cases)])
    }
    var shortfalls: [Shortfall] = []
    for (label, share) in requirements.shares.sorted(by: { $0.key < $1.key }) {
      let count = statistics.labels[label] ?? 0
      if Double(count) < share * Double(statistics.cases) || (count == 0 && share > 0) {
        shortfalls.append(.share(label: label, cases: count, of: statistics.cases, needed: share))
      }
    }
    return shortfalls.isEmpty ? .holds : .inconclusive(shortfalls)
  }

  /// Batches of about a twentieth of a second, and small ones while the speed is not known.
  private var batchSize: Int {
    guard next > 0 else { return 10 }
    guard seconds > 0 else { return 100 }
    let perSecond = Double(next) / seconds
    return min(max(1, Int(perSecond / 20)), max(10, next))
  }

  /// Merges what was taken down, except of batches that a counterexample in an open one could still rule out.
  private mutating func mergeDone() {
    let firstOpen = open.min() ?? .max
    for entry in done where entry.start < firstOpen { merged.add(entry.statistics) }
    done.removeAll { $0.start < firstOpen }
  }
}

/// Something that happened in a run.
package enum RunEvent: Sendable {
  /// A counterexample of a former run was checked again; what came of it.
  case replayed(Counterexample, Outcome)
  /// A property was decided before the end of the run.
  case concluded(PropertyProfile, Conclusion)
}

/// How far a run is.
package struct RunSnapshot: Sendable {
  /// How far a run is with one property.
  package struct Entry: Sendable {
    package var name: String
    /// How many cases workers were given.
    package var cases: Int
    /// How long they took, in seconds.
    package var seconds: Double
    package var isShrinking: Bool
    package var conclusion: Conclusion?
  }

  /// How long it has been running, in seconds.
  package var seconds: Double
  package var configuration: RunConfiguration
  package var properties: [Entry]
}
