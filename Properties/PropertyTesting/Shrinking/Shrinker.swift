/// Shortens a counterexample by changing the choices behind it, without any knowledge of the generator.
///
/// A candidate replaces the best counterexample so far if it goes wrong in the same way and is *simpler*: it has fewer
/// list elements, or as many and fewer choices, or as many of both and, at the first difference, a choice closer to
/// its simplest value. Each pass proposes candidates of one kind; the passes are repeated until none helps, or a limit
/// is reached.
package struct Shrinker {
  /// The simplest counterexample so far.
  package internal(set) var best: Examination
  /// How far it got.
  package private(set) var summary = ShrinkSummary()

  private let property: String
  private let channel: any WorkerChannel
  private let limits: ShrinkLimits
  private let start = ContinuousClock.now
  private var tried: Set<[UInt64]> = []

  package init(
    _ examination: Examination, of property: String, through channel: any WorkerChannel,
    limits: ShrinkLimits = ShrinkLimits()
  ) {
    best = examination
    self.property = property
    self.channel = channel
    self.limits = limits
    summary.stepsBefore = examination.steps.count
  }

  /// Makes the counterexample as simple as the limits allow.
  package mutating func run() async {
    var before: Int
    repeat {
      before = summary.improvements
      await deleteElements()
      await simplifySpans()
      await lowerChoices()
      await lowerEqualChoices()
      await exchangeNames()
      await lowerTogether()
      await redistribute()
      await sortElements()
      if summary.improvements == before { await deletePairsOfElements() }
    } while summary.improvements > before && !isExhausted
    summary.isComplete = !isExhausted
    summary.stepsAfter = best.steps.count
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
  }

  /// Whether a limit is reached.
  var isExhausted: Bool {
    summary.evaluations >= limits.evaluations || Task.isCancelled
      || ContinuousClock.now - start >= .seconds(limits.seconds)
  }

  /// The numbers behind the best counterexample.
  var values: [UInt64] { best.choices.map(\.value) }

  /// Checks a candidate and keeps it if it is better.
  ///
  /// - Returns: Whether it was kept.
  mutating func consider(_ candidate: [UInt64]) async -> Bool {
    await evaluate(candidate).isKept
  }

  /// Checks the best counterexample with the choices of one span replaced.
  ///
  /// The new choices may make the generator ask for more or fewer of them than the span had. Then what follows would
  /// be read from the wrong place, so the span is padded or cut to what was asked for and tried once more.
  mutating func consider(replacing span: Span, with replacement: [UInt64]) async -> Bool {
    let suffix = values[span.end...]
    let prefix = values[..<span.start]
    let (isKept, examination) = await evaluate(prefix + replacement + suffix)
    guard !isKept, let examination,
      let actual = examination.spans.first(where: { $0.start == span.start && $0.depth == span.depth }),
      actual.end - actual.start != replacement.count
    else { return isKept }
    let asked = examination.choices[actual.start..<actual.end]
    let fitted = asked.enumerated().map { offset, choice in
      offset < replacement.count ? choice.value : choice.simplest
    }
    return await consider(prefix + fitted + suffix)
  }

  private mutating func evaluate(_ candidate: [UInt64]) async -> (isKept: Bool, examination: Examination?) {
    guard !isExhausted, tried.insert(candidate).inserted else { return (false, nil) }
    summary.evaluations += 1
    guard let examination = await examine(candidate) else { return (false, nil) }
    guard examination.outcome.isOfSameKind(as: best.outcome), isSimpler(examination) else {
      return (false, examination)
    }
    best = examination
    summary.improvements += 1
    return (true, examination)
  }

  private func examine(_ candidate: [UInt64]) async -> Examination? {
    let request = WorkerRequest.examineChoices(property: property, values: candidate, checking: true)
    var reply = await channel.send(request)
    if case .lost(let loss) = reply, loss.mayComeFromOutside, case .crashes = loss.outcome {
      // Nothing that somebody outside has ended is taken for a shorter counterexample.
      reply = await channel.send(request)
    }
    switch reply {
    case .examined(let examination): return examination
    case .checked, .refused: return nil
    case .lost(let loss):
      // The worker did not live to tell what the case was, so it is only made, not checked.
      let reply = await channel.send(.examineChoices(property: property, values: candidate, checking: false))
      guard case .examined(var examination) = reply, case .holds = examination.outcome else { return nil }
      examination.outcome = loss.outcome
      return examination
    }
  }

  private func isSimpler(_ candidate: Examination) -> Bool {
    let elements = candidate.spans.count(where: \.isElement)
    let bestElements = best.spans.count(where: \.isElement)
    if elements != bestElements { return elements < bestElements }
    if candidate.choices.count != best.choices.count { return candidate.choices.count < best.choices.count }
    for (choice, bestChoice) in zip(candidate.choices, best.choices) where choice.distance != bestChoice.distance {
      return choice.distance < bestChoice.distance
    }
    return false
  }
}

/// How much work may go into shortening one counterexample.
public struct ShrinkLimits: Codable, Hashable, Sendable {
  /// How many candidates may be checked.
  public var evaluations: Int
  /// How long it may take, in seconds.
  public var seconds: Double

  /// Nothing is shortened.
  public static let none = ShrinkLimits(evaluations: 0, seconds: 0)

  /// Makes limits.
  public init(evaluations: Int = 20_000, seconds: Double = 10) {
    self.evaluations = evaluations
    self.seconds = seconds
  }
}

/// How far the shortening of a counterexample got.
public struct ShrinkSummary: Codable, Hashable, Sendable {
  /// How many candidates were checked.
  public var evaluations = 0
  /// How many of them were simpler and failed in the same way.
  public var improvements = 0
  /// How long it took, in seconds.
  public var seconds = 0.0
  /// Whether it ended because nothing made the counterexample simpler, and not at a limit.
  public var isComplete = false
  /// The number of steps before.
  public var stepsBefore = 0
  /// The number of steps after.
  public var stepsAfter = 0

  /// Nothing has been done.
  public init() {}
}
