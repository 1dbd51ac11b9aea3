import PropertyTesting
import Synchronization

/// What `ufork check` prints while it runs and at the end.
///
/// On a terminal the last line shows how far the run is; elsewhere only whole lines are printed, once each.
final class Console: Sendable {
  private let progress = ProgressLine()
  /// The counterexamples that were shown.
  private let shown = Mutex<Set<[String]>>([])

  /// Says what is about to be checked.
  func begin(properties: Int, configuration: RunConfiguration, workers: Int, mutant: String?) {
    let budget =
      switch configuration.budget {
      case .cases(let cases): counted(cases, "case", "cases") + " each"
      case .seconds(let seconds): seconds.secondsText
      }
    let subject = mutant.map { " of the mutant \($0)" } ?? ""
    say(
      "Checking \(counted(properties, "property", "properties"))\(subject): seed \(configuration.seed), \(budget), "
        + "\(counted(workers, "worker", "workers")).\n")
  }

  /// Shows something that has happened.
  func show(_ event: RunEvent, keeper: FailureKeeper) {
    switch event {
    case .replayed(let counterexample, let outcome):
      switch outcome {
      case .fails, .crashes, .hangs:
        say("\(counterexample.property): a kept counterexample still fails.\n")
        show(counterexample, keeper: keeper)
      case .holds, .discarded: say("\(counterexample.property): a kept counterexample does not fail any more.")
      case .breaks(let reason): say("\(counterexample.property): a kept counterexample can't be checked: \(reason)")
      }
    case .concluded(_, .fails(let counterexample)): show(counterexample, keeper: keeper)
    case .concluded(let profile, .breaks(let reason)): say("\(profile.name) could not be checked: \(reason)\n")
    case .concluded(_, .holds), .concluded(_, .inconclusive), .concluded(_, .flaky), .concluded(_, .unfinished): break
    }
  }

  /// Says that something is not as it should be and that the run goes on.
  func warn(_ text: String) {
    progress.clear()
    StandardStream.error.write("Warning: \(text)\n")
  }

  /// Shows on a terminal how far a run is, until the task is cancelled.
  func follow(_ run: Run) -> Task<Void, Never> {
    progress.follow { ReportText.progress(await run.snapshot) }
  }

  /// Shows what was found out about each property, and what to do next.
  func end(_ report: RunReport, subject: SubjectOptions) {
    for line in ReportText.lines(report, subject: subject) { say(line) }
  }

  /// Shows and keeps a counterexample, unless it is one that was shown already.
  private func show(_ counterexample: Counterexample, keeper: FailureKeeper) {
    let identity = [
      counterexample.property, counterexample.outcome.violatedGuarantee ?? "", counterexample.testCase,
    ]
    guard shown.withLock({ $0.insert(identity).inserted }) else {
      return say("\(counterexample.property): the kept counterexample was found again.\n")
    }
    switch keeper.keep(counterexample) {
    case .success(let command): say(counterexample.text(replay: command) + "\n")
    case .failure(let problem):
      say(counterexample.text() + "\n")
      warn("\(problem); the counterexample is not kept.")
    }
  }

  private func say(_ line: String) {
    progress.clear()
    print(line)
  }
}

/// A line that says how far a job is, on a terminal that obeys escape sequences; elsewhere nothing.
final class ProgressLine: Sendable {
  private let isTerminal = StandardStream.output.isTerminal
  private let isShown = Mutex(false)

  /// Shows what is current every tenth of a second, until the task is cancelled.
  func follow(_ text: @escaping @Sendable () async -> String) -> Task<Void, Never> {
    Task {
      guard isTerminal else { return }
      while (try? await Task.sleep(for: .milliseconds(100))) != nil { show(await text()) }
      clear()
    }
  }

  /// Makes room for another line.
  func clear() {
    isShown.withLock { isShown in
      if isShown { StandardStream.output.write("\r\u{1B}[K".utf8) }
      isShown = false
    }
  }

  private func show(_ text: String) {
    isShown.withLock { isShown in
      isShown = true
      let line = text.withVisibleControls.prefix(StandardStream.output.columns - 1)
      StandardStream.output.write(("\r\u{1B}[K" + line).utf8)
    }
  }
}
