/// A run of several properties, shared by any number of workers.
///
/// Each worker calls ``work(through:)``. All decisions are made here, one at a time: which cases come next, which
/// counterexample is the first, who shortens it.
package actor Run {
  private let configuration: RunConfiguration
  private let observe: @Sendable (RunEvent) -> Void
  private let start = ContinuousClock.now
  private var progress: [PropertyProgress]
  private var saved: [Counterexample]
  private var isInterrupted = false
  /// When the first property was seen to fail, in seconds from the start.
  private var firstFailure: Double?
  private var hasShortened = false
  /// Whether something was left to do when the run ended because a property had failed.
  private var isCutShort = false

  /// - Parameters:
  ///   - properties: What to check, in the order in which it is reported.
  ///   - saved: Counterexamples of former runs, which are checked first.
  ///   - configuration: How to run.
  ///   - favourites: Those that are to have several times as much time as the others.
  ///   - observe: Is told what happens, while it happens.
  package init(
    _ properties: [PropertyProfile], saved: [Counterexample] = [], configuration: RunConfiguration,
    favouring favourites: Set<String> = [], observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    progress = properties.map { PropertyProgress($0, weight: favourites.contains($0.name) ? 10 : 1) }
    self.saved = saved.filter { counterexample in properties.contains { $0.name == counterexample.property } }
    self.configuration = configuration
    self.observe = observe
  }

  /// Ends the run: nothing more is given to workers, and what is known is reported.
  package func interrupt() {
    isInterrupted = true
  }

  /// What the run has found out; to be asked when every worker has ended.
  package var report: RunReport {
    RunReport(
      configuration: configuration, seconds: elapsed, isInterrupted: isInterrupted,
      properties: progress.map {
        PropertyReport(
          profile: $0.profile, statistics: $0.statistics, seconds: $0.seconds,
          conclusion: conclusion(of: $0))
      })
  }

  private func conclusion(of progress: PropertyProgress) -> Conclusion {
    if let conclusion = progress.conclusion ?? interruptedConclusion(of: progress) { return conclusion }
    if let kept = progress.keptFailure { return .fails(kept) }
    let judgement = progress.judgement
    if case .breaks = judgement { return judgement }
    if let disturbance = progress.disturbance { return .flaky("\(disturbance); checked again, it did not go wrong") }
    if case .cases(let count) = configuration.budget, progress.isFinished(count) { return judgement }
    if isCutShort { return .unfinished }
    if isInterrupted, case .inconclusive = judgement { return .unfinished }
    return judgement
  }

  /// What is known of a property whose counterexample was met, but not examined before the run was interrupted.
  private func interruptedConclusion(of progress: PropertyProgress) -> Conclusion? {
    guard let stop = progress.stop else { return nil }
    return .fails(
      Counterexample(
        property: progress.profile.name, seed: configuration.seed, index: stop.index, outcome: stop.outcome,
        choices: [], testCase: "null", steps: ["(interrupted before the case was written down)"],
        shrinking: ShrinkSummary(), isReproducible: true))
  }

  /// How far the run is.
  package var snapshot: RunSnapshot {
    RunSnapshot(
      seconds: elapsed, configuration: configuration,
      properties: progress.map {
        RunSnapshot.Entry(
          name: $0.profile.name, cases: $0.next, seconds: $0.seconds, isShrinking: $0.isShrinking,
          conclusion: $0.conclusion)
      })
  }

  /// Serves the run with one worker until nothing is left to do.
  package nonisolated func work(through channel: sending any WorkerChannel) async {
    while let job = await nextJob() {
      switch job {
      case .check(let property, let name, let batch):
        await check(batch, of: name, at: property, through: channel)
      case .replay(let property, let counterexample):
        let service = await channel.serve(
          .examineCase(property: counterexample.property, json: counterexample.testCase, checking: true))
        await replayed(counterexample, at: property, service)
      case .shrink(let property, let name, let stop, let limits):
        let counterexample = await shrink(stop, of: name, within: limits, through: channel)
        await conclude(.fails(counterexample), at: property)
      }
    }
    await channel.close()
  }

  private enum Job: Sendable {
    case check(Int, String, Range<Int>)
    case replay(Int, Counterexample)
    case shrink(Int, String, Stop, ShrinkLimits)
  }

  private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Whether a property has failed, and the others have gone on long enough.
  private var hasEndedEarly: Bool {
    guard let firstFailure, let extra = configuration.secondsAfterFailure else { return false }
    return elapsed >= firstFailure + extra
  }

  private func nextJob() -> Job? {
    guard !isInterrupted else { return nil }
    for index in progress.indices where progress[index].conclusion == nil && !progress[index].isShrinking {
      guard let stop = progress[index].stop, progress[index].stopIsFirst else { continue }
      progress[index].isShrinking = true
      let limits = hasShortened && configuration.shortensFirstOnly ? .none : configuration.shrinking
      hasShortened = true
      return .shrink(index, progress[index].profile.name, stop, limits)
    }
    guard !hasEndedEarly else {
      isCutShort = isCutShort || nextProperty() != nil
      return nil
    }
    while let counterexample = saved.popLast() {
      let index = progress.firstIndex { $0.profile.name == counterexample.property }
      if let index, progress[index].conclusion == nil { return .replay(index, counterexample) }
    }
    guard let index = nextProperty() else { return nil }
    let limit = if case .cases(let count) = configuration.budget { count } else { Int.max }
    return .check(index, progress[index].profile.name, progress[index].takeBatch(upTo: limit))
  }

  /// In a run by time, the property that is farthest from a few times the cases it needs, so that slow properties are
  /// not left inconclusive beside quick ones; then the one that has had the least time. In a run by cases, the first
  /// that is not finished.
  private func nextProperty() -> Int? {
    let candidates = progress.indices.filter { progress[$0].conclusion == nil && progress[$0].stop == nil }
    switch configuration.budget {
    case .cases(let count): return candidates.first { progress[$0].next < count }
    case .seconds(let seconds):
      guard elapsed < seconds else { return nil }
      return candidates.min { progress[$0].claim < progress[$1].claim }
    }
  }

  private nonisolated func check(
    _ batch: Range<Int>, of name: String, at property: Int, through channel: any WorkerChannel
  ) async {
    let request = WorkerRequest.check(property: name, seed: configuration.seed, indices: batch)
    let reply: WorkerReply
    switch await channel.serve(request) {
    case .disturbed(let loss):
      if await !isInterrupted { await conclude(.flaky("\(loss); every worker after it was ended, too"), at: property) }
      return
    case .reply(let served, let disturbance):
      reply = served
      if let disturbance { await note(disturbance, at: property) }
    }
    switch reply {
    case .checked(let statistics, let seconds, let stop):
      await record(batch, statistics, seconds: seconds, stop: stop, at: property)
    case .lost(let loss):
      guard let index = loss.index, batch.contains(index) else {
        return await conclude(.breaks("the worker ended between two cases: \(loss.outcome)"), at: property)
      }
      // What was taken down of the cases before is lost with the worker: check them again.
      let before = WorkerRequest.check(property: name, seed: configuration.seed, indices: batch.lowerBound..<index)
      var statistics = Statistics()
      var seconds = 0.0
      if case .reply(.checked(let again, let time, nil), _) = await channel.serve(before) {
        (statistics, seconds) = (again, time)
      }
      statistics.cases += 1
      await record(
        batch, statistics, seconds: seconds, stop: Stop(index: index, outcome: loss.outcome), at: property)
    case .refused(let reason):
      // An interrupted worker answers nothing more.
      if await !isInterrupted { await conclude(.breaks(reason), at: property) }
    case .examined: await conclude(.breaks("the worker answered something else"), at: property)
    }
  }

  private func record(_ batch: Range<Int>, _ statistics: Statistics, seconds: Double, stop: Stop?, at index: Int) {
    progress[index].record(batch, statistics, seconds: seconds, stop: stop)
    if stop != nil { firstFailure = firstFailure ?? elapsed }
    if case .breaks(let reason)? = progress[index].stop?.outcome, progress[index].stopIsFirst,
      let stop = progress[index].stop
    {
      conclude(.breaks("case \(stop.index): \(reason)"), at: index)
    }
  }

  private func note(_ disturbance: Loss, at index: Int) {
    // Whoever interrupts a run may end its workers, too.
    if !isInterrupted { progress[index].record(disturbance) }
  }

  private func replayed(_ counterexample: Counterexample, at index: Int, _ service: Service) {
    var again = counterexample
    switch service {
    case .disturbed(let loss): return note(loss, at: index)
    case .reply(.examined(let examination), let disturbance):
      again.outcome = examination.outcome
      if let disturbance { note(disturbance, at: index) }
    case .reply(.lost(let loss), _): again.outcome = loss.outcome
    case .reply(.checked, _), .reply(.refused, _): return
    }
    observe(.replayed(again, again.outcome))
    guard again.outcome.isCounterexample else { return }
    progress[index].keptFailure = again
    firstFailure = firstFailure ?? elapsed
  }

  private func conclude(_ conclusion: Conclusion, at index: Int) {
    guard progress[index].conclusion == nil else { return }
    progress[index].conclusion = conclusion
    progress[index].isShrinking = false
    observe(.concluded(progress[index].profile, conclusion))
    if case .fails = conclusion { firstFailure = firstFailure ?? elapsed }
  }

  private nonisolated func shrink(
    _ stop: Stop, of name: String, within limits: ShrinkLimits, through channel: any WorkerChannel
  ) async -> Counterexample {
    let seed = configuration.seed
    var examination = Examination(outcome: stop.outcome)
    var isReproducible = false
    var summary = ShrinkSummary()
    switch await channel.serve(
      .examineCaseOfRun(property: name, seed: seed, index: stop.index, checking: true))
    {
    case .reply(.examined(let again), _):
      isReproducible = again.outcome.isOfSameKind(as: stop.outcome)
      examination = again
      examination.outcome = isReproducible ? again.outcome : stop.outcome
    case .reply(.lost(let loss), _):
      isReproducible = loss.outcome.isOfSameKind(as: stop.outcome)
      let made = await channel.send(
        .examineCaseOfRun(property: name, seed: seed, index: stop.index, checking: false))
      if case .examined(let made) = made { examination = made }
      examination.outcome = stop.outcome
    case .disturbed, .reply(.checked, _), .reply(.refused, _): break
    }
    if isReproducible, !examination.choices.isEmpty {
      var shrinker = Shrinker(examination, of: name, through: channel, limits: limits)
      await shrinker.run()
      let isShorter = shrinker.summary.improvements > 0
      var isConfirmed = true
      if isShorter { isConfirmed = await isStillHanging(shrinker.best, of: name, through: channel) }
      if isConfirmed {
        examination = shrinker.best
        summary = shrinker.summary
      }
    }
    return Counterexample(
      property: name, seed: seed, index: stop.index, outcome: examination.outcome,
      choices: examination.choices.map(\.value), testCase: examination.testCase, steps: examination.steps,
      shrinking: summary, isReproducible: isReproducible)
  }

  /// Whether a shortened case that hangs does so when it is given the time of any other: candidates are given less, and
  /// a busy machine is slow. Other cases go wrong whatever the time.
  private nonisolated func isStillHanging(
    _ examination: Examination, of name: String, through channel: any WorkerChannel
  ) async -> Bool {
    guard case .hangs = examination.outcome, !Task.isCancelled else { return true }
    let request = WorkerRequest.examineCase(property: name, json: examination.testCase, checking: true)
    return switch await channel.send(request) {
    case .examined(let again): again.outcome.isOfSameKind(as: examination.outcome)
    case .lost(let loss): loss.outcome.isOfSameKind(as: examination.outcome)
    case .checked, .refused: true
    }
  }
}

/// Runs properties in this process, for instance from a test.
///
/// A crash of the code under test ends the process; the command line uses processes of their own instead.
public enum PropertyRunner {
  /// Checks one property.
  ///
  /// ```swift
  /// let report = await PropertyRunner.run(AdditionCommutes(), seed: 1, cases: 1_000)
  /// #expect(report.conclusion == .holds)
  /// ```
  ///
  /// - Parameters:
  ///   - property: What to check.
  ///   - seed: Where all random choices come from.
  ///   - cases: How many cases to check.
  ///   - shrinking: How much work may go into shortening a counterexample.
  /// - Returns: What was found; print it to read it.
  public static func run(
    _ property: sending any Property, seed: UInt64 = 1, cases: Int, shrinking: ShrinkLimits = ShrinkLimits()
  ) async -> PropertyReport {
    let profile = PropertyProfile(of: property)
    let configuration = RunConfiguration(seed: seed, budget: .cases(cases), shrinking: shrinking)
    let run = Run([profile], configuration: configuration)
    await run.work(through: Worker(properties: [property]))
    return await run.report.properties[0]
  }
}
